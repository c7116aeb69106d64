"""Builds the workbooks of definition.toml into built/; run with `make templates`."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xianbiao.export.workbook import write_workbook
from xianbiao.sheets.batches import read_batch
from xianbiao.sheets.blank import blank_county, blank_notice, fund_called
from xianbiao.sheets.layout.book import working_book
from xianbiao.sheets.layout.county import county_book
from xianbiao.sheets.plan import SheetPlan

HERE = Path(__file__).resolve().parent
DEFINITION = HERE / "definition.toml"
BUILT = HERE / "built"


@dataclass(frozen=True, slots=True)
class Template:
    """One workbook to be built: its file name and what `xianbiao new` would be told."""

    file: str
    kind: str
    region: str
    fund: str
    year: int
    batch: str = ""
    documents: tuple[str, ...] = ()


def templates() -> Iterator[Template]:
    """The templates of the definition, in its order."""
    data = tomllib.loads(DEFINITION.read_text(encoding="utf-8"))
    for row in data["template"]:
        yield Template(**row | {"documents": tuple(row.get("documents", ()))})


def build(folder: Path = BUILT) -> list[Path]:
    """Write every template into a folder, over those that are there; returns the files."""
    files = []
    for template in templates():
        files.append(folder / template.file)
        write_workbook(sheets_of(template), files[-1])
    return files


def sheets_of(template: Template) -> list[SheetPlan]:
    """The sheets of a template."""
    fund, year = fund_called(template.fund), template.year
    batch = read_batch(template.batch) if template.batch else ""
    if template.kind == "county":
        notice, index = blank_county(template.region, fund, year, batch)
        return county_book(notice, notice.tables[0], index)
    documents = template.documents
    notice = blank_notice(template.kind, template.region, fund, year, documents, batch=batch)
    return working_book(notice, ())


if __name__ == "__main__":
    for path in build(*map(Path, sys.argv[1:])):
        print(path)

"""Generated workbooks of panels and transposed tables: each file right, or none at all."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
from test_habits import planned

from support.grids import write_grids
from support.shape_figures import make
from support.shapes import Made
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.deliver import export_split
from xianbiao.export.split.options import SplitOptions, Totals
from xianbiao.model.amounts import read_amount
from xianbiao.model.errors import ExportRefused, UnreadableTable
from xianbiao.model.refs import Ref
from xianbiao.readers.tables import tables_in

SEEDS = range(330)
LEAST_EXPORTED = 35


def side_by_side() -> Iterator[tuple[int, Made]]:
    """The workbooks of some seeds that hold one table, and that of lanes."""
    for seed in SEEDS:
        made = make(seed)
        if len(made.tables) == 1 and made.tables[0].layout in ("并列", "转置"):
            yield seed, made


def figures(path: Path) -> Counter[Decimal]:
    """Every figure that stands in a file, as number or as text."""
    found: Counter[Decimal] = Counter()
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                amount = read_amount(value, Ref("")).value if value is not None else None
                if amount is not None:
                    found[amount.normalize()] += 1
    return found


def test_generated_workbooks_are_divided_right_or_refused(tmp_path: Path) -> None:
    exported, refused = 0, list[Path]()
    for seed, made in side_by_side():
        path = tmp_path / f"{seed}.xlsx"
        write_grids(path, [made.grid])
        options = SplitOptions(totals=Totals.DROPPED if seed % 3 == 0 else Totals.RECOMPUTED)
        try:
            plan = planned(path)
            delivery = export_split(SourceBook.open(path), plan, tmp_path / str(seed), options)
        except (ExportRefused, UnreadableTable):
            refused.append(tmp_path / str(seed))
            continue
        exported += 1
        rows = [r for t in tables_in(path)[0] for r in t.recipients]
        for file in delivery.files:
            own = next(r for r in plan.recipients if r.name == file.recipient)
            wanted = Counter(
                amount.value.normalize()
                for row in rows
                if row.recipient is not None and row.recipient.full_name == own.full_name
                for amount in row.values.values()
                if amount.value is not None
            )
            assert not wanted - figures(file.path), (seed, file.recipient)
            with zipfile.ZipFile(file.path) as package:
                text = "".join(package.read(n).decode(errors="replace") for n in package.namelist())
            others = {r.name for r in plan.recipients} - {own.name}
            known = (own.name, own.full_name, *plan.common_words)
            assert [o for o in others if o in text and not any(o in k for k in known)] == []
    assert exported >= LEAST_EXPORTED
    assert [folder for folder in refused if folder.exists()] == []

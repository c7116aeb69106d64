"""Defined names of several files that become one: those of one recipient's cells stay its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xianbiao.export.package.defined_names import DefinedName
from xianbiao.export.package.renames import Renames
from xianbiao.export.package.source import SourceBook
from xianbiao.model.records import Record, replace


class BoundName(Record, frozen=True):
    """A name with its formula under the new titles; `title` is the sheet that it belongs to."""

    name: DefinedName
    title: str | None
    formula: str

    @property
    def key(self) -> tuple[str, str | None]:
        """What may stand only once in a workbook."""
        return self.name.name.lower(), self.title


def own_names(book: SourceBook, renames: Renames) -> frozenset[str]:
    """The names of a whole file, in lower case, that lead to its renamed sheets or tables."""
    found: frozenset[str] = frozenset()
    while True:
        now = replace(renames, own=found)
        names = [n for n in book.workbook.names if n.sheet is None]
        more = frozenset(n.name.lower() for n in names if now.calls(n.formula))
        if more == found:
            return found
        found = more


def bound_names(
    book: SourceBook, titles: Mapping[str, str], renames: Renames
) -> Iterator[BoundName]:
    """The names of a file for the sheets that come from it.

    A name of the whole file that leads to such a sheet becomes a name of each of them, as Excel
    does when it copies a sheet: every recipient has cells of its own behind it.
    """
    sheets = [s.entry.name for s in book.sheets]
    scoped = {(n.name.lower(), sheets[n.sheet]) for n in book.workbook.names if n.sheet is not None}
    for name in book.workbook.names:
        formula = renames.formula(name.formula)
        if name.sheet is not None:
            if (sheet := sheets[name.sheet]) in titles:
                yield BoundName(name, titles[sheet], formula)
        elif name.name.lower() in renames.own:
            for sheet, title in titles.items():
                if (name.name.lower(), sheet) not in scoped:
                    yield BoundName(name, title, formula)
        else:
            yield BoundName(name, None, formula)

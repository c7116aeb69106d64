"""States of a workbook: a right workbook and a few edits of the kinds that clerks make.

A state is a set of cells with new values. The engine computes the workbook with them; the
register's results and the findings of the program on the same cells are then compared.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import formualizer

from support.right_notice import ADJUSTMENT, BASE
from xianbiao.checks import check
from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.readers import read_notice
from xianbiao.readers.workbook import read_working
from xianbiao.readers.xlsx import read_xlsx
from xianbiao.sheets.addresses import column_number
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.book import working_book

Place = tuple[str, int, int]
"""Sheet, row and column, counted from 1."""

Edits = dict[Place, object]

SHARED = _AMOUNTS = {"C01", "C03", "C05", "C07", "C08", "C43", "C64"}
_ROWS = {"C42", "T01", "T02"}
SHARED = _AMOUNTS | _ROWS | {"C04", "C70", "C91", "T05", "T06", "T07"}
"""The codes that both sides report; each with its subject where it has one."""

ADJUSTED = {"C05", "C07"}
"""Those of them that only an adjustment table can break."""


@dataclass(frozen=True)
class Outcome:
    """What the register and the program say of one state, in the same words.

    Each is a set of (code, subject): the checks that fail, and those still to be filled in.
    """

    failed: frozenset[tuple[str, str]]
    pending: frozenset[tuple[str, str]]
    unread: frozenset[tuple[str, str]] = frozenset()
    """The checks that the register cannot judge, for an amount they rest on is text."""
    overwritten: frozenset[Place] = frozenset()
    """The formulas over which the program found a value; the register cannot see them."""


@dataclass
class Base:
    """A right workbook with its cells, to be edited over and over."""

    data: bytes
    grids: list[Grid]
    cells: dict[Place, Cell] = field(default_factory=dict)
    formulas: list[Place] = field(default_factory=list)
    engine: Any = None
    """The workbook in the engine; every state is undone when it has been computed."""

    @classmethod
    def of(cls, notice: Notice, folder: Path) -> Base:
        """The working workbook of a notice."""
        path = folder / "base.xlsx"
        path.write_bytes(workbook_bytes(working_book(notice, check(notice))))
        base = cls(path.read_bytes(), read_xlsx(path))
        base.engine = formualizer.load_workbook_bytes(base.data)
        base.engine.set_changelog_enabled(True)
        for grid in base.grids:
            for r, row in enumerate(grid.rows, 1):
                for c, cell in enumerate(row, 1):
                    base.cells[grid.sheet or "", r, c] = cell
                    if cell.is_formula:
                        base.formulas.append((grid.sheet or "", r, c))
        return base

    def sheet(self, name: str) -> Grid:
        """The cells of a sheet as they were made."""
        return next(g for g in self.grids if g.sheet == name)

    def computed(self, edits: Edits) -> list[Grid]:
        """The cells of every sheet after the edits, formulas computed by the engine."""
        engine = self.engine
        engine.begin_action("edits")
        for (sheet, row, column), value in edits.items():
            engine.set_value(sheet, row, column, stored(value))
        engine.end_action()
        engine.evaluate_all()
        found = {place: engine.get_value(*place) for place in self.formulas}
        if edits:
            engine.undo()
        known = (str, int, float, type(None))
        return self.with_values(
            edits, {p: v if isinstance(v, known) else "#VALUE!" for p, v in found.items()}
        )

    def with_values(self, edits: Edits, computed: Mapping[Place, object]) -> list[Grid]:
        """The cells of every sheet after the edits, with the results of formulas."""
        values = {**computed, **edits}
        return [self._edited(grid, edits, values) for grid in self.grids]

    def typed_over(self, edits: Edits) -> frozenset[Place]:
        """The formulas that the edits replace, with the tied cells of an added row.

        A row without a name belongs to no recipient, and its cells to no formula.
        """
        nameless = {row for (sheet, row, column), v in edits.items() if column == 1 and v is None}
        return frozenset(
            (sheet, row, column)
            for sheet, row, column in edits
            if not (sheet == "附件1" and row in nameless)
            and ((sheet, row, column) in self.formulas or self._is_added(sheet, row, column))
        )

    def _is_added(self, sheet: str, row: int, column: int) -> bool:
        return (sheet, row - 1, column) in self.formulas and (sheet, row, 1) not in self.cells

    def _edited(self, grid: Grid, edits: Edits, values: Mapping[Place, object]) -> Grid:
        name = grid.sheet or ""
        height = max([len(grid.rows), *(r for s, r, _ in edits if s == name)])
        width = max((len(row) for row in grid.rows), default=0)
        rows = []
        for r in range(1, height + 1):
            row = []
            for c in range(1, width + 1):
                old = self.cells.get((name, r, c)) or _blank(grid, r, c)
                place = (name, r, c)
                typed = place in edits
                row.append(
                    Cell(values.get(place, old.value), old.ref, old.is_formula and not typed)
                )
            rows.append(row)
        return Grid(grid.file, grid.sheet, rows, grid.merges)


def stored(value: object) -> object:
    """A value as a file stores it: a date is the number of its day."""
    return (value - dt.date(1899, 12, 30)).days if isinstance(value, dt.date) else value


def right_base(folder: Path) -> Base:
    """The workbook of the made-up notice without errors."""
    source = folder / "通知.txt"
    source.write_text(BASE, encoding="utf-8")
    notice = read_notice([source])
    assert notice.fund is not None
    notice.tag = notice.fund.tags[0]
    return Base.of(notice, folder)


def adjustment_base(folder: Path) -> Base:
    """The workbook of the made-up notice that adjusts two earlier ones."""
    source = folder / "调整通知.txt"
    source.write_text(ADJUSTMENT, encoding="utf-8")
    notice = read_notice([source])
    notice.superior_change = Decimal(5)
    return Base.of(notice, folder)


def comparable(outcome: Outcome, other: Outcome) -> set[tuple[str, str]]:
    """The failures of one side that both can report.

    Where an amount is text the register says so in place of what rests on it; the program
    names that cell and goes on with the others.
    """
    failed = {item for item in outcome.failed - other.unread if item[0] in SHARED}
    return failed | {("C44", "") for code, _ in outcome.failed if code == "C44"}


def unfilled(outcome: Outcome) -> set[tuple[str, str]]:
    """What both sides can report as still to be filled in."""
    return {item for item in outcome.pending if item[0] in ("C57", "T08")}


def disagreements(
    base: Base, editors: list[Editor], count: int, seed: int
) -> tuple[list[object], Counter[str]]:
    """The states on which register and program differ, and how often each code failed."""
    found: list[object] = []
    failing: Counter[str] = Counter()
    for names, edits in states(base, editors, count, seed):
        grids = base.computed(edits)
        register, program = by_register(grids), by_program(grids)
        left, right = comparable(register, program), comparable(program, register)
        failing.update(code for code, _ in left)
        if left != right or unfilled(register) != unfilled(program):
            found.append((names, edits, left - right, right - left))
        if program.overwritten != base.typed_over(edits):
            found.append((names, edits, "T03", program.overwritten))
        failing["T03"] += bool(program.overwritten)
    return found, failing


def _blank(grid: Grid, row: int, column: int) -> Cell:
    return Cell(None, Ref(grid.file, grid.sheet, f"{chr(64 + column)}{row}", column=column))


def by_register(grids: list[Grid]) -> Outcome:
    """What 校验 says: state 2 fails, state 3 is to be filled in."""
    failed, pending, unread = set(), set(), set()
    register = next(g for g in grids if g.sheet == keys.REGISTER_SHEET)
    for row in register.rows[4:]:
        code = row[0].stripped.partition("-")[0]
        subject = row[9].stripped if len(row) > 9 else ""
        state = row[8].value
        if not code:
            continue
        if state == 2:
            named = _named(code, row[5].stripped)
            failed.add((named, subject))
            if named == "C44":
                unread.add((code, subject))
        elif state == 3:
            pending.add((code, subject))
    return Outcome(frozenset(failed), frozenset(pending), frozenset(unread - failed))


def register_rows(grids: list[Grid]) -> list[tuple[str, str, object]]:
    """Every row of 校验: its number, its result and its state."""
    sheet = next(g for g in grids if g.sheet == keys.REGISTER_SHEET)
    return [(r[0].stripped, r[5].stripped, r[8].value) for r in sheet.rows[4:] if r[0].stripped]


@dataclass(frozen=True)
class Spoken:
    """What a file that another program computed and saved says of itself, and we of it."""

    rows: list[tuple[str, str, object]]
    register: Outcome
    program: Outcome

    @classmethod
    def of(cls, path: Path) -> Spoken:
        grids = read_xlsx(path)
        return cls(register_rows(grids), by_register(grids), by_program(grids))


def _named(code: str, result: str) -> str:
    """A failure for another reason than the figures goes by the code of that reason."""
    if result.endswith("非数字") or not result.startswith("✘"):
        return "C44"
    return "C42" if result.endswith(keys.NOT_LISTED) else code


def by_program(grids: list[Grid]) -> Outcome:
    """What the program says of the same cells."""
    notice = read_working(grids[0].file, grids, load_places())
    found = check(notice)
    failed = {
        ("C44" if "无法识别" in f.message else f.rule, _subject(f, notice))
        for f in found
        if f.severity is Severity.ERROR
    }
    pending = {
        ("C57", form.region) for form in notice.forms if any(p.value is None for p in form.placed)
    }
    pending |= {("T08", "") for f in found if f.rule == "T08"}
    overwritten = {_place(f.ref) for f in found if f.rule == "T03"}
    return Outcome(frozenset(failed), frozenset(pending), overwritten=frozenset(overwritten))


def _place(ref: Ref) -> Place:
    assert ref.sheet is not None
    assert ref.cell is not None
    letters = ref.cell.rstrip("0123456789")
    return ref.sheet, int(ref.cell[len(letters) :]), column_number(letters) + 1


def _subject(finding: Finding, notice: Notice) -> str:
    if finding.rule in ("C01", "C43", "T05", "T06"):
        return next((f.region for f in notice.forms if finding.message.startswith(f.region)), "")
    if finding.rule == "C42":
        return finding.message.partition("“")[2].partition("”")[0]
    if finding.rule == "T02":
        return finding.message.split("”")[0].lstrip("“")
    return ""


@dataclass(frozen=True)
class Editor:
    """Makes one edit of a kind; `make` returns the cells that change."""

    name: str
    make: Callable[[random.Random, Base], Edits]


def swap_digits(number: float, chance: random.Random) -> int:
    """A number with two neighbouring digits swapped that differ, or one more if none do."""
    digits = list(str(int(number)))
    places = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1]]
    if not places:
        return int(number) + 1
    at = chance.choice(places)
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    return int("".join(digits))


def states(base: Base, editors: list[Editor], count: int, seed: int) -> Iterator[tuple[str, Edits]]:
    """So many states, each of one to three edits, with the names of the edits."""
    chance = random.Random(seed)
    for _ in range(count):
        edits: Edits = {}
        names = []
        for editor in chance.sample(editors, k=chance.choice((1, 1, 2, 3))):
            edits.update(editor.make(chance, base))
            names.append(editor.name)
        yield "、".join(names), edits

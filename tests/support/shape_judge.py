"""Judges a reading against the truth: right, refused with a word about the cell, or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from support.shapes import Made, TrueTable
from xianbiao.model.places import load_places
from xianbiao.model.tables import RecognisedTable
from xianbiao.sheets.recognise.tables import read_grid


@dataclass
class Verdict:
    """Faults that the reading keeps silent about, and those that it owns up to."""

    silent: list[str] = field(default_factory=list)
    owned: list[str] = field(default_factory=list)

    @property
    def word(self) -> str:
        return "错" if self.silent else "拒" if self.owned else "对"


def judge(made: Made) -> Verdict:
    """Read a sheet and compare every cell with the truth."""
    return compare(made.tables, read_grid(made.grid, load_places()))


def compare(truths: Sequence[TrueTable], tables: Sequence[RecognisedTable]) -> Verdict:
    verdict = Verdict()
    taken: set[int] = set()
    for truth in truths:
        best, shared = None, 0
        for k, table in enumerate(tables):
            cells = {r.ref.cell for r in table.rows} & set(truth.rows)
            if len(cells) > shared and k not in taken:
                best, shared = k, len(cells)
        if best is None:
            near = [t for t in tables if not t.is_understood]
            (verdict.owned if near else verdict.silent).append("没有认出这张表")
            continue
        taken.add(best)
        _compare(truth, tables[best], verdict)
    for k, table in enumerate(tables):
        if k not in taken:
            (verdict.silent if table.is_understood else verdict.owned).append(
                f"多认一张表 {table.area}"
            )
    return verdict


def _compare(truth: TrueTable, table: RecognisedTable, verdict: Verdict) -> None:
    doubted = {d.ref.cell for d in table.doubts}
    columns = {c.index: c for c in table.columns}

    def note(text: str, *cells: str | None) -> None:
        owned = not table.is_understood or any(c in doubted for c in cells if c)
        (verdict.owned if owned else verdict.silent).append(text)

    head = table.ref.cell
    if table.kind.value != truth.kind:
        note(f"类型 {table.kind.value}，应为 {truth.kind}", head)
    if table.unit != truth.unit:
        note(f"单位 {table.unit}，应为 {truth.unit}", head)
    if table.layout != truth.layout:
        note(f"布局 {table.layout}，应为 {truth.layout}", head)
    found_rows = {r.ref.cell: r for r in table.rows}
    seen: set[str] = set()
    for row in table.rows:
        for index, amount in row.values.items():
            cell = amount.ref.cell or ""
            column = columns[index]
            seen.add(cell)
            if cell not in truth.values:
                if amount.is_number:
                    note(f"{cell} 多读了一个数", cell)
                continue
            name, *meaning = truth.values[cell]
            if row.ref.cell != name:
                note(f"{cell} 归到 {row.ref.cell}，应为 {name}", cell, name, row.ref.cell)
            got = [column.meaning.value, column.source, column.batch, column.category, column.stage]
            if got != meaning:
                note(f"{cell} 列读作 {got}，应为 {meaning}", cell, column.ref.cell)
            if amount.value != truth.numbers[cell]:
                note(f"{cell} 读作 {amount.value}，应为 {truth.numbers[cell]}", cell)
    for cell in truth.values:
        if cell not in seen and truth.numbers[cell] is not None:
            note(f"{cell} 漏读", cell)
    for cell, (kind, parent) in truth.rows.items():
        found = found_rows.get(cell)
        if found is None:
            note(f"漏了行 {cell}", cell)
            continue
        if found.kind.value != kind:
            note(f"{cell} {found.name.text} 认作{found.kind.value}，应为{kind}", cell)
        got_parent = table.rows[found.parent].ref.cell if found.parent is not None else None
        if got_parent != parent:
            note(
                f"{cell} {found.name.text} 上级 {got_parent}，应为 {parent}",
                cell,
                parent,
                got_parent,
            )
        if cell in truth.names:
            full = found.recipient.full_name if found.recipient else None
            if full != truth.names[cell].replace(" ", ""):
                note(f"{cell} 单位 {full}，应为 {truth.names[cell]}", cell)
    sums = {
        table.rows[s.result].ref.cell: frozenset(table.rows[t].ref.cell or "" for t in s.terms)
        for s in table.row_sums
    }
    for cell, members in truth.sums.items():
        if sums.get(cell) != members:
            note(f"{cell} 合计的各行不对", cell)


def score(seeds: Sequence[int]) -> tuple[dict[str, int], list[tuple[str, Verdict]]]:
    """How many of these generated sheets are right, refused and wrong, with those not right."""
    from support.shape_figures import make

    counts = {"对": 0, "拒": 0, "错": 0}
    rest = []
    for seed in seeds:
        made = make(seed)
        verdict = judge(made)
        counts[verdict.word] += 1
        if verdict.word != "对":
            rest.append((made.recipe, verdict))
    return counts, rest

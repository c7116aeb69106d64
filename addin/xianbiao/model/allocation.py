"""Allocation and adjustment tables (分配表, 调整分配表): recipients × columns of amounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from enum import Enum

from xianbiao.model.amounts import Amount
from xianbiao.model.expressions import expression
from xianbiao.model.recipients import Recipient, squeeze
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref, Text

_NOW = expression(r"本次|此次|这次")


class ColumnRole(Enum):
    """What a column of amounts means."""

    AMOUNT = "金额"
    BEFORE = "调整前"
    CHANGE = "调整数"
    AFTER = "调整后"
    SUBTOTAL_BEFORE = "调整前小计"
    SUBTOTAL_CHANGE = "调整小计"
    TOTAL = "合计"
    COUNT = "人数或比例"
    NOTE = "备注"


class Column(Record, frozen=True):
    """One column: its header words from top to bottom, its role, and the document it belongs to.

    `index` is the column's place in the grid, from 0. `group` is the header above a run of
    columns (a document or a source of money), "" where there is none.
    """

    index: int
    path: tuple[str, ...]
    role: ColumnRole
    group: str
    ref: Ref

    @property
    def name(self) -> str:
        """The lowest header word, which names the column."""
        return self.path[-1] if self.path else ""

    @property
    def full_name(self) -> str:
        """All header words, joined."""
        return "·".join(self.path)

    @property
    def plain_name(self) -> str:
        """The full name on one line, by which a working workbook finds the column again."""
        return " ".join(self.full_name.split())


class Equation(Record, frozen=True):
    """A tie between columns that the header promises: `result` = Σ `terms`, in every row.

    The terms in `minus` are taken off: 调整后 = 调整前 + 调增 − 调减. `computed` is the column
    that the sheet computes from the others, where it is not the result.
    """

    result: int
    terms: tuple[int, ...]
    text: str
    minus: tuple[int, ...] = ()
    computed: int | None = None

    def signed(self, term: int, value: Decimal) -> Decimal:
        """What a term adds to the result."""
        return -value if term in self.minus else value

    def added(self, written: Callable[[int], str]) -> str:
        """The terms as a formula adds them, each as `written`: D6+E6-F6."""
        parts = (f"{'-' if t in self.minus else '+'}{written(t)}" for t in self.terms)
        return "".join(parts).removeprefix("+")

    def gap(self, written: Callable[[int], str]) -> str:
        """The result without its terms, as a formula: G6-D6-E6+F6."""
        parts = (f"{'+' if t in self.minus else '-'}{written(t)}" for t in self.terms)
        return written(self.result) + "".join(parts)


def tie_text(result: str, terms: Iterable[tuple[str, bool]]) -> str:
    """A tie in words, from the names of its terms and whether each is taken off."""
    shown = "".join(f" {'−' if minus else '+'} {name}" for name, minus in terms)
    return f"{result} = {shown.removeprefix(' + ').strip()}"


class AllocationRow(Record, frozen=True):
    """One row: the recipient's name as printed and an amount per amount column (grid index)."""

    name: Text
    recipient: Recipient | None
    amounts: dict[int, Amount]
    ref: Ref
    sequence: Text | None = None
    area: Text | None = None
    notes: dict[int, Text] = field(default_factory=dict)
    """What stands in the columns of words (备注), by grid index."""

    def amount(self, column: Column) -> Amount:
        """The amount in a column."""
        return self.amounts[column.index]


class UnitMention(Record, frozen=True):
    """One place where a unit of money is written for the table: 万元, 元 or 亿元."""

    unit: str
    text: Text
    stated: bool
    """True for 单位：万元; False where the unit only trails a figure in the header."""


class EmbeddedTotal(Record, frozen=True):
    """A total written inside a header cell, such as `巴财社(2021)3号 11060万元`."""

    amount: Amount
    text: Text
    columns: tuple[int, ...]
    """The grid indexes of the columns below that header cell."""
    control: Amount | None = None
    """The figure that 参数 of a working workbook keeps for it."""


class AllocationTable(Record):
    """A table of recipients × amounts, with its total row where one was recognised.

    `header` holds the header cells as printed, rows × columns, blank where merged.
    `total_label` tells how the total row was recognised: by a word, by the area's name, or by
    its figures; it is None where there is no total row. `other_totals` are further rows that
    claim to be the total; `subtotals` are rows that add up a run of recipients. `controls` are
    totals kept apart from the table (印发合计 of the working workbook), by grid index.
    """

    title: Text | None
    label: Text | None
    units: list[UnitMention]
    header: list[list[Text]]
    columns: list[Column]
    rows: list[AllocationRow]
    total: AllocationRow | None
    total_label: str | None
    other_totals: list[AllocationRow] = field(default_factory=list)
    subtotals: list[AllocationRow] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)
    controls: dict[int, Amount] = field(default_factory=dict)
    embedded_totals: list[EmbeddedTotal] = field(default_factory=list)
    notes: list[Column] = field(default_factory=list)
    """The columns of words beside the names: 备注 and the like, which no sum takes in."""
    name_column: int = 0
    area_column: int | None = None
    sequence_column: int | None = None
    settled_index: int | None = None
    """The final column by its grid index where a clerk, or the evidence, settled it."""

    @property
    def is_adjustment(self) -> bool:
        """Whether the table shows before, change and after."""
        return any(c.role is ColumnRole.CHANGE for c in self.columns)

    @property
    def is_central(self) -> bool:
        """Whether all of its money is central money, so that a form's central line equals it."""
        words = [c.full_name for c in self.columns if c.role is not ColumnRole.NOTE]
        if any(
            local in w for w in words for local in ("自治区", "省", "市级", "州级", "地方", "本级")
        ):
            return False
        final = self.final_column
        title = self.title.text if self.title else ""
        return final is not None and ("中央" in final.full_name or "中央" in title)

    @property
    def unit(self) -> str | None:
        """The one unit of the table, None when it is missing or contradictory."""
        names = {m.unit for m in self.units}
        return names.pop() if len(names) == 1 else None

    @property
    def final_column(self) -> Column | None:
        """The column with what each recipient gets in the end."""
        return next((c for c in self.columns if c.index == self.final_index), None)

    @property
    def final_index(self) -> int | None:
        """The grid index of the final column.

        It is the settled one, else the total of the whole row, else the last column 调整后, else
        the only amount; None where several stand side by side and none is said to be their total.
        """
        if self.settled_index is not None:
            return self.settled_index
        totals = [c for c in self.columns if c.role is ColumnRole.TOTAL]
        whole = [c for c in totals if not c.group] or totals
        if whole:
            return whole[-1 if self.is_adjustment else 0].index
        after = [c for c in self.columns if c.role is ColumnRole.AFTER]
        if after:
            return after[-1].index
        amounts = [c for c in self.columns if c.role is ColumnRole.AMOUNT]
        now = [c for c in amounts if _NOW.search(c.full_name)]
        if len(now) == 1:
            return now[0].index
        main = [c for c in amounts if "其中" not in c.full_name]
        return main[0].index if len(main) == 1 else None

    @property
    def ref(self) -> Ref:
        """Where the table begins: its first header cell that holds something."""
        cells = [t for row in self.header for t in row]
        return next((t.ref for t in cells if t), cells[0].ref)

    def column(self, index: int) -> Column:
        """The column at a grid index."""
        return next(c for c in self.columns if c.index == index)

    @property
    def has_amounts(self) -> bool:
        """Whether any column holds money; a list of tasks has numbers of other things alone."""
        return any(c.role not in (ColumnRole.NOTE, ColumnRole.COUNT) for c in self.columns)

    @property
    def typed_columns(self) -> list[Column]:
        """The columns of amounts that no equation gives."""
        given = {equation.result for equation in self.equations}
        words = (ColumnRole.NOTE, ColumnRole.COUNT)
        return [c for c in self.columns if c.index not in given and c.role not in words]

    def all_rows(self) -> Iterator[AllocationRow]:
        """The total row (if any), then the rows of the recipients."""
        if self.total is not None:
            yield self.total
        yield from self.rows

    def final_amount(self, row: AllocationRow) -> Amount | None:
        """What the row's recipient gets in the end, 万元."""
        index = self.final_index
        return None if index is None else row.amounts[index]

    def row_for(self, name: str) -> AllocationRow | None:
        """The row of a recipient, by any of its names."""
        return next((r for r in self.rows if r.recipient and r.recipient.is_called(name)), None)

    def repeated(self) -> list[tuple[AllocationRow, AllocationRow]]:
        """The rows whose recipient stands in an earlier row, each with that earlier row.

        Institutions of the same name (本级) under two areas are two recipients.
        """
        first: dict[tuple[str, str], AllocationRow] = {}
        found: list[tuple[AllocationRow, AllocationRow]] = []
        area = ""
        for row in self.rows:
            area = row.area.stripped if row.area else area
            known = row.recipient
            if known is None:
                continue
            key = (known.code, "") if known.code else (squeeze(known.full_name), squeeze(area))
            earlier = first.setdefault(key, row)
            if earlier is not row:
                found.append((earlier, row))
        return found

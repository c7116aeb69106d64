"""Tables of any shape as they were recognised: columns, rows, sums, and what stayed in doubt."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from xianbiao.model.amounts import Amount
from xianbiao.model.quotients import Quotient
from xianbiao.model.recipients import Recipient
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref, Text

if TYPE_CHECKING:
    from xianbiao.model.evaluations import Evaluation

LOOK = "点“识别”（命令：xianbiao inspect）看认出了什么"
"""What a clerk does where recognition stands in question."""

FINAL = "应得金额"
"""How the column is called, to the clerk, that says what a recipient gets."""


class TableKind(Enum):
    """What a table is for."""

    ALLOCATION = "分配表"
    ADJUSTMENT = "调整分配表"
    PER_CATEGORY = "分类分配表"
    FORM = "绩效目标表"
    CODES = "功能科目表"
    EVALUATION = "绩效自评表"
    UNKNOWN = "没有认出"


class Meaning(Enum):
    """What the values of a column mean."""

    SEQUENCE = "序号"
    AREA = "上级地区"
    NAME = "单位名称"
    CODE = "代码"
    COUNT = "人数"
    STANDARD = "标准"
    AMOUNT = "金额"
    TOTAL = "合计"
    RATIO = "比例或系数"
    REMARK = "备注"
    TEXT = "文字"
    UNKNOWN = "不明"

    @property
    def is_money(self) -> bool:
        """Whether the values are amounts of money that may be added up."""
        return self in (Meaning.AMOUNT, Meaning.TOTAL)

    @property
    def is_figure(self) -> bool:
        """Whether the values are figures at all."""
        return self.is_money or self in (Meaning.COUNT, Meaning.STANDARD, Meaning.RATIO)


class RowKind(Enum):
    """What a row is."""

    TOTAL = "合计"
    SUBTOTAL = "小计"
    RECIPIENT = "单位"
    PART = "其中"
    HEADING = "分组标题"
    NOTE = "注"
    ASIDE = "参考数"
    """Averages, shares or figures of last year below the total: nobody's money."""


class Decision(Record, frozen=True):
    """One thing that was decided: what, how sure (0 to 1), and why, in words."""

    what: str
    confidence: float
    reason: str
    ref: Ref | None = None


class Doubt(Record, frozen=True):
    """Something that was not understood, or only guessed, with its cell."""

    ref: Ref
    text: str
    is_fatal: bool = False
    """Whether the table cannot be used until a clerk has settled it."""


class TableColumn(Record, frozen=True):
    """One column: its header words from the top down and what its values mean.

    `index` counts the logical columns from 0 (rows of the sheet where the table is transposed).
    `source`, `batch`, `category` and `stage` (调整前、调整数、调整后) are words of the header, ""
    where it has none. `unit` is stated in the header itself. `is_part` marks columns under 其中.
    """

    index: int
    path: tuple[str, ...]
    meaning: Meaning
    ref: Ref
    confidence: float
    reason: str
    source: str = ""
    batch: str = ""
    category: str = ""
    stage: str = ""
    unit: str | None = None
    is_part: bool = False
    is_hidden: bool = False
    is_final: bool = False
    """Whether a clerk, or the evidence, settled that it says what a recipient gets."""

    @property
    def name(self) -> str:
        """All header words, joined; the place of the column where the header is blank."""
        return "·".join(self.path) or f"第{self.index + 1}列"


class TableRow(Record):
    """One row below the header: what it is, whose it is, and its values by column.

    `parent` is the row (by number in the table) that this row is a part of. `recipient` is set
    for rows of kind RECIPIENT. `owner` is the name of the recipient where the row itself bears
    only the name of one line of its money (低保 beside a merged 昌吉市).
    """

    index: int
    kind: RowKind
    name: Text
    values: dict[int, Amount]
    confidence: float
    reason: str
    parent: int | None = None
    recipient: Recipient | None = None
    area: Text | None = None
    owner: Text | None = None
    texts: dict[int, Text] = field(default_factory=dict)
    is_hidden: bool = False

    @property
    def ref(self) -> Ref:
        """Where the row's name stands."""
        return self.name.ref


class ShiftedRow(Record, frozen=True):
    """A row whose figures stand one column too far right, and what its columns mean to hold."""

    row: TableRow
    meant: dict[int, Amount]


class RowSum(Record, frozen=True):
    """A row that adds up other rows. `is_complete` is False where 其中 lists only some parts."""

    result: int
    terms: tuple[int, ...]
    is_complete: bool
    confidence: float
    reason: str


class ColumnSum(Record, frozen=True):
    """A column that adds up other columns in every row; those in `minus` are taken off.

    `computed` is the one of these columns that the sheet computes by formulas from the others,
    where it is not the result: what is wrong stands there.
    """

    result: int
    terms: tuple[int, ...]
    reason: str
    minus: tuple[int, ...] = ()
    computed: int | None = None


class Product(Record, frozen=True):
    """amount = count × standard × factor in every row of a recipient.

    `months` is the column of a number that both are taken times, None where there is none.
    """

    count: int
    standard: int
    amount: int
    factor: Decimal
    reason: str
    months: int | None = None


class Rate(Record, frozen=True):
    """amount = base × factor in every row of a recipient, as the header states: 3万元/户, 60%."""

    base: int
    amount: int
    factor: Decimal
    stated: str


class RecognisedTable(Record):
    """One table of any shape, every value with its cell.

    `area` is its range in the sheet, A1:F20, or the lines of a text. `layout` is 普通, 并列 or
    转置. `header` are the cells of the header; `above` and `notes` the lines above and below it.
    `grand` names the row below that adds up the totals of this table and of those above it.
    `decisions` hold what was decided for the table as a whole; columns, rows and sums carry their
    own confidence and reason.
    """

    file: str
    sheet: str | None
    area: str
    kind: TableKind
    layout: str
    title: Text | None
    label: Text | None
    unit: str | None
    unit_text: Text | None
    header: list[Text]
    columns: list[TableColumn]
    rows: list[TableRow]
    row_sums: list[RowSum] = field(default_factory=list)
    column_sums: list[ColumnSum] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    quotients: list[Quotient] = field(default_factory=list)
    above: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    header_height: int = 1
    grand: Text | None = None
    is_in_notice: bool = False
    """Whether the notice also holds it as an allocation table, with the rules for those."""
    panels: tuple[tuple[int, ...], ...] = ()
    """The columns of the sheet, from 1, of each panel where the table lies in several."""
    evaluation: Evaluation | None = None
    """What a self-evaluation says, None for every other kind of table."""

    @property
    def ref(self) -> Ref:
        """Where the table begins."""
        cells = [t.ref for t in self.header if t] or [r.ref for r in self.rows]
        return cells[0] if cells else Ref(self.file, self.sheet)

    @property
    def is_understood(self) -> bool:
        """Whether the table may be checked and split: nothing essential is in doubt."""
        return self.kind is not TableKind.UNKNOWN and not any(d.is_fatal for d in self.doubts)

    @property
    def confidence(self) -> float:
        """That of the least certain decision about the table as a whole."""
        return min((d.confidence for d in self.decisions), default=0.0)

    @property
    def total(self) -> TableRow | None:
        """The total row, None where there is none."""
        return next((r for r in self.rows if r.kind is RowKind.TOTAL), None)

    @property
    def recipients(self) -> list[TableRow]:
        """The rows of recipients, in order."""
        return [r for r in self.rows if r.kind is RowKind.RECIPIENT]

    @property
    def money(self) -> list[TableColumn]:
        """The columns of money, in order."""
        return [c for c in self.columns if c.meaning.is_money]

    def column(self, index: int) -> TableColumn:
        """The column at a logical index."""
        return next(c for c in self.columns if c.index == index)

    def unit_of(self, column: TableColumn) -> str | None:
        """The unit of a column of money: its own, else that of the table."""
        return column.unit or (self.unit if column.meaning.is_money else None)

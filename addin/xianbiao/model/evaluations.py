"""Self-evaluations (绩效自评表): what was spent, and the score of every indicator with its cell."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.amounts import AmountState, format_amount, read_amount
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref, Text

FULL_SCORE = Decimal(100)
"""What all weights together make where the form says nothing else."""

_MOST_DECIMALS = 6
_DASHES = expression(r"[-—–－/\\一无]+|不适用")
_FIGURE = expression(r"(.*\d)(分|%)")


class Figure(Record, frozen=True):
    """A weight, a score, a rate or a sum of money: as printed, its state, and its value.

    A unit of points and the sign of a percentage are taken off (15分, 15%); `is_percent` tells
    of the latter. A dash stands for nothing and reads as blank.
    """

    raw: str
    state: AmountState
    value: Decimal | None
    ref: Ref
    is_percent: bool = False
    is_formula: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the cell, or a dash."""
        return self.state is AmountState.BLANK

    @property
    def is_unreadable(self) -> bool:
        """Whether something stands in the cell that is no figure."""
        return self.state is AmountState.UNREADABLE

    @property
    def places(self) -> int:
        """The decimals that it is printed with, six at most."""
        return decimals(self.value) if self.value is not None else 0


def decimals(value: Decimal) -> int:
    """The decimals of a figure without trailing zeros, six at most."""
    return min(len(format_amount(value).partition(".")[2]), _MOST_DECIMALS)


def read_figure(raw: object, ref: Ref, *, is_formula: bool = False) -> Figure:
    """Read one cell as a figure that may bear 分 or %; nothing else is converted."""
    amount = read_amount(raw, ref)
    sign = ""
    if (amount.is_unreadable or amount.says_none) and isinstance(raw, str):
        text = plain(raw)
        if _DASHES.fullmatch(text):
            return Figure(raw, AmountState.BLANK, None, ref)
        if found := _FIGURE.fullmatch(text):
            sign = found[2]
            amount = read_amount(found[1], ref)
    printed = raw if isinstance(raw, str) else amount.raw
    return Figure(printed, amount.state, amount.value, ref, sign == "%", is_formula)


class Outcome(Record, frozen=True):
    """One indicator as demanded and as reached, with the labels that it stands under.

    Blank cells are empty texts; what the form has no column for is None. `target` is the whole
    value where the form parts it in sign, figure and unit.
    """

    name: Text
    level1: str
    level2: str
    target: Text | None
    actual: Text | None


class ScoredItem(Record):
    """What is scored as one: mostly one indicator; several where they share a cell of weight.

    `weight` is in points, and `reasons` are the cells for what explains a deviation.
    """

    outcomes: list[Outcome]
    weight: Figure | None
    scores: list[Figure] = field(default_factory=list)
    reasons: list[Text] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called: the first of its indicators."""
        more = f"等 {len(self.outcomes)} 项" if len(self.outcomes) > 1 else ""
        return self.outcomes[0].name.stripped + more

    @property
    def ref(self) -> Ref:
        """Where its name stands."""
        return self.outcomes[0].name.ref

    @property
    def score(self) -> Decimal | None:
        """Its score; None while one of its cells is blank or unreadable."""
        return sum_of(self.scores)

    @property
    def is_explained(self) -> bool:
        """Whether a reason stands beside it; 无 or a dash is none."""
        return any(r and not _DASHES.fullmatch(plain(r.text)) for r in self.reasons)


class SubSum(Record):
    """A label or row that says what several items make together, by their places in the form.

    `level` is 1 or 2 for a label of that level, 0 for a row.
    """

    label: Text
    weight: Figure | None
    score: Figure | None
    items: tuple[int, ...] = ()
    level: int = 0


class Spending(Record):
    """One line of money: what was planned and what was spent, in the unit of the form.

    `weight` and `score` are those of the rate of spending (执行率).
    """

    label: Text
    budget: Figure | None = None
    spent: Figure | None = None
    rate: Figure | None = None
    weight: Figure | None = None
    score: Figure | None = None

    @property
    def share(self) -> Decimal | None:
        """What was spent of what was planned; None where either is missing or nothing was."""
        if self.budget is None or self.spent is None or not self.budget.value:
            return None
        return None if self.spent.value is None else self.spent.value / self.budget.value


class Evaluation(Record):
    """One self-evaluation. `roles` tell what the columns of indicators hold, by their index.

    `money` begins with the line of all money; `execution` is the rate of spending where it is a
    row among the indicators. `classes` are labels that state their points, 产出指标（50分）;
    `subtotals` and `total` are rows. `weights` and `score` head the columns of these.
    """

    title: Text | None
    ref: Ref
    roles: dict[int, str] = field(default_factory=dict)
    weights: Text | None = None
    scores: Text | None = None
    money: list[Spending] = field(default_factory=list)
    items: list[ScoredItem] = field(default_factory=list)
    execution: ScoredItem | None = None
    classes: list[SubSum] = field(default_factory=list)
    subtotals: list[SubSum] = field(default_factory=list)
    total: SubSum | None = None

    @property
    def spending(self) -> Spending | None:
        """The line of all money."""
        return self.money[0] if self.money else None

    @property
    def execution_weight(self) -> Figure | None:
        """The points for spending, wherever they stand; None where the form gives none."""
        if self.execution is not None and self.execution.weight is not None:
            return self.execution.weight
        return self.spending.weight if self.spending is not None else None

    @property
    def weighs_classes(self) -> bool:
        """Whether only the labels of classes state points."""
        own = (i.weight for i in self.items)
        return bool(self.classes) and all(w is None or w.is_blank for w in own)

    @property
    def points(self) -> list[Figure]:
        """The points of all indicators; those of their classes where only these are given."""
        if not self.weighs_classes:
            return [item.weight for item in self.items if item.weight is not None]
        upper = min(c.level for c in self.classes)
        return [c.weight for c in self.classes if c.level == upper and c.weight is not None]

    @property
    def leaves_spending_out(self) -> bool:
        """Whether the row of totals is without spending, with which its points make all."""
        stated = self.total.weight if self.total is not None else None
        spending = self.execution_weight
        if stated is None or stated.value is None or spending is None or not spending.value:
            return False
        own = sum((f.value for f in self.points if f.value is not None), Decimal(0))
        return stated.value == own == FULL_SCORE - spending.value

    @property
    def execution_scores(self) -> list[Figure]:
        """The cells of the score for spending."""
        if self.execution is not None and self.execution.scores:
            return self.execution.scores
        score = self.spending.score if self.spending is not None else None
        return [score] if score is not None else []


def sum_of(figures: list[Figure]) -> Decimal | None:
    """The sum of figures; None where there is none, or one of them is blank or unreadable."""
    values = [f.value for f in figures if f.value is not None]
    if not values or len(values) < len(figures):
        return None
    return sum(values, Decimal(0))

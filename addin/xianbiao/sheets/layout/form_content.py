"""What a target form says: taken from a printed form, or made for a recipient without one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from xianbiao.model.forms import Damage, FundRole, HeadField, TargetForm
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import annex_number
from xianbiao.sheets.layout.library import (
    LibraryRow,
    library_of,
    row_key,
    rows_for,
    values_of,
)
from xianbiao.sheets.layout.table_parts import value_of
from xianbiao.sheets.plan import Value

HEADER = ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值")
GENERATED_NOTE = "本单位绩效表未随文下达，按指标库生成"
_LOCAL = ("地方", "各地", "市县", "县级", "市级")
_TITLE = "区域绩效目标表"
_FUND_LABELS = {FundRole.TOTAL: "下达金额", FundRole.CENTRAL: "其中：中央财政补助"}


@dataclass(frozen=True, slots=True)
class FormLine:
    """One indicator: its class, its name and its value, as texts and as the cells hold them."""

    level1: str
    level2: str
    name: str
    text: str
    name_cell: Value
    value_cell: Value


@dataclass(slots=True)
class FormContent:
    """Everything on the sheet of one form, in order from top to bottom."""

    region: str
    label: str
    title: str
    subtitle: str
    fields: list[list[tuple[str, Value]]]
    funds: list[tuple[FundRole, str, Value]]
    goals_label: str
    goals: str
    header: tuple[str, ...]
    lines: list[FormLine]
    damages: list[Damage] = field(default_factory=list)
    generated: bool = False


LineMaker = Callable[[LibraryRow, str, str | None], tuple[Value, Value]]
"""Gives the cells of an indicator from its row, its printed name and its printed value."""


def printed_content(form: TargetForm, notice: Notice, make: LineMaker) -> FormContent:
    """The content of a printed form: its own words, its indicators in their places."""
    header = tuple(h.stripped for h in form.header if h)
    funds = [(f.role, f.label.stripped, value_of(f.amount)) for f in form.funds]
    if form.fund(FundRole.TOTAL) is None:
        funds.insert(0, (FundRole.TOTAL, _FUND_LABELS[FundRole.TOTAL], None))
    return FormContent(
        region=form.region,
        label=form.label.stripped if form.label else "",
        title=form.title.stripped if form.title else "",
        subtitle=form.subtitle.stripped if form.subtitle else "",
        fields=_grouped(form.fields),
        funds=funds,
        goals_label=form.goals_label.stripped if form.goals_label else "年度总体目标",
        goals=form.goals.stripped if form.goals else "",
        header=header if len(header) == len(HEADER) else HEADER,
        lines=_lines(form, notice, make),
        damages=list(form.damages),
    )


def generated_content(region: str, notice: Notice, make: LineMaker, amount: Value) -> FormContent:
    """The form of a recipient for whom none was printed: its own amount, nothing else guessed.

    Words that are the same for every county come from the prefecture's form, the goals from
    the fund profile; local authorities and values are left to be filled in.
    """
    model = notice.prefecture_form or (notice.forms[0] if notice.forms else None)
    number = annex_number(notice, "form")
    year = (model.year if model else None) or notice.budget_year
    definition = notice.fund.form if notice.fund else None
    title = definition.title if definition else None
    if title is None:
        title = model.title.stripped if model and model.title else _TITLE
    return FormContent(
        region=region,
        label=f"附件{number}：" if number is not None else "",
        title=title,
        subtitle=f"（{year}年度 {region}）" if year else f"（{region}）",
        fields=_blank_fields(model, notice),
        funds=[(role, label, amount) for role, label in _FUND_LABELS.items()],
        goals_label="年度总体目标",
        goals=_fund_goals(notice),
        header=HEADER,
        lines=_lines(None, notice, make),
        generated=True,
    )


def _fund_goals(notice: Notice) -> str:
    """The goals of the fund profile, numbered; to be filled in where it has none."""
    goals = notice.fund.goals if notice.fund else ()
    return " ".join(f"{n}. {goal}" for n, goal in enumerate(goals, 1)) or keys.PENDING


def _lines(form: TargetForm | None, notice: Notice, make: LineMaker) -> list[FormLine]:
    """The lines with each class in one run, in the order in which the classes first occur."""
    rows, library = rows_for(form, notice), library_of(notice)
    names = {row_key(p, library): p.name for p in form.placed} if form else {}
    values = values_of(form, library) if form else {}
    tops: dict[str, int] = {}
    order: dict[tuple[str, str], int] = {}
    for row in rows:
        tops.setdefault(row.level1, len(tops))
        order.setdefault((row.level1, row.level2), len(order))
    lines = []
    for row in sorted(rows, key=lambda r: (tops[r.level1], order[r.level1, r.level2])):
        name, value = names.get(row.key) or row.name, values.get(row.key)
        cells = make(row, name, value)
        lines.append(FormLine(row.level1, row.level2, name, value or keys.PENDING, *cells))
    return lines


def _grouped(fields: Sequence[HeadField]) -> list[list[tuple[str, Value]]]:
    """The head fields in their printed lines, at most two to a line."""
    rows: list[list[tuple[str, Value]]] = []
    last: object = None
    for item in fields:
        here = _line(item.name.ref)
        pair: tuple[str, Value] = (item.name.stripped, item.value.stripped or None)
        if rows and here == last and len(rows[-1]) < 2:
            rows[-1].append(pair)
        else:
            rows.append([pair])
        last = here
    return rows


def _line(ref: Ref) -> object:
    if ref.line is not None:
        return ref.line
    return "".join(ch for ch in ref.cell or "" if ch.isdigit())


def _blank_fields(model: TargetForm | None, notice: Notice) -> list[list[tuple[str, Value]]]:
    if model is None:
        names = notice.fund.form.required_fields if notice.fund else ("项目名称",)
        fund = notice.fund.name if notice.fund else None
        return [[(name, fund if name == "项目名称" else keys.PENDING)] for name in names]
    area = [model.region, *(notice.area.names if notice.area else ())]
    rows: list[list[tuple[str, Value]]] = []
    for row in _grouped(model.fields):
        rows.append([])
        for name, value in row:
            local = name.startswith(_LOCAL) or any(a and a in str(value) for a in area)
            rows[-1].append((name, keys.PENDING if local else value))
    return rows

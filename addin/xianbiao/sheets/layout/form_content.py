"""What a target form says: taken from a printed form, or made for a recipient without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from xianbiao.model.form_layouts import FormLayout, HeadCell, standard_layout
from xianbiao.model.forms import Damage, FundRole, HeadField, TargetForm
from xianbiao.model.money_units import in_wan
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record, field
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

_GENERATED = "本单位绩效表未随文下达，按指标库生成"
_BLANK = "新建的绩效表，指标值在“指标库”填"
_LOCAL = ("地方", "各地", "市县", "县级", "市级")
_FUND = "{fund}"
"""Stands in a layout where the name of the fund goes."""


class FormLine(Record, frozen=True):
    """One indicator: its class, its name and its value, as texts and as the cells hold them.

    `key` is that of its row of 指标库.
    """

    level1: str
    level2: str
    name: str
    text: str
    name_cell: Value
    value_cell: Value
    remark: str = ""
    key: str = ""


class FormContent(Record):
    """Everything on the sheet of one form, in order from top to bottom."""

    region: str
    label: str
    title: str
    subtitle: str
    fields: list[list[tuple[str, Value]]]
    funds_label: str
    funds: list[tuple[FundRole, str, Value]]
    goals_label: str
    goals: str
    header: tuple[str, ...]
    lines: list[FormLine]
    damages: list[Damage] = field(default_factory=list)
    generated: bool = False
    remarks_label: str = ""
    notes: list[str] = field(default_factory=list)
    """What is said beside a form that was made, not printed."""


LineMaker = Callable[[LibraryRow, str, str | None], tuple[Value, Value]]
"""Gives the cells of an indicator from its row, its printed name and its printed value."""


def layout_of(notice: Notice) -> FormLayout:
    """The words of the forms of a notice's area and year."""
    if notice.fund is None:
        return standard_layout()
    return notice.fund.layout_for(notice.area.code if notice.area else None, notice.budget_year)


def _in_wan(form: TargetForm, value: Value) -> Value:
    """An amount of a printed form in 万元, as every form of a workbook has it; C04 tells of it."""
    return in_wan(value, form.funds_unit) if isinstance(value, Decimal) else value


def printed_content(form: TargetForm, notice: Notice, make: LineMaker) -> FormContent:
    """The content of a printed form: its own words, its indicators in their places."""
    layout = layout_of(notice)
    header = tuple(h.stripped for h in form.header if h)
    funds = [(f.role, f.label.stripped, _in_wan(form, value_of(f.amount))) for f in form.funds]
    if form.fund(FundRole.TOTAL) is None:
        label = next(f.label for f in layout.funds if f.role is FundRole.TOTAL)
        funds.insert(0, (FundRole.TOTAL, label, None))
    return FormContent(
        region=form.region,
        label=form.label.stripped if form.label else "",
        title=form.title.stripped if form.title else "",
        subtitle=form.subtitle.stripped if form.subtitle else "",
        fields=_grouped(form.fields),
        funds_label=layout.funds_label,
        funds=funds,
        goals_label=form.goals_label.stripped if form.goals_label else layout.goals_label,
        goals=form.goals.stripped if form.goals else "",
        header=header if len(header) == len(layout.header) else layout.header,
        lines=_lines(form, notice, make, is_prefecture=form.is_prefecture),
        damages=list(form.damages),
        remarks_label=form.remarks_label.stripped if form.remarks_label else "",
    )


def generated_content(
    region: str, notice: Notice, make: LineMaker, amount: Value, *, is_prefecture: bool = False
) -> FormContent:
    """The form of an area for which none was printed: its own amount, nothing else guessed.

    Words that are the same for every county come from the prefecture's form where one was
    printed, else from the layout of region and year; local authorities and values are left to
    be filled in, save those of the area whose layout it is.
    """
    model = notice.prefecture_form or (notice.forms[0] if notice.forms else None)
    number = annex_number(notice, "form")
    layout = layout_of(notice)
    year = (model.year if model else None) or notice.budget_year
    subtitle = layout.subtitle.format(year=year, region=region)
    return FormContent(
        region=region,
        label=f"附件{number}：" if number is not None else "",
        title=layout.title,
        subtitle=subtitle if year else f"（{region}）",
        fields=_blank_fields(model, notice, layout, is_prefecture),
        funds_label=layout.funds_label,
        funds=list(_fund_lines(layout, notice, amount)),
        goals_label=layout.goals_label,
        goals=_goals(notice, layout),
        header=layout.header,
        lines=_lines(None, notice, make, is_prefecture=is_prefecture),
        generated=True,
        notes=list(_notes(notice, layout)),
    )


def _fund_lines(
    layout: FormLayout, notice: Notice, amount: Value
) -> Iterator[tuple[FundRole, str, Value]]:
    """The amount as the total; where the whole table is central, that leaves 0 for the others."""
    table = notice.allocation
    is_central = table is not None and table.is_central
    for line in layout.funds:
        if line.role is FundRole.TOTAL or (line.role is FundRole.CENTRAL and is_central):
            yield line.role, line.label, amount
        else:
            yield line.role, line.label, Decimal(0) if is_central else None


def _goals(notice: Notice, layout: FormLayout) -> str:
    """The goals of the layout, else of the fund, numbered; to be filled in where both lack them."""
    goals = layout.goals or (notice.fund.goals if notice.fund else ())
    numbered = (f"{n}. {layout.written(goal)}" for n, goal in enumerate(goals, 1))
    return " ".join(numbered) or keys.PENDING


def generated_note(notice: Notice) -> str:
    """Why a form is there that nobody printed: the notice had none for it, or all is new."""
    return _GENERATED if notice.number or notice.forms else _BLANK


def _notes(notice: Notice, layout: FormLayout) -> Iterator[str]:
    """Why the form looks as it does, and what of the printed words was written otherwise."""
    yield generated_note(notice)
    yield f"式样照 {layout.source}"
    used = "".join(layout.goals)
    for correction in layout.corrections:
        if correction.printed in used:
            changed = f"“{correction.printed}”改为“{correction.written}”"
            yield f"{changed}，依据：{correction.basis}"


def _lines(
    form: TargetForm | None, notice: Notice, make: LineMaker, *, is_prefecture: bool
) -> list[FormLine]:
    """The lines with each class in one run, in the order in which the classes first occur."""
    rows = rows_for(form, notice, is_prefecture=is_prefecture)
    library = library_of(notice)
    placed = {row_key(p, library): p for p in form.placed} if form else {}
    values = values_of(form, library) if form else {}
    tops: dict[str, int] = {}
    order: dict[tuple[str, str], int] = {}
    for row in rows:
        tops.setdefault(row.level1, len(tops))
        order.setdefault((row.level1, row.level2), len(order))
    lines = []
    for row in sorted(rows, key=lambda r: (tops[r.level1], order[r.level1, r.level2])):
        own = placed.get(row.key)
        name, value = own.name if own and own.name else row.name, values.get(row.key)
        remark = form.remark(own) if form and own else None
        cells = make(row, name, value)
        said = remark.stripped if remark else ""
        shown = value or keys.PENDING
        lines.append(FormLine(row.level1, row.level2, name, shown, *cells, said, row.key))
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


def _blank_fields(
    model: TargetForm | None, notice: Notice, layout: FormLayout, is_prefecture: bool
) -> list[list[tuple[str, Value]]]:
    if model is None:
        return [
            [(c.name, _head_value(c, notice, is_prefecture)) for c in line] for line in layout.head
        ]
    area = [model.region, *(notice.area.names if notice.area else ())]
    rows: list[list[tuple[str, Value]]] = []
    for row in _grouped(model.fields):
        rows.append([])
        for name, value in row:
            local = name.startswith(_LOCAL) or any(a and a in str(value) for a in area)
            rows[-1].append((name, keys.PENDING if local else value))
    return rows


def _head_value(cell: HeadCell, notice: Notice, is_prefecture: bool) -> str:
    """The value of a field in a new form; an office of the area stands in the area's form only."""
    if cell.value == _FUND:
        return notice.fund.name if notice.fund else keys.PENDING
    is_known = cell.value and (is_prefecture or not cell.is_local)
    return cell.value if is_known else keys.PENDING

"""What the sheets of one working workbook know of each other: names, addresses, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.forms import FundRole, TargetForm
from xianbiao.model.notices import Notice
from xianbiao.model.recipients import Recipient
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.allocation_places import CAPACITY, AllocationPlaces
from xianbiao.sheets.plan import Area, address, quoted, sheet_title

__all__ = [
    "CAPACITY",
    "AllocationPlaces",
    "Book",
    "FormPlaces",
    "FormSlot",
    "TableEntry",
    "TargetCell",
]

_CONTENT_WORDS = {"allocation": "分配", "codes": "科目", "form": "绩效"}
_RESERVED = (
    keys.GUIDE_SHEET,
    keys.PARAMETERS_SHEET,
    keys.UNITS_SHEET,
    keys.LIBRARY_SHEET,
    keys.REGISTER_SHEET,
    keys.LEDGER_SHEET,
    keys.CALENDAR_SHEET,
    keys.CHART_SHEET,
    keys.MATRIX_SHEET,
    keys.READING_SHEET,
    keys.WORDS_SHEET,
    keys.META_SHEET,
)


class TableEntry(Record, frozen=True):
    """One line of _meta: where a table stands and what it is."""

    sheet: str
    kind: str
    area: Area
    region: str = ""


class FormSlot(Record, frozen=True):
    """One target form to be made: printed (`form`) or generated (`form` is None)."""

    sheet: str
    region: str
    form: TargetForm | None
    row: int | None = None
    """The place of the recipient's row among the rows of the allocation table."""
    is_prefecture: bool = False
    """Whether it is the form of the area that allocates."""


class TargetCell(Record, frozen=True):
    """The cell of a form that shows the value of an indicator."""

    slot: FormSlot
    key: str
    name: str
    ref: str


class FormPlaces(Record):
    """Where a target form stands on its sheet."""

    sheet: str
    funds: dict[FundRole, tuple[int, int]]
    values: Area
    table: Area

    def fund(self, role: FundRole) -> str | None:
        """The address of an amount of 资金情况."""
        place = self.funds.get(role)
        return place and f"{quoted(self.sheet)}!{address(*place, absolute=True)}"

    @property
    def value_refs(self) -> str:
        """The addresses of all values."""
        return f"{quoted(self.sheet)}!{self.values.absolute}"


class Book(Record):
    """The notice, the findings, and everything that is known while the sheets are made."""

    notice: Notice
    findings: Sequence[Finding]
    allocation_sheet: str = ""
    codes_sheet: str = ""
    slots: list[FormSlot] = field(default_factory=list)
    parameters: dict[str, str] = field(default_factory=dict)
    parameter_rows: dict[str, int] = field(default_factory=dict)
    printed_totals: dict[int, str] = field(default_factory=dict)
    """The address on 参数 of the printed total of each column."""
    allocation: AllocationPlaces | None = None
    code_cells: list[tuple[str, tuple[str, str], str, str, int]] = field(default_factory=list)
    """Code, its printed and listed name, their addresses, and the row, of every code."""
    code_counts: tuple[str, str] | None = None
    """How often each code of the year's list is printed, and the cells of all printed codes."""
    library: dict[tuple[str, str], str] = field(default_factory=dict)
    """The address of the value of (region, indicator name) on 指标库."""
    library_names: dict[str, str] = field(default_factory=dict)
    forms: list[tuple[FormSlot, FormPlaces]] = field(default_factory=list)
    targets: list[TargetCell] = field(default_factory=list)
    """The values of all forms, form by form."""
    formed: str | None = None
    """On 指标库, for every form: how many rows of the table have money and this form."""
    calendar: tuple[str, str] | None = None
    """The dates and the running numbers of 工作日历."""
    tables: list[TableEntry] = field(default_factory=list)

    @classmethod
    def of(cls, notice: Notice, findings: Sequence[Finding]) -> Book:
        """The book of a notice with the names of its sheets fixed."""
        book = cls(notice, findings)
        taken = list(_RESERVED)
        book.allocation_sheet = _annex_sheet(notice, "allocation", "分配表", taken)
        book.codes_sheet = _annex_sheet(notice, "codes", "科目表", taken)
        prefecture = notice.prefecture_form
        if prefecture is not None:
            name = _annex_sheet(notice, "form", f"绩效表-{prefecture.region}", taken)
            book.slots.append(FormSlot(name, prefecture.region, prefecture, is_prefecture=True))
        elif notice.area is not None and not notice.forms and _may_generate(notice):
            name = _annex_sheet(notice, "form", "绩效表", taken)
            region = min(notice.area.names, key=len)
            book.slots.append(FormSlot(name, region, None, is_prefecture=True))
        for slot in _recipient_slots(notice, taken):
            book.slots.append(slot)
        return book

    @property
    def table(self) -> AllocationTable | None:
        """The allocation table."""
        return self.notice.allocation

    def causes(self, refs: Iterable[Ref | None], *rules: str) -> str:
        """The causes that errors of some rules give for faults at some places."""
        wanted = {(r.sheet, r.cell, r.line) for r in refs if r is not None}
        found = [
            f.cause or f.message
            for f in self.findings
            if f.rule in rules
            and f.severity is Severity.ERROR
            and (f.ref.sheet, f.ref.cell, f.ref.line) in wanted
        ]
        return "；".join(dict.fromkeys(found))


def recipient_of(row: AllocationRow, order: int) -> str:
    """The name by which a row's recipient gets its sheet."""
    return row.recipient.name if row.recipient else (row.name.stripped or f"第{order}行")


def annex_number(notice: Notice, content: str) -> int | None:
    """The number of an attachment: by the attachment list, else as printed above the table."""
    for position, entry in enumerate(notice.entries, start=1):
        if _CONTENT_WORDS[content] in entry.name.text:
            return entry.number or position
    return notice.attachment_number.get(content)


def _annex_sheet(notice: Notice, content: str, fallback: str, taken: list[str]) -> str:
    number = annex_number(notice, content)
    name = f"附件{number}" if number is not None else fallback
    if name in taken:
        name = fallback
    name = sheet_title(name, taken)
    taken.append(name)
    return name


def _may_generate(notice: Notice) -> bool:
    """Whether there are indicators to make a form of."""
    return bool(notice.forms) or (notice.fund is not None and bool(notice.fund.libraries))


def _recipient_slots(notice: Notice, taken: list[str]) -> list[FormSlot]:
    table = notice.allocation
    slots: list[FormSlot] = []
    used: list[TargetForm] = [f for f in notice.forms if f.is_prefecture]
    generate = _may_generate(notice)
    for index, row in enumerate(table.rows if table else ()):
        form = notice.form_for(row.recipient) if row.recipient else None
        if form is None and not generate:
            continue
        name = recipient_of(row, index + 1)
        sheet = sheet_title(name, taken)
        taken.append(sheet)
        slots.append(FormSlot(sheet, form.region if form else name, form, index))
        if form is not None:
            used.append(form)
    for form in notice.forms:
        if not any(form is other for other in used):
            sheet = sheet_title(form.region or "绩效表", taken)
            taken.append(sheet)
            slots.append(FormSlot(sheet, form.region, form))
    return slots


def own_names(recipient: Recipient) -> tuple[str, ...]:
    """Every name of a recipient."""
    return (recipient.name, recipient.full_name, *recipient.aliases)


def first_match(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    """The first match of a pattern in some texts, "" where there is none."""
    return next((m.group() for t in texts if (m := pattern.search(t))), "")

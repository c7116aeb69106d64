"""The part of a notice that concerns one recipient: its file is made of nothing else.

What all recipients share and what one of them has for its own are told apart, so that a change
in one row of the table leaves the part of every other recipient as it was. Places in the source
are left out, save the lines of forms, in which fields and remarks are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from xianbiao.model.allocation import AllocationRow, AllocationTable, EmbeddedTotal, UnitMention
from xianbiao.model.amounts import Amount
from xianbiao.model.codes import CodeRow, CodeTable
from xianbiao.model.forms import FundLine, HeadField, PlacedIndicator, TargetForm
from xianbiao.model.notices import Attachment, AttachmentEntry, Notice
from xianbiao.model.records import Record, replace
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.layout.parameters import tag_of

_NOWHERE = Ref("")
_NOBODY = AllocationRow(Text("", _NOWHERE), None, {}, _NOWHERE)


class OwnPart(Record, frozen=True):
    """What one recipient has for its own: its row of the table, and its forms by their places."""

    index: int
    row: AllocationRow
    forms: dict[int, TargetForm]

    def joined(self, common: Notice) -> Notice:
        """The notice for this recipient, from what all recipients share; other rows are blank."""
        (table,) = common.tables
        rows = [*[_NOBODY] * self.index, self.row]
        forms = [self.forms.get(at, form) for at, form in enumerate(common.forms)]
        return replace(common, tables=[replace(table, rows=rows)], forms=forms)


def common_part(notice: Notice, table: AllocationTable) -> Notice:
    """What all recipients share: the notice without rows and totals, the forms without values.

    Of the forms the indicators stay, which make up the library of a notice.
    """
    model = notice.prefecture_form or (notice.forms[0] if notice.forms else None)
    superior = notice.superior
    return Notice(
        file="",
        number=_bare(notice.number),
        title=_bare(notice.title),
        entries=[AttachmentEntry(e.number, _text(e.name)) for e in notice.entries],
        date=notice.date,
        superior=None if superior is None else replace(superior, ref=_NOWHERE),
        budget_year=notice.budget_year,
        area=notice.area,
        fund=notice.fund,
        attachments=[
            Attachment(None, number, None, content, _NOWHERE)
            for content, number in notice.attachment_number.items()
        ],
        tables=[_common_table(table)],
        code_tables=[_codes(codes) for codes in notice.code_tables],
        forms=[_without_values(form, is_model=form is model) for form in notice.forms],
        tag=tag_of(notice) or None,
        income_account=notice.income_account,
        batch=notice.batch,
    )


def own_part(notice: Notice, table: AllocationTable, index: int) -> OwnPart:
    """What the recipient of one row has for its own."""
    row = table.rows[index]
    own = notice.forms_for(row.recipient) if row.recipient else []
    return OwnPart(
        index,
        replace(
            row,
            name=_text(row.name),
            amounts={at: _amount(amount) for at, amount in row.amounts.items()},
            ref=_NOWHERE,
            sequence=_bare(row.sequence),
            area=_bare(row.area),
            notes={at: _text(note) for at, note in row.notes.items()},
        ),
        {
            at: _own_form(form)
            for at, form in enumerate(notice.forms)
            if any(form is mine for mine in own)
        },
    )


def _common_table(table: AllocationTable) -> AllocationTable:
    return AllocationTable(
        title=_bare(table.title),
        label=_bare(table.label),
        units=[UnitMention(m.unit, _text(m.text), m.stated) for m in table.units],
        header=[_texts(line) for line in table.header],
        columns=[replace(column, ref=_NOWHERE) for column in table.columns],
        rows=[],
        total=None,
        total_label=None,
        equations=table.equations,
        embedded_totals=[
            EmbeddedTotal(_amount(e.amount), _text(e.text), e.columns)
            for e in table.embedded_totals
        ],
        notes=[replace(column, ref=_NOWHERE) for column in table.notes],
        name_column=table.name_column,
        area_column=table.area_column,
        sequence_column=table.sequence_column,
    )


def _codes(codes: CodeTable) -> CodeTable:
    rows = [CodeRow(_text(row.name), _text(row.code)) for row in codes.rows]
    return CodeTable(None, None, [], rows)


def _without_values(form: TargetForm, *, is_model: bool) -> TargetForm:
    """A form as other recipients see it: whose it is, its indicators; fields of a model only."""
    return TargetForm(
        label=None,
        title=None,
        subtitle=None,
        region=form.region,
        year=form.year,
        fields=_fields(form) if is_model else [],
        funds=[],
        funds_merged=False,
        funds_ref=None,
        goals_label=None,
        goals=None,
        header=[],
        body=[],
        ref=_NOWHERE,
        placed=[
            PlacedIndicator(p.name, p.level1, p.level2, None, p.indicator, None, None)
            for p in form.placed
        ],
        library=form.library,
        is_prefecture=form.is_prefecture,
    )


def _own_form(form: TargetForm) -> TargetForm:
    return replace(
        form,
        label=_bare(form.label),
        title=_bare(form.title),
        subtitle=_bare(form.subtitle),
        fields=_fields(form),
        funds=[FundLine(f.role, _text(f.label), _amount(f.amount)) for f in form.funds],
        funds_ref=None,
        goals_label=_bare(form.goals_label),
        goals=_bare(form.goals),
        header=_texts(form.header),
        body=[],
        ref=_NOWHERE,
        placed=[
            replace(p, name_ref=_line(p.name_ref), value_ref=_line(p.value_ref))
            for p in form.placed
        ],
        damages=[],
        remarks_label=_bare(form.remarks_label),
        remarks=[Text(r.text, _line(r.ref) or _NOWHERE) for r in form.remarks],
        recipient=None,
    )


def _fields(form: TargetForm) -> list[HeadField]:
    return [
        HeadField(Text(f.name.text, _line(f.name.ref) or _NOWHERE), _text(f.value))
        for f in form.fields
    ]


def _text(text: Text) -> Text:
    return Text(text.text, _NOWHERE)


def _texts(texts: Iterable[Text]) -> list[Text]:
    return [_text(text) for text in texts]


def _bare(text: Text | None) -> Text | None:
    return None if text is None else _text(text)


def _amount(amount: Amount) -> Amount:
    return Amount(amount.raw, amount.state, amount.value, _NOWHERE, amount.is_text)


def _line(ref: Ref | None) -> Ref | None:
    """A place with nothing but its line or cell."""
    return None if ref is None else Ref("", cell=ref.cell, line=ref.line)

"""Recognises a whole notice: head, text, tables, forms, and how they belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xianbiao.model.expressions import expression
from xianbiao.model.forms import DamageKind, TargetForm
from xianbiao.model.funds import FundProfile, fund_in, load_funds
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Attachment, Notice, Part, Passage
from xianbiao.model.places import Place, Places
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Text
from xianbiao.sheets.grid import Block, Grid
from xianbiao.sheets.recognise.allocation import read_allocation
from xianbiao.sheets.recognise.codes import read_codes
from xianbiao.sheets.recognise.form_regions import name_region
from xianbiao.sheets.recognise.forms import read_form
from xianbiao.sheets.recognise.head import read_head
from xianbiao.sheets.recognise.outline import outline
from xianbiao.sheets.side_sheets import without_side_sheets

if TYPE_CHECKING:
    from xianbiao.model.tables import RecognisedTable
    from xianbiao.sheets.recognise.tables.memory import Corrections

_SPACED_ROW = expression(r"(?:\d{1,3}\s+)?[^\s\d，。；：、]{2,20}(?:\s+-?[\d,]+(?:\.\d+)?)+")
_FEWEST_ROWS = 3


def recognise(file: str, grids: Sequence[Grid], places: Places) -> Notice:
    """The notice that these grids hold. What is not understood is left out, never guessed."""
    return recognise_with_tables(file, grids, places)[0]


def recognise_with_tables(
    file: str, grids: Sequence[Grid], places: Places
) -> tuple[Notice, list[RecognisedTable]]:
    """The notice, and every table of any shape in these grids, also one that it leaves out.

    Tables of any shape stand in what others made alone, so their readers are loaded here.
    """
    from xianbiao.sheets.recognise.tables import read_tables
    from xianbiao.sheets.recognise.tables.allocation import add_shapes
    from xianbiao.sheets.recognise.tables.memory import corrections_in

    notice = Notice(file=file)
    noted, of_blocks = corrections_in(grids), corrections_in(grids)
    grids = without_side_sheets(grids)
    parts = outline(grids)
    read_head(notice, parts.lines)
    blocks: list[Block] = []
    for block in parts.blocks:
        if _is_no_table(block, of_blocks):
            _add_passages(notice, block)
        else:
            blocks.append(block)
    add_tables(notice, blocks, places)
    tables = read_tables(grids, places, notice.area, noted)
    add_shapes(notice, tables, places)
    tie_forms(notice)
    notice.spaced_rows = _spaced([*parts.lines, *parts.loose])
    for text in parts.loose:
        if text:
            notice.passages.append(Passage(Part.TABLE, text))
    return notice, tables


def _is_no_table(block: Block, corrections: Corrections) -> bool:
    """Whether a clerk noted of a block that it is no table."""
    from xianbiao.sheets.recognise.tables.memory import NO_TABLE, TABLE

    first = next((cell for row in block.rows for cell in row if cell.stripped), None)
    return first is not None and corrections.value(TABLE, first.ref, first.stripped) == NO_TABLE


def _spaced(lines: Sequence[Text]) -> list[Text]:
    """Lines such as `1 昌吉市 829`, when there are several: a table that lost its tabs."""
    found = [t for t in lines if _SPACED_ROW.fullmatch(t.stripped)]
    return found if len(found) >= _FEWEST_ROWS else []


def add_tables(notice: Notice, blocks: Sequence[Block], places: Places) -> None:
    """Recognise the tables of a notice whose head is known, and tie the forms to their rows."""
    notice.fund = notice.fund or _fund(notice, blocks)
    notice.area = notice.area or _area(notice, blocks, places)
    for block in blocks:
        _add_block(notice, block, places)
    tie_forms(notice)


def tie_forms(notice: Notice) -> None:
    """Tell which form belongs to the area that allocates and which to a recipient."""
    area_names = {squeeze(n) for n in notice.area.names} if notice.area else set()
    total = notice.allocation.total if notice.allocation else None
    if total is not None:
        area_names |= {squeeze(t.stripped) for t in (total.name, total.area) if t}
    recipients = notice.recipients
    if len(notice.forms) == 1 and not notice.forms[0].region and notice.area is not None:
        notice.forms[0].region = min(notice.area.names, key=len)
    for form in notice.forms:
        name_region(form, recipients, area_names)
        region = squeeze(form.region)
        form.recipient = next((r for r in recipients if r.is_called(region)), None)
        is_whole = len(notice.forms) == 1 and not region
        form.is_prefecture = form.recipient is None and (is_whole or region in area_names)
        if form.recipient is not None:
            _drop_higher_tiers(form)


def _drop_higher_tiers(form: TargetForm) -> None:
    """A county's form does not lack what by the library only a higher tier reports."""
    kept = {
        placed.name
        for placed in form.placed
        if placed.ref is not None or placed.indicator is None or placed.indicator.suits_a_county
    }
    dropped = {p.name for p in form.placed} - kept
    form.placed = [p for p in form.placed if p.name in kept]
    form.damages = [
        d
        for d in form.damages
        if d.kind is not DamageKind.INDICATOR_MISSING or d.detail not in dropped
    ]


def _fund(notice: Notice, blocks: Sequence[Block]) -> FundProfile | None:
    named = [notice.title, *(b.title for b in blocks), *notice.body[:1]]
    for text in named:
        fund = fund_in(text.text) if text else None
        if fund is not None:
            return fund
    cells = " ".join(plain(c.text) for b in blocks for row in b.rows[:4] for c in row)
    found = [f for f in load_funds() if f.mentioned_in(cells)]
    return found[0] if len(found) == 1 else None


_ONE_IN = 5
"""One county in so many may have strayed into the table of another prefecture."""


def _area(notice: Notice, blocks: Sequence[Block], places: Places) -> Place | None:
    """The area that allocates: by letterhead, signature, or the counties in the table."""
    for text in [*notice.issuers, *notice.signatures, notice.printed_by]:
        place = places.in_text(text.stripped) if text is not None else None
        if place is not None and place.level != "county":
            return place
    for block in blocks:
        if block.kind != "allocation":
            continue
        found = [
            place
            for row in block.rows
            for cell in row
            if isinstance(cell.value, str) and (place := places.find(cell.value))
        ]
        above = [p for p in found if p.level == "prefecture"]
        counties = [p for p in found if p.level == "county"]
        for place in above if len({p.code for p in above}) == 1 else ():
            if counties and sum(c.code[:4] == place.code[:4] for c in counties) * 2 > len(counties):
                return place
        parents = Counter(c.code[:4] for c in counties)
        for parent, times in parents.most_common(1):
            strays = len(counties) - times
            if times > 1 and strays * _ONE_IN <= len(counties):
                return places.get(parent + "00")
    return None


def _add_block(notice: Notice, block: Block, places: Places) -> None:
    content = block.kind
    if block.kind == "allocation":
        table = read_allocation(block, places, notice.area)
        if table is not None:
            notice.tables.append(table)
        else:
            content = "other"
    elif block.kind == "codes":
        codes = read_codes(block)
        if codes is not None:
            notice.code_tables.append(codes)
    elif block.kind == "form":
        notice.forms.append(read_form(block, notice.fund))
    if content == "other":
        notice.unread_tables.append(next(c for r in block.rows for c in r if c.stripped).as_text())
    ref = block.title.ref if block.title else block.rows[0][0].ref
    notice.attachments.append(Attachment(block.label, block.number, block.title, content, ref))
    _add_passages(notice, block)


def _add_passages(notice: Notice, block: Block) -> None:
    heads: list[tuple[Part, Text | None]] = [
        (Part.ATTACHMENT_LABEL, block.label),
        (Part.ATTACHMENT_TITLE, block.title),
        (Part.SUBTITLE, block.subtitle),
        (Part.UNIT, block.unit),
    ]
    notice.passages.extend(Passage(part, text) for part, text in heads if text is not None)
    part = Part.FORM if block.kind == "form" else Part.TABLE
    for row in block.rows:
        for cell in row:
            if isinstance(cell.value, str) and not cell.is_blank:
                notice.passages.append(Passage(part, cell.as_text()))

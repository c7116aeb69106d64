"""The rows below a header before they are put in order: names, numbers before them, figures."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.amounts import format_amount
from xianbiao.model.places import Place, Places
from xianbiao.model.records import Record, field
from xianbiao.model.tables import Meaning
from xianbiao.sheets.recognise.tables.columns import Columns
from xianbiao.sheets.recognise.tables.view import Look, View
from xianbiao.sheets.recognise.tables.words import (
    TotalWord,
    numbering,
    sequence_style,
    strip_numbering,
    words,
)

PROVINCE, PREFECTURE, COUNTY, TOWN = 1, 2, 3, 4
LEVELS = {"province": PROVINCE, "prefecture": PREFECTURE, "county": COUNTY}
_MOST_DECIMALS = 6


Vector = list[Decimal | None]


class RawRow(Record):
    """One row: its number in the view, its name, and every sign of its rank.

    `level` is 1 to 4 for province to town, None where the name tells none. `style` is that of
    the number before the name. `depth` counts the columns of names from the left. `vector` holds
    the figures of the columns that may be added up.
    """

    at: int
    seen: Look
    name: str
    total: TotalWord | None
    is_part: bool
    place: Place | None
    level: int | None
    style: int | None
    has_sequence: bool
    depth: int
    indent: int
    is_blank: bool
    reach: int
    area: Look | None
    vector: Vector = field(default_factory=list)
    is_aside: bool = False
    """Whether it stands below the total and tells averages, shares or another year's figures."""

    @property
    def rank(self) -> int:
        """How much its name claims to add up: 0 for 总计, 1 for 合计, 2 for 小计, 3 for nothing."""
        return self.total.rank if self.total is not None else 3


def summable(columns: Columns) -> list[int]:
    """The columns whose figures may be added up from row to row."""
    kinds = (Meaning.AMOUNT, Meaning.TOTAL, Meaning.COUNT, Meaning.UNKNOWN)
    return [c.index for c in columns.columns if c.meaning in kinds]


def raw_rows(
    view: View, height: int, columns: Columns, places: Places, within: str | None
) -> list[RawRow]:
    """Every row below the header that holds anything."""
    figures = [
        c.index for c in columns.columns if c.meaning.is_figure or c.meaning is Meaning.UNKNOWN
    ]
    added = summable(columns)
    result: list[RawRow] = []
    area: Look | None = None
    used: set[int] = set()
    for r in range(height, view.height):
        if not any(seen.text for seen in view.rows[r]):
            continue
        row = _raw(view, r, columns, places, within, figures, area)
        if row.total is not None and row.area is not None:
            if id(row.area) in used and row.area is area and not _owns_area(view, r, columns):
                row.total, row.place, row.level = TotalWord("", row.total.rank), None, None
            used.add(id(row.area))
        row.vector = [view.rows[r][c].number for c in added]
        area = row.area
        result.append(row)
    return result


def _raw(
    view: View,
    r: int,
    columns: Columns,
    places: Places,
    within: str | None,
    figures: list[int],
    area: Look | None,
) -> RawRow:
    cells = view.rows[r]
    seen, depth, total = _name(view, r, columns)
    own_area = view.shown(r, columns.names[0]) if len(columns.names) > 1 else None
    if depth == 0 and len(columns.names) > 1:
        area = seen
    elif own_area is not None and own_area.text:
        area = own_area
    elif total is not None and total.rank < 2:
        area = None
    vocabulary = words()
    part = vocabulary.part.match(strip_numbering(seen.text))
    others = [view.rows[r][c].text for c in columns.names]
    is_part = bool(part) or any(vocabulary.part.match(t) for t in others if t)
    bare = strip_numbering(seen.text)
    name = vocabulary.part.sub("", bare, count=1) if part else bare
    subject = total.subject if total else name
    if total and not subject and area is not None and area is not seen:
        subject = strip_numbering(area.text)
        total = TotalWord(subject, total.rank)
    place = (places.find(subject, within=within) or places.find(subject)) if subject else None
    sequence = cells[columns.sequence].text if columns.sequence is not None else ""
    raw = seen.cell.value if isinstance(seen.cell.value, str) else ""
    return RawRow(
        at=r,
        seen=seen,
        name=name,
        total=total,
        is_part=is_part,
        place=place,
        level=_level(place, subject, total),
        style=_style(seen.text, sequence),
        has_sequence=bool(sequence) and columns.sequence is not None,
        depth=depth,
        indent=len(raw) - len(raw.lstrip(" \u3000\xa0\t")),
        is_blank=not any(cells[c].text for c in figures),
        reach=sum(1 for c in range(view.width) if _joins(view, r, c, seen)),
        area=area,
    )


def _owns_area(view: View, r: int, columns: Columns) -> bool:
    """Whether the column of areas says something of its own, or merged, in a row."""
    return bool(view.shown(r, columns.names[0]).text)


def _joins(view: View, r: int, c: int, seen: Look) -> bool:
    """Whether a cell is merged with the name of its row."""
    owner = view.spans.get((r, c))
    return owner is not None and owner[0] == r and view.rows[r][owner[1]] is seen


def _name(view: View, r: int, columns: Columns) -> tuple[Look, int, TotalWord | None]:
    """The cell that names a row, its depth, and the total that it claims."""
    vocabulary = words()
    for depth in range(len(columns.names) - 1, -1, -1):
        seen = view.rows[r][columns.names[depth]]
        if seen.text:
            return seen, depth, vocabulary.total(seen.text)
    for seen in view.rows[r]:
        if seen.is_word and (total := vocabulary.total(seen.text)):
            return seen, 0, total
    if columns.names:
        last = columns.names[-1]
        shown = view.shown(r, last)
        if shown.text:
            return shown, len(columns.names) - 1, vocabulary.total(shown.text)
    first = next(
        (s for s in view.rows[r] if s.is_word),
        view.rows[r][columns.names[-1] if columns.names else 0],
    )
    return first, max(0, len(columns.names) - 1), None


def _level(place: Place | None, name: str, total: TotalWord | None) -> int | None:
    if place is not None:
        return LEVELS[place.level]
    if total is not None:
        return {"省": PROVINCE, "州": PREFECTURE, "市": PREFECTURE, "县": COUNTY}.get(name[-1:])
    if len(name) > 2 and name.endswith(words().towns):
        return TOWN
    return None


def _style(name: str, sequence: str) -> int | None:
    own = numbering(name)
    return own if own is not None else sequence_style(sequence)


def tolerances(view: View, rows: list[RawRow], added: list[int]) -> list[Decimal]:
    """By column how far a sum may be off: half a unit of the last decimal that is printed."""
    result = []
    for place, _ in enumerate(added):
        decimals = 0
        for row in rows:
            value = row.vector[place]
            if value is not None and value != value.to_integral_value():
                digits = len(format_amount(value).partition(".")[2])
                decimals = max(decimals, digits)
        kept = decimals if 2 < decimals <= _MOST_DECIMALS else 2
        result.append(Decimal(5).scaleb(-kept - 1))
    return result

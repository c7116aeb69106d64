"""Counties that stand in the group of another city, and the sums that miss them for that alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.carried import gap_down
from xianbiao.model.amounts import same
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.places import Place, load_places
from xianbiao.model.records import Record
from xianbiao.model.tables import RecognisedTable, RowSum, TableRow

_ADDED_UP = expression(r"(?:[合小总共]计|汇总)数?$")
_PREFECTURE, _COUNTY = "prefecture", "county"
_ONE_IN = 4
"""One county in so many may have slipped into another group; more tell of other groups."""


class Misplaced(Record, frozen=True):
    """The row of a county, the city where it stands, the one it belongs to, with their rows.

    `group` and `home` are the rows of both cities by number; None where the table has none.
    """

    row: TableRow
    stands_in: Place
    belongs_to: Place
    group: int | None
    home: int | None


def misplaced(table: RecognisedTable) -> list[Misplaced]:
    """The counties of a table by cities that stand under a city that they do not belong to."""
    cities = {r.index: city for r in table.rows if (city := _city(r.name.stripped)) is not None}
    for row in table.rows:
        if row.index not in cities and row.area is not None and _is_group(table, row):
            city = _city(row.area.stripped)
            cities |= {row.index: city} if city is not None else {}
    homes: dict[str, int] = {}
    for index, city in cities.items():
        homes.setdefault(city.code, index)
    for row in table.rows:
        if row.area is not None and (city := _city(row.area.stripped)) is not None:
            homes.setdefault(city.code, row.index)
    found = list(_found(table, cities, homes))
    return found if len(found) * _ONE_IN <= len(table.recipients) else []


def follows_from_place(
    table: RecognisedTable, one: RowSum, column: int, rows: Sequence[Misplaced]
) -> bool:
    """Whether a group misses in a column just what counties in the wrong group come to."""
    gap = gap_down(table, one, column)
    if not gap:
        return False
    strange = _sum(column, (m for m in rows if m.group == one.result))
    absent = _sum(column, (m for m in rows if m.home == one.result))
    return any(same(gap, way) for way in (absent - strange, absent, -strange) if way)


def _sum(column: int, rows: Iterator[Misplaced]) -> Decimal:
    return sum((m.row.values[column].value or Decimal(0) for m in rows), Decimal(0))


def _found(
    table: RecognisedTable, cities: dict[int, Place], homes: dict[str, int]
) -> Iterator[Misplaced]:
    places = load_places()
    for row in table.recipients:
        code = row.recipient.code if row.recipient else None
        place = places.get(code) if code else None
        own = places.parent(code) if code and place and place.level == _COUNTY else None
        group = row.parent
        stands_in = _city(row.area.stripped) if row.area is not None else None
        if stands_in is None and group is not None:
            stands_in = cities.get(group)
        if own is None or stands_in is None or own.level != _PREFECTURE or own == stands_in:
            continue
        yield Misplaced(row, stands_in, own, group, homes.get(own.code))


def _city(name: str) -> Place | None:
    place = load_places().find(_ADDED_UP.sub("", plain(name)))
    return place if place is not None and place.level == _PREFECTURE else None


def _is_group(table: RecognisedTable, row: TableRow) -> bool:
    return any(s.result == row.index for s in table.row_sums)

"""Places that rows alone do not tell: shared names by their neighbours, names with a remark."""

from __future__ import annotations

from xianbiao.model.places import Place, Places
from xianbiao.model.recipients import without_remark
from xianbiao.sheets.recognise.tables.rows import COUNTY, LEVELS, PREFECTURE, PROVINCE, RawRow


def place_by_neighbours(rows: list[RawRow], places: Places) -> None:
    """Names that several prefectures share (鼓楼区) belong to the prefecture above or below."""
    uppers = {r.place.code: None for r in rows if r.place and r.level in (PROVINCE, PREFECTURE)}
    above: str | None = None
    singles = [i for i, r in enumerate(rows) if r.total is None]
    named = [i for i, r in enumerate(rows) if r.total and r.place and r.level == PREFECTURE]
    upwards = bool(singles and named and singles[0] < named[0])
    for row in reversed(rows) if upwards else rows:
        if row.level in (PROVINCE, PREFECTURE) and row.place is not None:
            above = row.place.code
        elif row.place is None and row.total is None and places.is_place_like(row.name):
            found = places.find(row.name, within=above) if above else None
            if found is None:
                inside = [p for code in uppers if (p := places.find(row.name, within=code))]
                found = inside[0] if len(inside) == 1 else None
            if found is None and row.area is not None:
                upper = places.find(row.area.text)
                found = places.find(row.name, within=upper.code) if upper else None
            if found is not None:
                row.place, row.level = found, LEVELS[found.level]
    _place_by_majority(rows, places)
    _place_by_bare_name(rows, places)


def _place_by_bare_name(rows: list[RawRow], places: Places) -> None:
    """Names with a remark behind them (临渭区（含高新区）) where no other row is that place."""
    taken = {row.place.code for row in rows if row.place is not None}
    found: dict[str, list[tuple[RawRow, Place]]] = {}
    for row in rows:
        bare = without_remark(row.name)
        if row.place is not None or row.total is not None or bare == row.name:
            continue
        above = next((r.place.code for r in rows if r.place and r.level == PREFECTURE), None)
        place = (places.find(bare, within=above) if above else None) or places.find(bare)
        if place is not None and place.code not in taken:
            found.setdefault(place.code, []).append((row, place))
    for same in found.values():
        if len(same) == 1:
            row, row.place = same[0]
            row.level = LEVELS[same[0][1].level]


def _place_by_majority(rows: list[RawRow], places: Places) -> None:
    """Of names that several places share, the one beside the other rows is meant."""
    known = {r.place.code[:4] for r in rows if r.place is not None and r.level == COUNTY}
    for row in rows:
        if row.place is None and row.total is None and places.is_place_like(row.name):
            inside = [p for code in known if (p := places.find(row.name, within=code + "00"))]
            if len(inside) == 1:
                row.place, row.level = inside[0], LEVELS[inside[0].level]

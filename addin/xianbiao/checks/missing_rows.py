"""Rows whose name is wrong or missing: one slip of a name is told once, at the name."""

from __future__ import annotations

from xianbiao.model.notices import Notice
from xianbiao.model.places import Place, load_places

_FEWEST_COUNTIES = 4
"""How many counties a prefecture needs before one without a row stands out."""


def near_place(notice: Notice, name: str) -> Place | None:
    """The place of the allocating area that an unknown name is nearly the name of."""
    if notice.area is None:
        return None
    places = load_places()
    if places.find(name, within=notice.area.code) is not None:
        return None
    return places.suggest(name, within=notice.area.code)


def misspelt(notice: Notice, name: str) -> Place | None:
    """The place of the allocating area that a name probably means, None for no near miss.

    A place that has a row of its own is not meant: 洪江区 beside 洪江市 is another recipient.
    """
    near = near_place(notice, name)
    taken = near is not None and any(r.code == near.code for r in notice.recipients)
    return None if taken else near


def left_out(notice: Notice) -> Place | None:
    """The one county of a prefecture that has no row while all the others have one."""
    area = notice.area
    if area is None or area.level != "prefecture" or notice.allocation is None:
        return None
    counties = load_places().children(area.code)
    listed = {r.code for r in notice.recipients}
    absent = [county for county in counties if county.code not in listed]
    return absent[0] if len(absent) == 1 and len(counties) >= _FEWEST_COUNTIES else None


def stands_under_another_name(notice: Notice, place: Place) -> bool:
    """Whether a row is told to mean this place: it is misspelt, or stands twice in its stead."""
    table = notice.allocation
    if table is None:
        return False
    if table.repeated() and left_out(notice) == place:
        return True
    near = (misspelt(notice, r.name) for r in notice.recipients if not r.code)
    return any(p is not None and p.code == place.code for p in near)


def told_by_the_table(notice: Notice, region: str) -> bool:
    """Whether a region has no row only because the name of its row is wrong, told there."""
    area = notice.area
    place = load_places().find(region, within=area.code) if area is not None else None
    return place is not None and stands_under_another_name(notice, place)

"""Places (行政区划): names and codes of GB/T 2260, matched exactly through full and short names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

from xianbiao.model import place_names
from xianbiao.model.compiled_data import compiled, toml_values
from xianbiao.model.data_files import DATA
from xianbiao.model.place_names import all_names, is_near, level_of, written_otherwise
from xianbiao.model.recipients import squeeze
from xianbiao.model.records import Record

EXTRA_FILE_VARIABLE = "XIANBIAO_PLACES"
_LIST, _ALIASES = DATA / "places.tsv", DATA / "place_aliases.toml"


class Place(Record, frozen=True):
    """A province, prefecture or county with its 6-digit code, full name and every exact name.

    `level` is "province", "prefecture" or "county"; `names` begins with the full name.
    """

    code: str
    name: str
    level: str
    names: tuple[str, ...]


class Wording(Record, frozen=True):
    """Words that tell names apart: see the comments in place_aliases.toml."""

    nations: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()


class Places:
    """The list of places, with look-up by code, by exact name and in running text.

    Three thousand are listed and a notice names a few dozen: codes and names are known from the
    beginning, and a place is made when it is first asked for.
    """

    def __init__(
        self,
        listed: Mapping[str, Sequence[str]],
        wording: Wording,
        by_name: Mapping[str, list[str]] | None = None,
    ) -> None:
        """`listed` are the full name and further names of every code; `by_name` follows from it."""
        self._listed = dict(sorted(listed.items()))
        self._wording = wording
        self._made: dict[str, Place] = {}
        self._by_name = by_name or _codes_by_name(listed, wording)
        self._longest = max(map(len, self._by_name), default=0)

    def __iter__(self) -> Iterator[Place]:
        return map(self._place, self._listed)

    def get(self, code: str) -> Place | None:
        """The place with a code."""
        return self._place(code) if code in self._listed else None

    def parent(self, code: str) -> Place | None:
        """The place directly above: the prefecture of a county, else the province."""
        above = self._above(code)
        return None if above is None else self._place(above)

    def children(self, code: str) -> list[Place]:
        """The places directly below, in code order.

        Below a province stand its prefectures and the counties that belong to none.
        """
        return [self._place(below) for below in self._children.get(code, ())]

    def called(self, name: str) -> list[Place]:
        """Every place with exactly this name, in code order."""
        return [self._place(code) for code in self._by_name.get(name, ())]

    def find(self, name: str, within: str | None = None) -> Place | None:
        """The one place with exactly this name, blanks aside; below `within` when it is given.

        None when no place or more than one has the name.
        """
        found = self._by_name.get(squeeze(name), [])
        if within is not None:
            found = [code for code in found if self._is_below(code, within)]
        return self._place(found[0]) if len(found) == 1 else None

    def suggest(self, name: str, within: str) -> Place | None:
        """The one child of `within` for which a name is probably a misspelling.

        None when the name is spelt right, and when it is near to no child or to several.
        """
        wanted = squeeze(name)
        known = self._by_name.get(wanted, ())
        if any(code == within or self._is_below(code, within) for code in known):
            return None
        near = [p for p in self.children(within) if any(is_near(wanted, n) for n in p.names)]
        return near[0] if len(near) == 1 else None

    def in_text(self, text: str) -> Place | None:
        """The place that a text such as 巴州财政局 names: the longest name, the first of equals.

        Where the name of a lower place follows at once (开封市鼓楼区), the lower place is meant.
        Names that several places share, or that are common words, count only in that position;
        a county's name of two characters counts there and at the beginning (费县, but 经费县级).
        """
        flat = squeeze(text)
        spans = [(s, e) for s in range(len(flat)) for e in self._ends(flat, s)]
        alone = [(s, e) for s, e in spans if self._stands_alone(flat[s:e], s)]
        if not alone:
            return None
        start, end = max(alone, key=lambda span: span[1] - span[0])
        place = self._place(self._by_name[flat[start:end]][0])
        while lower := self._child_at(flat, end, place.code):
            place, end = lower
        return place

    def is_place_like(self, name: str) -> bool:
        """Whether a name looks like a county (县, 市, 区, 旗), known or not.

        Development zones and other institutions do not, nor do phrases such as 各县市.
        """
        flat = squeeze(name)
        if flat in self._by_name:
            return True
        return (
            len(flat) > 1
            and flat.endswith(("县", "市", "区", "旗"))
            and not flat.startswith(self._wording.collectives)
            and not any(word in flat for word in self._wording.institutions)
        )

    def _place(self, code: str) -> Place:
        if (made := self._made.get(code)) is None:
            names = all_names(code, self._listed[code], self._wording.nations)
            made = self._made[code] = Place(code, names[0], level_of(code), names)
        return made

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for code in self._listed:
            if (above := self._above(code)) is not None:
                children.setdefault(above, []).append(code)
        return children

    def _above(self, code: str) -> str | None:
        above = (code[:4] + "00", code[:2] + "0000")
        return next((c for c in above if c != code and c in self._listed), None)

    def _is_below(self, code: str, upper: str) -> bool:
        above = self._above(code)
        while above is not None and above != upper:
            above = self._above(above)
        return above is not None

    def _ends(self, flat: str, start: int) -> list[int]:
        stop = min(len(flat), start + self._longest)
        return [e for e in range(start + 2, stop + 1) if flat[start:e] in self._by_name]

    def _child_at(self, flat: str, start: int, upper: str) -> tuple[Place, int] | None:
        for end in reversed(self._ends(flat, start)):
            if place := self.find(flat[start:end], within=upper):
                return place, end
        return None

    def _stands_alone(self, name: str, start: int) -> bool:
        codes = self._by_name[name]
        if len(codes) > 1 or name in self._wording.generic:
            return False
        return len(name) > 2 or start == 0 or level_of(codes[0]) != "county"


def load_places(extra: Path | None = None) -> Places:
    """The places of the package, with those of a user's TOML file added.

    The file holds `[[place]]` tables with code, name and aliases; a known code takes the new
    name and keeps its old ones. Without `extra` the variable XIANBIAO_PLACES may name the file.
    Raises DataFileError when the file is missing or malformed.
    """
    chosen = str(extra) if extra is not None else os.environ.get(EXTRA_FILE_VARIABLE, "")
    return _load(chosen)


@cache
def _load(extra: str) -> Places:
    words = toml_values(_ALIASES)["words"]
    wording = Wording(**{key: tuple(value) for key, value in words.items()})
    if extra:
        from xianbiao.model.own_places import add_places

        listed = _listed()
        add_places(listed, Path(extra))
        return Places(listed, wording)

    def indexed() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        listed = _listed()
        return listed, _codes_by_name(listed, wording)

    listed, by_name = compiled(
        "places", [_LIST, _ALIASES, Path(__file__), Path(place_names.__file__)], indexed
    )
    return Places(listed, wording, by_name)


def _listed() -> dict[str, list[str]]:
    """The full name and further names of every code of the package."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    names = {code: [name] for code, name in pairs}
    for code, aliases in toml_values(_ALIASES)["aliases"].items():
        names[code].extend(aliases)
    return names


def _codes_by_name(listed: Mapping[str, Sequence[str]], wording: Wording) -> dict[str, list[str]]:
    """The codes of the places that have each name, in order."""
    found: dict[str, list[str]] = {}
    for code, names in sorted(listed.items()):
        known = all_names(code, names, wording.nations)
        for name in (*known, *written_otherwise(known, wording.nations)):
            found.setdefault(name, []).append(code)
    return found

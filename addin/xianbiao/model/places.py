"""Places (行政区划): names and codes of GB/T 2260, matched exactly through full and short names."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Container, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from xianbiao.model.data_files import DATA
from xianbiao.model.errors import DataFileError, words_of
from xianbiao.model.expressions import expression
from xianbiao.model.recipients import squeeze
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref

EXTRA_FILE_VARIABLE = "XIANBIAO_PLACES"
_CODE = expression(r"[1-9]\d{5}")
_AUTONOMOUS = expression(r"(?P<stem>.+)(?:自治(?P<kind>[州县旗区])|(?<=族)(?P<district>区))")


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
    """The list of places, with look-up by code, by exact name and in running text."""

    def __init__(self, places: Iterable[Place], wording: Wording) -> None:
        self._by_code = {p.code: p for p in sorted(places, key=lambda p: p.code)}
        self._wording = wording
        self._by_name: dict[str, list[Place]] = {}
        self._children: dict[str, list[Place]] = {}
        self._above: dict[str, Place | None] = {}
        for place in self:
            for name in place.names:
                self._by_name.setdefault(name, []).append(place)
            parent = self._above[place.code] = self.parent(place.code)
            if parent is not None:
                self._children.setdefault(parent.code, []).append(place)
        self._longest = max(map(len, self._by_name), default=0)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_code.values())

    def get(self, code: str) -> Place | None:
        """The place with a code."""
        return self._by_code.get(code)

    def parent(self, code: str) -> Place | None:
        """The place directly above: the prefecture of a county, else the province."""
        above = (code[:4] + "00", code[:2] + "0000")
        return next((self._by_code[c] for c in above if c != code and c in self._by_code), None)

    def children(self, code: str) -> list[Place]:
        """The places directly below, in code order.

        Below a province stand its prefectures and the counties that belong to none.
        """
        return list(self._children.get(code, ()))

    def find(self, name: str, within: str | None = None) -> Place | None:
        """The one place with exactly this name, blanks aside; below `within` when it is given.

        None when no place or more than one has the name.
        """
        found = self._by_name.get(squeeze(name), [])
        if within is not None:
            found = [p for p in found if self._is_below(p.code, within)]
        return found[0] if len(found) == 1 else None

    def suggest(self, name: str, within: str) -> Place | None:
        """The one child of `within` for which a name is probably a misspelling.

        None when the name is spelt right, and when it is near to no child or to several.
        """
        wanted = squeeze(name)
        known = self._by_name.get(wanted, ())
        if any(p.code == within or self._is_below(p.code, within) for p in known):
            return None
        near = [p for p in self.children(within) if any(_is_near(wanted, n) for n in p.names)]
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
        place = self._by_name[flat[start:end]][0]
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

    def _is_below(self, code: str, upper: str) -> bool:
        above = self._above.get(code)
        while above is not None and above.code != upper:
            above = self._above.get(above.code)
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
        places = self._by_name[name]
        if len(places) > 1 or name in self._wording.generic:
            return False
        return len(name) > 2 or start == 0 or places[0].level != "county"


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
    folder = DATA
    lines = (folder / "places.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    names = {code: [name] for code, name in pairs}
    data = tomllib.loads((folder / "place_aliases.toml").read_text(encoding="utf-8"))
    for code, aliases in data["aliases"].items():
        names[code].extend(aliases)
    wording = Wording(**{key: tuple(words) for key, words in data["words"].items()})
    if extra:
        _extend(names, Path(extra))
    return Places((_place(code, n, wording.nations) for code, n in names.items()), wording)


def _place(code: str, listed: list[str], nations: tuple[str, ...]) -> Place:
    level = "province" if code[2:] == "0000" else "prefecture" if code[4:] == "00" else "county"
    full, *aliases = listed
    names = (full, *_short_names(full, level, nations), *aliases)
    return Place(code, full, level, tuple(dict.fromkeys(names)))


def _short_names(name: str, level: str, nations: tuple[str, ...]) -> list[str]:
    """木垒哈萨克自治县 → 木垒县, 内蒙古自治区 → 内蒙古, 河北省 → 河北; none for most places."""
    if autonomous := _AUTONOMOUS.fullmatch(name):
        kind = autonomous["kind"] or autonomous["district"]
        stem = _without_nations(autonomous["stem"], nations)
        return [stem if level == "province" else stem + kind]
    return [name[:-1]] if level == "province" else []


def _without_nations(stem: str, nations: tuple[str, ...]) -> str:
    """The proper name, of two characters at least, so that 内蒙古 and 东乡 stay whole."""
    for nation in nations:
        if stem.endswith(nation) and len(stem) - len(nation) >= 2:
            return _without_nations(stem.removesuffix(nation), nations)
    return stem.removesuffix("族")


def _is_near(left: str, right: str) -> bool:
    """One character different, missing or extra; 县 alone in common is no likeness."""
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) < 2:
        return False
    if len(shorter) == len(longer):
        same = [a == b for a, b in zip(left, right, strict=True)]
        return same.count(False) == 1 and any(same[:-1])
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _extend(names: dict[str, list[str]], path: Path) -> None:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise _malformed(path, "地名文件无法读取", "核对路径，并保存为 UTF-8 编码") from error
    except tomllib.TOMLDecodeError as error:
        raise _malformed(path, f"地名文件写错了（{words_of(error)}）", "改正后再试") from error
    rows = data.get("place")
    if set(data) != {"place"} or not isinstance(rows, list):
        raise _malformed(path, "地名文件只能由若干 [[place]] 组成", "改正后再试")
    for number, row in enumerate(rows, start=1):
        if fault := _fault(row, names):
            raise _malformed(path, f"第{number}个 [[place]] {fault}", "改正后再试")
        full = [squeeze(row["name"])] if "name" in row else []
        aliases = map(squeeze, row.get("aliases", []))
        names[row["code"]] = [*full, *names.get(row["code"], []), *aliases]


def _fault(row: Any, known: Container[str]) -> str | None:
    if not isinstance(row, dict) or not set(row) <= {"code", "name", "aliases"}:
        return "只能有 code、name、aliases 三项"
    code, name, aliases = row.get("code"), row.get("name"), row.get("aliases", [])
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return "的 code 应当是加引号的六位数字"
    if not (_is_name(name) or (name is None and code in known)):
        return "的 name 应当是至少两个字的名称"
    if not isinstance(aliases, list) or not all(map(_is_name, aliases)):
        return "的 aliases 应当是一组名称，每个至少两个字"
    return None


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(squeeze(value)) >= 2


def _malformed(path: Path, summary: str, todo: str) -> DataFileError:
    return DataFileError(summary, ref=Ref(str(path)), todo=todo)

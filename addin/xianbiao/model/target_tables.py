"""The wording of target values as finite tables, for formulas that know no patterns.

The same data gives the patterns of `target_words`: a text that is read there is found here,
and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from xianbiao.model.records import Record
from xianbiao.model.target_words import (
    Data,
    TargetWords,
    deadline_shapes,
    part_of,
    target_words,
    words_in,
)

SIGNS = "≥>≤<="
"""The comparisons in the order of their numbers in the tables, from 1; 0 is none."""

KINDS = ("percent", "days", "workdays", "number")
"""The kinds of unit in the order of their numbers in the tables, from 1."""

_CHINESE = "一二三四五六七八九"


class TargetTables(Record, frozen=True):
    """Words with their codes.

    A prefix code is `P-` sign `;` and what 每人 adds to the unit. A unit code is the number of
    its kind, the power of ten to its basic unit, and that unit. `rests` follow a unit's first
    slash. `phrases` are `F` for all, `~` for words without a figure. In `deadlines` a 0 stands
    for a digit. `years` name last year, `against_years` compare with it, `compared` do so
    before a verb.
    """

    before: tuple[tuple[str, int], ...]
    after: tuple[tuple[str, int], ...]
    prefixes: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    rests: tuple[tuple[str, str], ...]
    numerals: tuple[tuple[str, int], ...]
    phrases: tuple[tuple[str, str], ...]
    doubled: tuple[str, str]
    leads: tuple[str, ...]
    deadlines: tuple[str, ...]
    years: tuple[str, ...]
    against_years: tuple[str, ...]
    compared: tuple[str, ...]
    keep: tuple[str, ...]
    degrees: tuple[str, ...]
    up: tuple[str, ...]
    down: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    never_ends: str


@cache
def target_tables() -> TargetTables:
    """The tables of the package's wording; raises DataFileError when the data is malformed."""
    words = target_words()
    data = words.data
    last, since, full = part_of(data, "last_year"), part_of(data, "since"), part_of(data, "full")
    years = _joined(words_in(last, "bases"), ["", *words_in(last, "levels")])
    against = words_in(last, "against")
    first, third = words_in(full, "doubled")
    return TargetTables(
        before=_signed(words.before),
        after=_signed(words.after),
        prefixes=tuple(dict(_prefixes(words)).items()),
        units=tuple(_units(words)),
        rests=tuple(_rests(words)),
        numerals=tuple(_numerals()),
        phrases=tuple(dict(_phrases(data)).items()),
        doubled=(first, third),
        leads=tuple(words_in(full, "leads")),
        deadlines=tuple(d for shape in deadline_shapes(data) for d in _joined(*shape)),
        years=tuple(years),
        against_years=tuple(_joined(["", *against], years)),
        compared=("同比", *_joined(against, years, ["", *against])),
        keep=tuple(words_in(last, "keep")),
        degrees=tuple(words_in(last, "degrees")),
        up=tuple(words_in(last, "up")),
        down=tuple(words_in(last, "down")),
        starts=_longest_first(words_in(since, "starts")),
        ends=_longest_first(words_in(since, "ends")),
        never_ends=str(since["never_ends"]),
    )


def _signed(words: dict[str, str]) -> tuple[tuple[str, int], ...]:
    return tuple((w, SIGNS.index(words[w]) + 1) for w in _longest_first(list(words)))


def _prefixes(words: TargetWords) -> Iterator[tuple[str, str]]:
    """Everything that may stand before a figure: 每人每月, 不低于, or both in either order."""
    signs: dict[str, int] = {"": 0} | dict(_signed(words.before))
    for before, sign in signs.items():
        for first, second in product(["", *words.each], repeat=2):
            each = words.each.get(first + second, "")
            if each or not first + second:
                yield first + before + second, f"P-{sign};{each}"


def _units(words: TargetWords) -> Iterator[tuple[str, str]]:
    for word, (kind, standard) in words.units.items():
        yield word, f"{KINDS.index(kind) + 1}0{standard}"
    for word in words.counted:
        base, factor = words.scale.get(word, (word, 1))
        power = len(str(factor)) - 1
        if factor != 10**power:
            raise ValueError(f"{word} 不是 10 的整数次方倍")
        yield word, f"{KINDS.index('number') + 1}{power}{base}"


def _rests(words: TargetWords) -> Iterator[tuple[str, str]]:
    for first in words.per:
        yield first, first
        for second in words.per:
            yield f"{first}/{second}", f"{first}·{second}"


def _numerals() -> Iterator[tuple[str, int]]:
    ones = {"": 0} | {c: n for n, c in enumerate(_CHINESE, 1)} | {"两": 2}
    for tens, ten in {"": 1, **{c: n for c, n in ones.items() if c}}.items():
        for one, value in ones.items():
            yield f"{tens}十{one}", ten * 10 + value
    yield from ((c, n) for c, n in ones.items() if c)


def _phrases(data: Data) -> Iterator[tuple[str, str]]:
    words = part_of(data, "qualitative")
    yield from ((phrase, "F") for phrase in words_in(part_of(data, "full"), "phrases"))
    yield from ((phrase, "~") for phrase in words_in(words, "phrases"))
    for phrase in _joined(words_in(words, "adverbs"), words_in(words, "verbs")):
        yield phrase, "~"


def _joined(*groups: list[str]) -> list[str]:
    return ["".join(parts) for parts in product(*groups)]


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda w: (-len(w), w)))

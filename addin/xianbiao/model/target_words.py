"""The wording of target values, read from data and made into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from xianbiao.model.compiled_data import toml_values
from xianbiao.model.data_files import DATA
from xianbiao.model.errors import DataFileError, words_of
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

Pattern = re.Pattern[str]
Data = Mapping[str, object]

FIGURE = r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_NUMBER = FIGURE + "|[一二两三四五六七八九十]{1,3}"

HYPHEN, WAVE, COLON, RATIO, TOLERANCE = "-", "~", ":", "∶", "±"
"""The marks between two figures: of a range, of a ratio, of a tolerance."""


class JoinWords(Record, frozen=True):
    """The words between and around two figures.

    `spans` join a range and `ratios` a ratio, each a single character; heads introduce and tails
    close them without saying anything. `two_figures` takes a text with two figures apart.
    """

    spans: tuple[str, ...]
    range_heads: tuple[str, ...]
    range_tails: tuple[str, ...]
    ratios: tuple[str, ...]
    tolerance_heads: tuple[str, ...]
    two_figures: Pattern


class TargetWords(Record, frozen=True):
    """The words of the data file, ready for use.

    `quantity` reads a figure with its comparison and unit; `since` splits off the event from
    which a term runs; `level` and `change` read a comparison with last year.
    """

    before: dict[str, str]
    after: dict[str, str]
    units: dict[str, tuple[str, str]]
    each: dict[str, str]
    counted: tuple[str, ...]
    per: tuple[str, ...]
    scale: dict[str, tuple[str, Decimal]]
    up: frozenset[str]
    quantity: Pattern
    since: Pattern
    level: Pattern
    keep: Pattern
    change: Pattern
    full: Pattern
    qualitative: Pattern
    deadline: Pattern
    joins: JoinWords
    name_forms: tuple[Data, ...]
    data: Data

    @property
    def signs(self) -> tuple[str, ...]:
        """The comparisons that are marks, not words."""
        return tuple(w for w in self.before if not w[0].isalpha())


@cache
def target_words() -> TargetWords:
    """The words of the package.

    Raises DataFileError when the data file is malformed.
    """
    path = DATA / "target_words.toml"
    try:
        return _build(toml_values(path))
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:
        raise DataFileError(
            f"指标值用语表 target_words.toml 无法使用：{words_of(error)}"
        ) from error


def _build(data: Data) -> TargetWords:
    before, after = _inverse(part_of(data, "before")), _inverse(part_of(data, "after"))
    number = part_of(data, "number")
    each = {k: str(v) for k, v in part_of(number, "each").items()}
    units = {
        word: (kind, standard)
        for kind in ("percent", "days", "workdays")
        for word, standard in _inverse(part_of(data, kind)).items()
    }
    composite = f"{_any(words_in(number, 'units'))}(?:[/·每]{_any(words_in(number, 'per'))}){{0,2}}"
    quantity = (
        f"(?P<each>{_any(each)})?(?P<before>{_any(before)})?"
        f"(?P<per>{_any(each)})?(?P<number>{_NUMBER})"
        f"(?P<unit>{_any(units)}|{composite})?(?P<after>{_any(after)})?"
    )
    term = f"(?:{_any(before)})?(?:{_NUMBER}){_any(units)}{_any(after)}?"
    since = part_of(data, "since")
    last = part_of(data, "last_year")
    year = f"{_any(words_in(last, 'bases'))}(?:{_any(words_in(last, 'levels'))})?"
    against, keep = _any(words_in(last, "against")), _any(words_in(last, "keep"))
    verbs = f"(?P<verb>{_any([*words_in(last, 'up'), *words_in(last, 'down')])})"
    return TargetWords(
        before=before,
        after=after,
        units=units,
        each=each,
        counted=tuple(words_in(number, "units")),
        per=tuple(words_in(number, "per")),
        scale={k: _scale(v) for k, v in part_of(number, "scale").items()},
        up=frozenset(words_in(last, "up")),
        quantity=expression(quantity),
        since=expression(
            f"(?P<since>{_any(words_in(since, 'starts'))}.+?|.+?{_any(words_in(since, 'ends'))})"
            f"(?<![-+0-9.,一二两三四五六七八九十{since['never_ends']}])(?P<term>{term})"
        ),
        level=expression(f"(?P<before>{_any(before)}){year}"),
        keep=expression(f"(?:{against}?{year}{keep}|保持{year})"),
        change=expression(
            f"(?:{against}{year}{against}?|同比)(?:{_any(words_in(last, 'degrees'))})?"
            f"{verbs}(?P<by>.*)"
        ),
        full=expression(_full(part_of(data, "full"))),
        qualitative=expression(_qualitative(part_of(data, "qualitative"))),
        deadline=expression("|".join(_shape(s) for s in deadline_shapes(data))),
        joins=_joins(data),
        name_forms=tuple(_tables(data["name_form"])),
        data=data,
    )


def _joins(data: Data) -> JoinWords:
    span, ratio, tolerance = (part_of(data, key) for key in ("range", "ratio", "tolerance"))
    spans, ratios = words_in(span, "words"), words_in(ratio, "words")
    if any(len(word) != 1 for word in (*spans, *ratios)):
        raise ValueError("range.words 和 ratio.words 只能是单个字")
    digits = "[0-9][0-9,.]*"
    range_marks = re.escape(HYPHEN + WAVE + "".join(spans))
    marks = range_marks + re.escape(COLON + RATIO + TOLERANCE + "".join(ratios))
    two = (
        f"(?P<low>[+-]?{digits})(?P<unit>[^0-9{marks}]*)(?P<mark>[{marks}])"
        f"(?P<high>(?:(?<=[{range_marks}])[+-])?{digits})"
    )
    return JoinWords(
        spans=tuple(spans),
        range_heads=tuple(words_in(span, "heads")),
        range_tails=tuple(words_in(span, "tails")),
        ratios=tuple(ratios),
        tolerance_heads=tuple(words_in(tolerance, "heads")),
        two_figures=expression(
            f"(?P<head>(?:[^0-9]*?[^-+0-9])??)(?:{two}|{TOLERANCE}(?P<amount>{digits}))(?P<tail>[^0-9]*)"
        ),
    )


def _full(part: Data) -> str:
    """Phrases that mean all, and 应保尽保 with any character in place of 保."""
    first, third = words_in(part, "doubled")
    return f"{_any(words_in(part, 'phrases'))}|{_any(words_in(part, 'leads'))}?{first}(.){third}\\1"


def _qualitative(part: Data) -> str:
    pair = _any(words_in(part, "adverbs")) + _any(words_in(part, "verbs"))
    return f"{_any(words_in(part, 'phrases'))}|{pair}"


def deadline_shapes(data: Data) -> list[list[list[str]]]:
    """The shapes of deadlines: one word of each group in turn; a 0 stands for a digit."""
    shapes = part_of(data, "deadline")["shapes"]
    if not isinstance(shapes, list):
        raise TypeError(f"{shapes!r} 不是一组写法")
    return [[_strings(group) for group in shape] for shape in shapes]


def _shape(groups: list[list[str]]) -> str:
    return "".join(_any(group) for group in groups).replace("0", "[0-9]")


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w) for w in longest_first) + ")"


def _inverse(part: Data) -> dict[str, str]:
    return {word: standard for standard in part for word in words_in(part, standard)}


def _scale(value: object) -> tuple[str, Decimal]:
    if not isinstance(value, list) or len(value) != 2:
        raise TypeError(f"{value!r} 不是 [单位, 倍数]")
    return str(value[0]), Decimal(str(value[1]))


def part_of(data: Data, key: str) -> Data:
    """A table of the data; raises TypeError where something else stands there."""
    value = data[key]
    if not isinstance(value, dict):
        raise TypeError(f"{key} 不是一个表")
    return value


def _tables(value: object) -> list[Data]:
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise TypeError(f"{value!r} 不是一组表")
    return value


def words_in(data: Data, key: str) -> list[str]:
    """A list of words of the data; raises TypeError where something else stands there."""
    return _strings(data[key])


def _strings(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise TypeError(f"{value!r} 不是一组文字")
    return value

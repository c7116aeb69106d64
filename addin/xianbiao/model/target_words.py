"""The wording of target values, read from data and made into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from xianbiao.model.data_files import DATA
from xianbiao.model.errors import DataFileError, words_of

Pattern = re.Pattern[str]
Data = Mapping[str, object]

_NUMBER = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|[一二两三四五六七八九十]{1,3}"


@dataclass(frozen=True, slots=True)
class TargetWords:
    """The words of the data file, ready for use.

    `quantity` reads a figure with its comparison and unit; `since` splits off the event from
    which a term runs; `level` and `change` read a comparison with last year.
    """

    before: dict[str, str]
    after: dict[str, str]
    units: dict[str, tuple[str, str]]
    each: dict[str, str]
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
    name_forms: tuple[Data, ...]

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
        return _build(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:
        raise DataFileError(
            f"指标值用语表 target_words.toml 无法使用：{words_of(error)}"
        ) from error


def _build(data: Data) -> TargetWords:
    before, after = _inverse(_part(data, "before")), _inverse(_part(data, "after"))
    number = _part(data, "number")
    each = {k: str(v) for k, v in _part(number, "each").items()}
    units = {
        word: (kind, standard)
        for kind in ("percent", "days", "workdays")
        for word, standard in _inverse(_part(data, kind)).items()
    }
    composite = f"{_any(_words(number, 'units'))}(?:[/·每]{_any(_words(number, 'per'))})*"
    quantity = (
        f"(?P<each>{_any(each)})?(?P<before>{_any(before)})?"
        f"(?P<per>{_any(each)})?(?P<number>{_NUMBER})"
        f"(?P<unit>{_any(units)}|{composite})?(?P<after>{_any(after)})?"
    )
    term = f"(?:{_any(before)})?(?:{_NUMBER}){_any(units)}{_any(after)}?"
    since = _part(data, "since")
    last = _part(data, "last_year")
    year = f"{_any(_words(last, 'bases'))}(?:{_any(_words(last, 'levels'))})?"
    against, keep = _any(_words(last, "against")), _any(_words(last, "keep"))
    verbs = f"(?P<verb>{_any([*_words(last, 'up'), *_words(last, 'down')])})"
    return TargetWords(
        before=before,
        after=after,
        units=units,
        each=each,
        scale={k: _scale(v) for k, v in _part(number, "scale").items()},
        up=frozenset(_words(last, "up")),
        quantity=re.compile(quantity),
        since=re.compile(
            f"(?P<since>{_any(_words(since, 'starts'))}.+?|.+?{_any(_words(since, 'ends'))})"
            f"(?<![-+0-9.,一二两三四五六七八九十])(?P<term>{term})"
        ),
        level=re.compile(f"(?P<before>{_any(before)}){year}"),
        keep=re.compile(f"(?:{against}?{year}{keep}|保持{year})"),
        change=re.compile(
            f"(?:{against}{year}{against}?|同比)(?:{_any(_words(last, 'degrees'))})?"
            f"{verbs}(?P<by>.*)"
        ),
        full=_alternatives(_part(data, "full")),
        qualitative=_alternatives(_part(data, "qualitative")),
        deadline=_alternatives(_part(data, "deadline")),
        name_forms=tuple(_tables(data["name_form"])),
    )


def _alternatives(part: Data) -> Pattern:
    phrases = [re.escape(w) for w in _words(part, "phrases")] if "phrases" in part else []
    return re.compile("|".join(f"(?:{p})" for p in [*phrases, *_words(part, "patterns")]))


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w) for w in longest_first) + ")"


def _inverse(part: Data) -> dict[str, str]:
    return {word: standard for standard in part for word in _words(part, standard)}


def _scale(value: object) -> tuple[str, Decimal]:
    if not isinstance(value, list) or len(value) != 2:
        raise TypeError(f"{value!r} 不是 [单位, 倍数]")
    return str(value[0]), Decimal(str(value[1]))


def _part(data: Data, key: str) -> Data:
    value = data[key]
    if not isinstance(value, dict):
        raise TypeError(f"{key} 不是一个表")
    return value


def _tables(value: object) -> list[Data]:
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise TypeError(f"{value!r} 不是一组表")
    return value


def _words(data: Data, key: str) -> list[str]:
    value = data[key]
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise TypeError(f"{key} 不是一组文字")
    return value

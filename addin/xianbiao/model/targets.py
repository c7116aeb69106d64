"""Target values (指标值): what a target form demands of an indicator, read from its text."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from xianbiao.model.expressions import expression
from xianbiao.model.numerals import chinese_number
from xianbiao.model.records import replace
from xianbiao.model.target_cleaning import clean as _clean
from xianbiao.model.target_faults import join_fault
from xianbiao.model.target_joins import JoinKind, Joint, quotient, taken_apart
from xianbiao.model.target_records import FLIPPED, Target, TargetKind
from xianbiao.model.target_words import TargetWords, target_words

__all__ = ["FIGURE_MARKS", "Target", "TargetKind", "has_figure", "looks_like_value", "read_target"]

FIGURE_MARKS = "≥≤<>=≧≦⩾⩽≮≯%‰±"
"""Characters that announce a figure where no digit stands."""

_SPLIT_FIGURE = expression(r"\d\s+[\d.,]")
_FIGURE = expression(f"[0-9{FIGURE_MARKS}]")


def read_target(text: str | None) -> Target:
    """Read the text of a value cell. What is not understood is UNREADABLE, never a guess.

    A footnote mark (95②) and a blank between digits (529 0) make a figure unreadable, for
    they would fold into another figure. Two figures with a mark between them are a range, a
    ratio or a tolerance, or not understood.
    """
    printed = text or ""
    clean = _clean(printed)
    if not clean:
        return Target(printed, TargetKind.BLANK)
    if _SPLIT_FIGURE.search(printed) or any(unicodedata.category(c) == "No" for c in printed):
        return Target(printed, TargetKind.UNREADABLE)
    words = target_words()
    joint = taken_apart(clean, words.joins)
    if joint is not None:
        return _two_figures(printed, joint, words) or Target(printed, TargetKind.UNREADABLE)
    for read in (_quantity, _term, _last_year, _deadline, _words_only):
        found = read(printed, clean, words)
        if found is not None:
            return found
    return Target(printed, TargetKind.UNREADABLE)


def has_figure(text: str) -> bool:
    """Whether a text has a digit or a mark of comparison or percentage, footnote marks apart."""
    marks = "".join(c for c in text if unicodedata.category(c) != "No")
    return _FIGURE.search(_clean(marks)) is not None


def looks_like_value(text: str | None) -> bool:
    """Whether a text is certainly a target value, and neither a name nor a label.

    A bare figure is one. A text that opens with a mark of comparison before a figure is one
    even where the rest is not understood.
    """
    target = read_target(text)
    if target.kind is TargetKind.BLANK:
        return False
    if target.kind is not TargetKind.UNREADABLE:
        return True
    signs = "|".join(re.escape(s) for s in target_words().signs)
    return re.match(f"(?:{signs})[0-9]", _clean(target.text)) is not None


def read_part(printed: str, joint: Joint, words: TargetWords) -> Target | None:
    """What a text says without the first of its two figures; None where that says nothing."""
    readers = (_quantity, _term, _last_year)
    return next((t for read in readers if (t := read(printed, joint.rest, words))), None)


def part_fault(joint: Joint, part: Target, words: TargetWords) -> str:
    """What is wrong with two figures, in Chinese; "" where nothing is."""
    behind = words.quantity.fullmatch(joint.high + joint.tail)
    return join_fault(joint, part, (behind and behind["unit"]) or "")


def _two_figures(printed: str, joint: Joint, words: TargetWords) -> Target | None:
    part = read_part(printed, joint, words)
    first = joint.first
    if part is None or part.value is None or first is None or part_fault(joint, part, words):
        return None
    if joint.kind is JoinKind.RATIO:
        sides = first, part.value
        value = quotient(*sides)
        return replace(part, kind=TargetKind.RATIO, value=value, sides=sides)
    if joint.kind is JoinKind.TOLERANCE:
        low, high = first - part.value, first + part.value
    else:
        falls = part.kind is TargetKind.LAST_YEAR and part.value < 0
        low, high = sorted((0 - first if falls else first, part.value))
    return replace(part, comparison=None, value=low, upper=high)


def _quantity(printed: str, clean: str, words: TargetWords) -> Target | None:
    match = words.quantity.fullmatch(clean)
    if match is None:
        return None
    comparison = words.before.get(match["before"] or "")
    bound = words.after.get(match["after"] or "")
    if comparison and bound and comparison != bound:
        return None
    found = _unit(match["unit"], (match["each"] or "") + (match["per"] or ""), words)
    if found is None:
        return None
    kind, unit = found
    number = match["number"]
    if number[-1] in "一二两三四五六七八九十":
        if kind not in (TargetKind.DAYS, TargetKind.WORKDAYS):
            return None
        counted = chinese_number(number)
        value = None if counted is None else Decimal(counted)
    else:
        value = Decimal(number.replace(",", ""))
    if value is None or (unit == "年" and value >= 1000):
        return None
    return Target(printed, kind, comparison or bound, value, unit)


def _unit(
    printed: str | None, each: str, words: TargetWords
) -> tuple[TargetKind, str | None] | None:
    """The kind and the standard unit; None where 每人每月 stands before no countable unit."""
    if not each and printed in words.units:
        group, standard = words.units[printed]
        return TargetKind[group.upper()], standard
    if printed is None or printed in words.units:
        return None if each else (TargetKind.NUMBER, None)
    first, *rest = re.split("[/·每]", printed)
    if each and (rest or each not in words.each):
        return None
    unit = first + (f"/{'·'.join(rest)}" if rest else "")
    return TargetKind.NUMBER, unit + words.each.get(each, "")


def _term(printed: str, clean: str, words: TargetWords) -> Target | None:
    match = words.since.fullmatch(clean)
    if match is None:
        return None
    since, printed_term = match["since"], words.quantity.fullmatch(match["term"])
    is_bare = printed_term is None or printed_term["before"] is None
    term = _quantity(printed, match["term"], words)
    if term is None or (is_bare and since.endswith(tuple(words.before))):
        return None
    if _is_torn(since, match["term"], words):
        return None
    if term.kind not in (TargetKind.DAYS, TargetKind.WORKDAYS):
        return None
    return Target(printed, term.kind, term.comparison, term.value, term.unit, since)


def _is_torn(since: str, term: str, words: TargetWords) -> bool:
    """Whether a word of comparison stands across the end of the event: 不大于或｜等于30日."""
    return any(
        since.endswith(word[:at]) and term.startswith(word[at:])
        for word in words.before
        for at in range(1, len(word))
    )


def _last_year(printed: str, clean: str, words: TargetWords) -> Target | None:
    level = words.level.fullmatch(clean)
    if level is not None:
        return Target(printed, TargetKind.LAST_YEAR, words.before[level["before"]])
    if words.keep.fullmatch(clean):
        return Target(printed, TargetKind.LAST_YEAR, "=")
    change = words.change.fullmatch(clean)
    if change is None:
        return None
    rising = change["verb"] in words.up
    if not change["by"]:
        return Target(printed, TargetKind.LAST_YEAR, ">" if rising else "<")
    by = _quantity(printed, change["by"], words)
    if by is None or by.value is None:
        return None
    sign = by.comparison
    if not rising and sign is not None:
        sign = FLIPPED.get(sign, sign)
    value = by.value if rising else -by.value
    return Target(printed, TargetKind.LAST_YEAR, sign, value, by.unit)


def _deadline(printed: str, clean: str, words: TargetWords) -> Target | None:
    found = words.deadline.fullmatch(clean)
    return Target(printed, TargetKind.DEADLINE) if found else None


def _words_only(printed: str, clean: str, words: TargetWords) -> Target | None:
    """A phrase, or several of one kind joined by commas."""
    parts = re.split("[、,;]", clean)
    for kind, pattern in (
        (TargetKind.FULL, words.full),
        (TargetKind.QUALITATIVE, words.qualitative),
    ):
        if all(pattern.fullmatch(part) for part in parts):
            return Target(printed, kind)
    return None

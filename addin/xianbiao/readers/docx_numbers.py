"""The numbers that Word counts before paragraphs (一、 （一） 1.): they are no part of the text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from xianbiao.model.expressions import expression
from xianbiao.model.numerals import in_chinese
from xianbiao.model.records import Record
from xianbiao.readers.docx_text import children, named, value_of

_PLACE = expression(r"%([1-9])")
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital")
_CIRCLED = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")
_LEVELS = 9


class _Level(Record, frozen=True):
    """How one level of a list is numbered: from where, in which figures, with what around."""

    start: int
    kind: str
    text: str


class Numbering:
    """Counts the paragraphs of a document that are numbered, in the order in which they come."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        self._lists = _lists(numbering)
        self._styles = _style_lists(styles)
        self._counts: dict[str, list[int | None]] = {}

    def before(self, paragraph: ET.Element) -> str:
        """The number before a paragraph, "" where it has none or only a bullet."""
        place = _list_of(paragraph, self._styles)
        known = self._lists.get(place[0]) if place is not None else None
        if place is None or known is None or place[1] not in known[1]:
            return ""
        (shared, levels), depth = known, place[1]
        counts = self._counts.setdefault(shared, [None] * _LEVELS)
        before = counts[depth]
        counts[depth] = levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if levels[depth].kind in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda m: _figure(levels, counts, int(m[1]) - 1), levels[depth].text)


def _figure(levels: dict[int, _Level], counts: list[int | None], depth: int) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    count = counts[depth]
    return _written(level.start if count is None else count, level.kind)


def _written(count: int, kind: str) -> str:
    """A count in the figures of a list; in digits where there is no other way."""
    if kind in _CHINESE and 0 < count < 100:
        return in_chinese(count)
    if kind in _CIRCLED and 0 < count <= 20:
        return chr(0x2460 + count - 1)
    if kind in ("lowerLetter", "upperLetter") and 0 < count <= 26:
        return chr((ord("a") if kind == "lowerLetter" else ord("A")) + count - 1)
    if kind == "decimalZero":
        return f"{count:02d}"
    return str(count)


def _lists(numbering: ET.Element | None) -> dict[str, tuple[str, dict[int, _Level]]]:
    """For each list the numbering that it shares with others, and its levels."""
    if numbering is None:
        return {}
    shared = {
        str(value_of(a, "abstractNumId")): _levels(a) for a in children(numbering, "abstractNum")
    }
    found: dict[str, tuple[str, dict[int, _Level]]] = {}
    for number in children(numbering, "num"):
        base = next((str(value_of(e)) for e in children(number, "abstractNumId")), "")
        levels, name = dict(shared.get(base, {})), base
        for change in children(number, "lvlOverride"):
            name = f"{base}:{value_of(number, 'numId')}"
            depth = _number(value_of(change, "ilvl"), 0)
            own = _levels(change)
            starts = [_number(value_of(e), 1) for e in children(change, "startOverride")]
            level = own.get(depth, levels.get(depth))
            if level is not None:
                start = starts[0] if starts else level.start
                levels[depth] = _Level(start, level.kind, level.text)
        found[str(value_of(number, "numId"))] = name, levels
    return found


def _levels(holder: ET.Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in children(holder, "lvl"):
        said = {named(e): value_of(e) for e in level}
        found[_number(value_of(level, "ilvl"), 0)] = _Level(
            _number(said.get("start"), 1),
            said.get("numFmt") or "decimal",
            said.get("lvlText") or "",
        )
    return found


def _style_lists(styles: ET.Element | None) -> dict[str, tuple[str, int]]:
    """The list and level that a style gives its paragraphs, its own or that of its base."""
    if styles is None:
        return {}
    own: dict[str, tuple[str, int] | None] = {}
    bases: dict[str, str] = {}
    for style in children(styles, "style"):
        name = str(value_of(style, "styleId"))
        own[name] = _list_of(style, {})
        for base in children(style, "basedOn"):
            bases[name] = str(value_of(base))
    found: dict[str, tuple[str, int]] = {}
    for name in own:
        seen, at = set[str](), name
        while at in own and own[at] is None and at in bases and at not in seen:
            seen.add(at)
            at = bases[at]
        if (place := own.get(at)) is not None:
            found[name] = place
    return found


def _list_of(element: ET.Element, styles: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    """The list and level of a paragraph or style; list 0 says that there is none."""
    for properties in children(element, "pPr"):
        for given in children(properties, "numPr"):
            said = {named(e): value_of(e) for e in given}
            if "numId" in said:
                number = said["numId"] or "0"
                return None if number == "0" else (number, _number(said.get("ilvl"), 0))
        for style in children(properties, "pStyle"):
            return styles.get(str(value_of(style)))
    return None


def _number(text: str | None, usual: int) -> int:
    return int(text) if text is not None and text.isdigit() else usual

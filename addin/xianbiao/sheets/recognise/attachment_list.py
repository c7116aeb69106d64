"""Reads the list of attachments (附件说明) that stands below the text of a notice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.notices import AttachmentEntry
from xianbiao.model.refs import Text
from xianbiao.model.written_dates import is_date
from xianbiao.sheets.recognise.head_words import is_office

_HEADING = expression(r"附\s*[件表]\s*[:：]\s*(.*)")
_BARE = expression(r"附\s*[件表]\s*[:：]?")
_HEADING_WITHOUT_COLON = expression(
    r"附\s*件\s*((?:1\s*[.．、]\s*(?=\D|20\d\d)|(?=20\d\d\s*年)).{4,60}?[表单案书])[。；;]?"
)
_ENTRY = expression(r"(\d{1,2})\s*[.．、]\s*(.*)")
_NAME_END = r"(?<=[\s;；,，、表册单书法案知料录明函图)）》”xsfc])"
"""What the name of an attachment ends with, where the next number follows on the same line."""


def begins_list(line: str) -> bool:
    """Whether a line begins the list of attachments: 附件：1.分配表, 附件：分配表."""
    found = _heading(line)
    return bool(found and found[1].strip())


def _heading(line: str) -> re.Match[str] | None:
    """The heading of a list with what follows it on the line, its colon lost or not."""
    return _HEADING.fullmatch(line.strip()) or _HEADING_WITHOUT_COLON.fullmatch(line.strip())


def is_bare_heading(line: str) -> bool:
    """Whether a line is the heading 附件： alone, whose entries stand below it."""
    return bool(_BARE.fullmatch(line.strip()))


def is_entry(line: str) -> bool:
    """Whether a line is an entry with its number: 1.分配表."""
    return bool(_ENTRY.fullmatch(line.strip()))


def read_list(lines: Sequence[Text], at: int) -> tuple[list[AttachmentEntry], int]:
    """The entries of the list that begins at a line, and how many lines they take.

    Entries may share a line, and a name may run on to the next line where a further entry
    follows it.
    """
    heading = _heading(lines[at].stripped)
    first = heading[1].strip() if heading else ""
    entries = _entries(Text(first, lines[at].ref)) if first else []
    used = 1
    while at + used < len(lines):
        line = lines[at + used]
        if _ENTRY.fullmatch(line.stripped):
            entries += _entries(line)
        elif entries and _runs_on(lines, at + used, entries[-1]):
            last = entries.pop()
            whole = Text(last.name.text + line.stripped, last.name.ref)
            entries.append(AttachmentEntry(last.number, whole))
        else:
            break
        used += 1
    return entries, used


def _runs_on(lines: Sequence[Text], at: int, last: AttachmentEntry) -> bool:
    """Whether a line is the rest of a name: the entry with the next number comes below it."""
    line = lines[at].stripped
    if last.number is None or at + 1 >= len(lines) or is_office(line) or is_date(line):
        return False
    following = _ENTRY.fullmatch(lines[at + 1].stripped)
    if following is None or line.endswith("。"):
        return False
    return int(following[1]) == last.number + 1


def _entries(text: Text) -> list[AttachmentEntry]:
    """The entries of one line, told apart by their running numbers."""
    rest = text.stripped
    result: list[AttachmentEntry] = []
    while found := _ENTRY.fullmatch(rest):
        number, name = int(found[1]), found[2]
        following = re.search(
            rf"{_NAME_END}[\s;；,，、]*(?={number + 1}\s*[.．、]\s*(?:20\d\d|\D))", name
        )
        cut = following.start() if following else len(name)
        result.append(AttachmentEntry(number, Text(name[:cut].strip(), text.ref)))
        rest = name[following.end() :].strip() if following else ""
    return result or [AttachmentEntry(None, Text(rest, text.ref))]

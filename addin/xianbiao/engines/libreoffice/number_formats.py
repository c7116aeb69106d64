"""Number format codes between Excel and LibreOffice, and what a format makes of a number."""

from __future__ import annotations

import re
from typing import Any

from xianbiao.engines.libreoffice.bridge import locale, uno_exception
from xianbiao.model.errors import XianbiaoError

DATE, LOGICAL, TEXT = 2, 1024, 256  # bits of com.sun.star.util.NumberFormat
GENERAL = "General"
DATE_CODE, DATETIME_CODE, TIME_CODE = "yyyy/m/d", "yyyy/m/d h:mm", "h:mm:ss"

_PIECE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|General|.', re.DOTALL)
_ELAPSED = re.compile(r"\[(?:H+|M+|S+)\]")
_DROPPED = re.compile(r"\[(?:NatNum\d+)[^\]]*\]|\[~[^\]]*\]")
_WEEKDAYS = {"NN": "ddd", "NNN": "dddd", "NNNN": 'dddd", "'}
_COLOURS = ["BLACK", "BLUE", "CYAN", "GREEN", "MAGENTA", "RED", "WHITE", "YELLOW"]


def to_excel(code: str, general: str = GENERAL) -> str:
    """The code of a format as Excel writes it: `YYYY/MM/DD` becomes `yyyy/mm/dd`.

    `general` is the word that LibreOffice has in its language for Excel's General, such as 常规.
    """
    code = code.replace(general, GENERAL)
    if code in (GENERAL, "Standard", "BOOLEAN"):
        return GENERAL
    pieces = []
    for piece in _PIECE.findall(code):
        if _DROPPED.fullmatch(piece):
            continue
        if _ELAPSED.fullmatch(piece) or (len(piece) == 1 and piece in "YMDHS"):
            piece = piece.lower()
        elif piece[1:-1].upper() in _COLOURS:
            piece = f"[{piece[1:-1].capitalize()}]"
        pieces.append(piece)
    text = "".join(pieces)
    return re.sub(r"(?<!\\)N{2,4}", lambda found: _WEEKDAYS[found.group()], text)


class NumberFormats:
    """The formats of one document, remembered by key so that a read asks once for each."""

    def __init__(self, document: Any) -> None:
        self._formats = document.NumberFormats
        self._types: dict[int, int] = {}
        self._codes: dict[int, str] = {}
        self._general = document.NumberFormats.getStandardIndex(locale())
        self._word = str(self._formats.getByKey(self._general).FormatString)
        self._keys: dict[str, int] = {GENERAL: self._general}

    def type_of(self, key: int) -> int:
        """The bits of com.sun.star.util.NumberFormat for a key."""
        if key not in self._types:
            self._types[key] = self._formats.getByKey(key).Type
        return self._types[key]

    def is_date(self, key: int) -> bool:
        """Whether a number in this format is a day, with or without a time."""
        return bool(self.type_of(key) & DATE)

    def is_logical(self, key: int) -> bool:
        """Whether a number in this format is shown as TRUE or FALSE."""
        return bool(self.type_of(key) & LOGICAL)

    def is_text(self, key: int) -> bool:
        """Whether what is entered into this format stays text."""
        return self.type_of(key) == TEXT

    def is_general(self, key: int) -> bool:
        """Whether this is the format of a cell that nobody has formatted."""
        return self.code(key) == GENERAL

    def code(self, key: int) -> str:
        """The code of a key as Excel writes it; a code set here comes back as it was given."""
        if key not in self._codes:
            self._codes[key] = to_excel(self._formats.getByKey(key).FormatString, self._word)
        return self._codes[key]

    def key(self, code: str) -> int:
        """The key of a code as Excel writes it; raises `XianbiaoError` for one that is none."""
        if code not in self._keys:
            own = code.replace(GENERAL, self._word)
            found = self._formats.queryKey(own, locale(), False)
            if found == -1:
                found = self._add(own)
            self._keys[code] = found
            if code not in (GENERAL, "BOOLEAN"):
                self._codes[found] = code
        return self._keys[code]

    def _add(self, code: str) -> int:
        try:
            added: int = self._formats.addNew(code, locale())
        except uno_exception("util.MalformedNumberFormatException") as error:
            raise XianbiaoError(
                "数字格式写错了", found=code, expected="如 0.00 或 yyyy/m/d"
            ) from error
        return added

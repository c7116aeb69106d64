"""Plain formulas translated as texts, without asking LibreOffice for each of them.

A workbook holds thousands of formulas, and a call over the bridge takes as long as a hundred
translations here. Only what is written alike but for its separators is translated: well-known
functions, references to cells and sheets, texts, numbers and operators. For anything else the
answer is None, and LibreOffice's own parser is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from xianbiao.engines.libreoffice.addresses import quoted

_FUNCTIONS = frozenset(
    [
        "ABS",
        "AND",
        "AVERAGE",
        "CHAR",
        "CODE",
        "COLUMN",
        "COLUMNS",
        "CONCATENATE",
        "COUNT",
        "COUNTA",
        "COUNTBLANK",
        "COUNTIF",
        "COUNTIFS",
        "DATE",
        "DAY",
        "EXACT",
        "FIND",
        "HLOOKUP",
        "HYPERLINK",
        "IF",
        "IFERROR",
        "INDEX",
        "INT",
        "ISBLANK",
        "ISERROR",
        "ISNA",
        "ISNUMBER",
        "ISTEXT",
        "LARGE",
        "LEFT",
        "LEN",
        "LOWER",
        "MATCH",
        "MAX",
        "MID",
        "MIN",
        "MOD",
        "MONTH",
        "N",
        "NOT",
        "OR",
        "RANK",
        "REPT",
        "RIGHT",
        "ROUND",
        "ROUNDDOWN",
        "ROUNDUP",
        "ROW",
        "ROWS",
        "SEARCH",
        "SIGN",
        "SMALL",
        "SUBSTITUTE",
        "SUBTOTAL",
        "SUM",
        "SUMIF",
        "SUMIFS",
        "SUMPRODUCT",
        "T",
        "TEXT",
        "TRIM",
        "TRUNC",
        "UPPER",
        "VALUE",
        "VLOOKUP",
        "YEAR",
    ]
)
_CELL = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?![\w.(!])"
_TEXT = r'"(?:[^"]|"")*"'
_SHEET = r"'(?:[^']|'')+'|[^\W\d]\w*"
_EXCEL = re.compile(
    rf"(?P<text>{_TEXT})|(?P<sheet>{_SHEET})!(?={_CELL})|(?P<function>[A-Z]+)\((?!\))"
    rf"|(?P<kept>{_CELL}|[0-9]+(?:\.[0-9]+)?(?![\w.:])|<=|>=|<>|[-+*/^&=<>:%])"
    r"|(?P<open>\()|(?P<close>\))|(?P<comma>,)"
)
_OWN = re.compile(
    rf"(?P<text>{_TEXT})|\$?(?P<sheet>{_SHEET})\.(?={_CELL})|(?P<function>[A-Z]+)\((?!\))"
    rf"|(?P<kept>{_CELL}|[0-9]+(?:\.[0-9]+)?(?![\w.:])|<=|>=|<>|[-+*/^&=<>:%])"
    r"|(?P<open>\()|(?P<close>\))|(?P<comma>;)"
)


def own_text(formula: str) -> str | None:
    """A formula in Excel's writing as LibreOffice's interface takes it, if it is plain."""
    return _translated(formula, _EXCEL, ";", lambda sheet: f"${quoted(_bare(sheet))}.")


def excel_text(formula: str) -> str | None:
    """A formula from LibreOffice's interface in Excel's writing, if it is plain."""
    return _translated(formula, _OWN, ",", lambda sheet: f"{quoted(_bare(sheet))}!")


def _bare(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def _translated(
    formula: str, tokens: re.Pattern[str], divider: str, sheet_as: Callable[[str], str]
) -> str | None:
    position, pieces, in_function = 1, ["="], [False]
    while position < len(formula):
        found = tokens.match(formula, position)
        if found is None:
            return None
        match found.lastgroup:
            case "function" if found["function"] in _FUNCTIONS:
                in_function.append(True)
            case "function":
                return None
            case "open":
                in_function.append(False)
            case "close" if len(in_function) > 1:
                in_function.pop()
            case "close":
                return None
            case "comma" if not in_function[-1]:
                return None  # it joins ranges
            case "sheet" if pieces[-1] == ":":
                return None  # cells of several sheets
        piece = found.group()
        if found.lastgroup == "comma":
            piece = divider
        elif found.lastgroup == "sheet":
            piece = sheet_as(found["sheet"])
        pieces.append(piece)
        position = found.end()
    return "".join(pieces) if len(in_function) == 1 else None

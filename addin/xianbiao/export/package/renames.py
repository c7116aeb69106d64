"""Other names for sheets and tables, carried into every formula that calls them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from html import unescape

from xianbiao.export.markup import double_quoted
from xianbiao.export.package.references import parse
from xianbiao.export.package.xml_text import escaped, unescaped
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, field

_TOKEN = expression(
    r"""(?P<string>"(?:[^"]|"")*")
  | \[0\]!(?P<own>[^\W\d][\w.\\?]*)
  | (?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!
  | (?P<table>[^\W\d][\w.\\?]*)(?=\[)
  | \[[^\]]*\]""",
    re.VERBOSE,
)
_ELEMENT = expression(
    rb"<((?:\w+:)?(?:f|formula[12]?|calculatedColumnFormula|totalsRowFormula|Fmla(?:Link|Range"
    rb"|Group|Txbx|Pict)))((?:\s[^>]*)?)>([^<]+)</\1>"
)
_ATTRIBUTE = expression(
    rb'(\s(?:location|textlink|fmla(?:Link|Range|Group|Txbx|Pict))|<(?:\w+:)?cfvo type="formula"'
    rb' val)="([^"]+)"'
)
_BY_TITLE = frozenset(["INDIRECT", "SHEET", "SHEETS"])


class Renames(Record, frozen=True):
    """New titles of sheets by their old ones in lower case, and new names of tables likewise.

    `own` are names, in lower case, that were the workbook's and are the sheet's own now; `title`
    is that of the sheet whose parts are written.
    """

    sheets: Mapping[str, str]
    tables: Mapping[str, str] = field(default_factory=dict)
    own: Collection[str] = ()
    title: str = ""

    def formula(self, text: str) -> str:
        """A formula that means the same under the new names."""
        return _TOKEN.sub(self._token, text)

    def calls(self, text: str) -> bool:
        """Whether a formula speaks of a sheet or table that is renamed, or of an own name."""
        if parse(text).names & {name.upper() for name in self.own}:
            return True
        for token in _TOKEN.finditer(text):
            sheet, table = token["sheet"], token["table"]
            if sheet is not None and bare(sheet).lower() in self.sheets:
                return True
            if table is not None and table.lower() in self.tables:
                return True
        return False

    def formulas_in(self, data: bytes) -> list[str]:
        """Every formula that a part holds."""
        found = [unescaped(text) for _, _, text in _ELEMENT.findall(data)]
        return found + [unescape(value.decode()) for _, value in _ATTRIBUTE.findall(data)]

    def part(self, data: bytes) -> bytes:
        """A part with its formulas under the new names; all else stays as it is."""
        data = _ELEMENT.sub(self._element, data)
        return _ATTRIBUTE.sub(self._attribute, data)

    def depends_on_titles(self, text: str) -> bool:
        """Whether a formula finds a sheet by its title as a text, or by its place in the book."""
        changed = any(old != new.lower() for old, new in self.sheets.items())
        return changed and bool(parse(text).functions & _BY_TITLE)

    def _token(self, token: re.Match[str]) -> str:
        if (sheet := token["sheet"]) is not None:
            title = self.sheets.get(bare(sheet).lower())
            return token[0] if title is None else f"{quoted(title)}!"
        if (table := token["table"]) is not None:
            return self.tables.get(table.lower(), table)
        if (name := token["own"]) is not None and name.lower() in self.own:
            return f"{quoted(self.title)}!{name}"
        return token[0]

    def _element(self, match: re.Match[bytes]) -> bytes:
        before = unescaped(match[3])
        after = self.formula(before)
        if after == before:
            return match[0]
        return b"<%b%b>%b</%b>" % (match[1], match[2], escaped(after), match[1])

    def _attribute(self, match: re.Match[bytes]) -> bytes:
        before = unescape(match[2].decode())
        after = self.formula(before)
        if after == before:
            return match[0]
        return match[1] + b"=" + double_quoted(after).encode()


def bare(sheet: str) -> str:
    """A sheet's title as it is, from the way formulas write it."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def quoted(title: str) -> str:
    """A sheet's title as formulas write it."""
    return "'" + title.replace("'", "''") + "'"

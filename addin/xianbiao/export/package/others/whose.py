"""Whose file is being made, and where a workbook names recipients beside the rows of its sheets.

Most workbooks do so nowhere: that is seen from a few bytes, and their files cost nothing more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from urllib.parse import unquote

from xianbiao.export.package.defined_names import DefinedName
from xianbiao.export.package.others.names import NamesIn, may_name
from xianbiao.export.package.others.told import Told
from xianbiao.export.package.references import parse
from xianbiao.export.package.source import SourceBook
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_LIST = expression(
    rb'\btype="list"[^>]*>\s*<(?:\w+:)?formula1>\s*(?:<(?:\w+:)?f>\s*)?(?!\s|"|&quot;)'
)

_REMEMBERED = 4096
_HANGING = ("table", "comments", "threadedComment")
"""What hangs on a sheet and loses what names others."""


def has_list(data: bytes) -> bool:
    """Whether some XML of a sheet has a list that is not written out where it is used."""
    return b"ataValidation" in data and _LIST.search(data) is not None


class Others:
    """The recipients of one source: what they are called and where it names them.

    `names` are those of each recipient; `common` words may stand in every file. Of sheets
    `apart`, which hold the rows of recipients, nothing is taken that a file does not get.
    """

    def __init__(
        self,
        source: SourceBook,
        names: Sequence[Iterable[str]],
        common: Iterable[str] = (),
        apart: Collection[str] = (),
    ) -> None:
        self.source, self.apart = source, frozenset(apart)
        self.told = Told()
        self._called, self._common = names, common
        self._divided: dict[str, bool] = {}
        self._texts: dict[str, frozenset[str]] = {}

    @cached_property
    def names(self) -> NamesIn:
        """The names of all, to be found in texts."""
        return NamesIn(self._called, self._common)

    def are_in(self, data: bytes) -> set[str]:
        """The names in some XML."""
        if self._are_foreign and not may_name(data):
            return set()
        return self.names.found(data.decode("utf-8", errors="replace"))

    def named_in(self, text: str) -> frozenset[str]:
        """The names in a rule, a hint or the like: every file has the same to be looked at."""
        known = self._texts.get(text)
        if known is None:
            known = frozenset(self.names.found(text))
            if len(self._texts) < _REMEMBERED:
                self._texts[text] = known
        return known

    def divide(self, sheet: str) -> bool:
        """Whether recipients get what stands around the rows of a sheet in different forms."""
        known = self._divided.get(sheet)
        if known is None:
            known = self._divided[sheet] = self._divide(sheet)
        return known

    @cached_property
    def divide_names(self) -> bool:
        """Whether a defined name names a recipient."""
        return any(map(self.named_by, self.source.workbook.names))

    def named_by(self, name: DefinedName) -> set[str]:
        """The recipients whom a defined name names, other than by the sheets that it means."""
        texts = [name.name, *(value for _, value in name.attributes)]
        if '"' in name.formula:
            texts += [p for p in parse(name.formula).pieces if isinstance(p, str)]
        found: set[str] = set()
        for text in texts:
            if not (self._are_foreign and text.isascii()):
                found |= self.names.found(text)
        return found

    @cached_property
    def _are_foreign(self) -> bool:
        """Whether every name has a sign beyond ASCII, as Chinese names do."""
        return not any(name.isascii() for called in self._called for name in called)

    def _divide(self, sheet: str) -> bool:
        xml = self.source.sheet(sheet)
        if self.are_in(xml.tail) or self.are_in(xml.head):
            return True
        if has_list(xml.tail):
            from xianbiao.export.package.others.listed import lists_name_recipients

            if lists_name_recipients(xml, sheet, self):
                return True
        for r in self.source.relationships(xml.part):
            if r.kind in _HANGING and r.part in self.source.members:
                if self.are_in(self.source.content(r.part)):
                    return True
            elif r.kind == "hyperlink" and self.names.found(unquote(r.target)):
                return True
        return False


class Whose(Record, frozen=True):
    """The recipient whose file is made, by its index."""

    recipient: int
    others: Others

    @property
    def told(self) -> Told:
        """Where changes are told."""
        return self.others.told

    def named(self, text: str) -> set[str]:
        """The names of others in a text."""
        return self._foreign(self.others.named_in(text))

    def concerns(self, data: bytes) -> bool:
        """Whether some XML names others, or has a list that may lead to where they are named."""
        if has_list(data):
            return True
        return bool(self._foreign(self.others.are_in(data)))

    def may_have(self, name: DefinedName) -> bool:
        """Whether a defined name names no other recipient; it is told where it does."""
        return not self._foreign(self.others.named_by(name))

    def _foreign(self, names: Collection[str]) -> set[str]:
        if not names:
            return set()
        owners = self.others.names.owners
        return {name for name in names if self.recipient not in owners[name]}

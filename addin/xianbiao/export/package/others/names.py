"""Finds the names of recipients in a text, other than inside a common word."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.recipients import squeeze

_BLANKS = expression(r"[ \t\r\n\u3000\xa0]+")


def may_name(data: bytes) -> bool:
    """Whether some XML has a sign beyond ASCII, as the name of a Chinese recipient does."""
    return not data.isascii() or b"&#" in data


class NamesIn:
    """The names of all recipients; `owners` tells whose each is, by the index of recipients.

    `common` are words that everybody may see although a recipient's name stands in them, such as
    the name of the area.
    """

    def __init__(self, names: Sequence[Iterable[str]], common: Iterable[str] = ()) -> None:
        self.owners: dict[str, set[int]] = {}
        for index, called in enumerate(names):
            for name in called:
                self.owners.setdefault(squeeze(name), set()).add(index)
        self.owners.pop("", None)
        self._common = tuple(dict.fromkeys(squeeze(c) for c in common if c))
        self._lengths: dict[str, list[int]] = {}
        for name in self.owners:
            lengths = self._lengths.setdefault(name[:2], [])
            if len(name) not in lengths:
                lengths.append(len(name))
        heads = "".join(sorted({name[0] for name in self.owners}))
        self._heads = re.compile(f"[{re.escape(heads)}]") if heads else None

    def found(self, text: str) -> set[str]:
        """The names in a text, which may be XML, that stand there other than in a common word."""
        if self._heads is None:
            return set()
        flat = _BLANKS.sub("", html.unescape(text) if "&" in text else text)
        found: set[str] = set()
        reach = 0
        for match in self._heads.finditer(flat):
            at = match.start()
            lengths = self._lengths.get(flat[at : at + 2], ())
            known = [n for size in lengths if (n := flat[at : at + size]) in self.owners]
            if not known:
                continue
            name = max(known, key=len)
            # A name that ends within one that began before it is a piece of that one.
            if at + len(name) > reach and not self._is_common(flat, at, name):
                found.add(name)
            reach = max(reach, at + len(name))
        return found

    def _is_common(self, text: str, at: int, name: str) -> bool:
        """Whether the name at this place is part of a common word."""
        for word in self._common:
            offset = word.find(name)
            while offset >= 0:
                if text.startswith(word, at - offset) and at >= offset:
                    return True
                offset = word.find(name, offset + 1)
        return False

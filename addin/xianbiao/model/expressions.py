"""Regular expressions that are compiled when they are first used.

The package knows three hundred of them and a click uses some dozens. To compile one costs as
much as to read a hundred cells, so a module that is loaded only says what its expressions are.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

from xianbiao.model.kept_expressions import KEPT

_ANSWERS = (
    "findall",
    "finditer",
    "flags",
    "fullmatch",
    "groupindex",
    "groups",
    "match",
    "pattern",
    "scanner",
    "search",
    "split",
    "sub",
    "subn",
)


class _Later:
    """Stands for an expression: the first question compiles it, and all answers are kept.

    From then on a method is found on this object as fast as on the expression itself.
    """

    __slots__ = ("_flags", "_written", *_ANSWERS)

    def __init__(self, written: str | bytes, flags: int) -> None:
        self._written = written
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Asked only for what is not kept yet."""
        return getattr(self.compile(), name)

    def compile(self) -> re.Pattern[Any]:
        """The compiled expression, whose answers are kept from now on."""
        compiled = KEPT.compile(self._written, self._flags)
        for answer in _ANSWERS:
            setattr(self, answer, getattr(compiled, answer))
        return compiled


_made: list[_Later] = []


def expression(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """An expression for `re`, which raises re.error at its first use when it is written wrongly.

    It answers all that a compiled one does; the functions of `re` itself do not take it.
    """
    later = _Later(written, flags)
    _made.append(later)
    return cast("re.Pattern[AnyStr]", later)


def compile_all() -> int:
    """Compile every expression of the modules that are loaded; returns how many there are.

    For a process that stays, so that no click pays for them.
    """
    for later in _made:
        later.compile()
    return len(_made)


def keep_expressions() -> None:
    """Write down what the expressions that were used were compiled to, for the next process."""
    KEPT.keep()

"""What regular expressions were compiled to, kept beside the program like its bytecode.

To compile the hundred expressions of a click takes as long as to import all that it needs.
`re` makes of each a list of numbers for its matcher; these are kept by the expression itself and
its flags, so that a changed expression is simply another one. They are taken only by the very
Python that made them; where they are missing or broken, the expression is compiled as usual.
"""

from __future__ import annotations

import contextlib
import marshal
import re
import sys
from pathlib import Path
from typing import Any, cast

from xianbiao.model.compiled_data import FOLDER, write_whole

_PLACE = Path(__file__).parent / FOLDER / f"expressions.{sys.implementation.cache_tag}.data"
_MOST = 2000
"""Where more than these are kept, they are those of earlier versions: all are made anew."""

_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, numbers, how many groups, their numbers by name, their names by number."""

_Key = tuple[str | bytes, int]


class KeptExpressions:
    """The expressions kept in a file, and those that were compiled since it was read."""

    def __init__(self, place: Path = _PLACE) -> None:
        self._place = place
        self._known: dict[_Key, _Code] | None = None
        self._is_new = False

    def compile(self, written: str | bytes, flags: int) -> re.Pattern[Any]:
        """A compiled expression, as `re` would compile it; raises re.error where it is wrong."""
        known = self._read() if self._known is None else self._known
        key = written, int(flags)
        code = known.get(key)
        if code is not None:
            with contextlib.suppress(RuntimeError, TypeError, ValueError):
                return _from_code(written, code)
        compiled = re.compile(written, flags)
        with contextlib.suppress(AttributeError, ImportError, TypeError, OverflowError):
            known[key] = _code_of(*key)
            self._is_new = True
        return compiled

    def keep(self) -> None:
        """Write down what was compiled anew, unless Python is asked to keep nothing."""
        if not self._is_new or self._known is None or sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError, ValueError):
            write_whole(self._place, marshal.dumps((_stamp(), self._known)))
        self._is_new = False

    def _read(self) -> dict[_Key, _Code]:
        self._known = {}
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError, ImportError):
            stamp, known = marshal.loads(self._place.read_bytes())
            if stamp == _stamp() and isinstance(known, dict) and len(known) <= _MOST:
                self._known = known
        return self._known


def _stamp() -> tuple[str, int, int]:
    """What the numbers mean: the Python and its matcher."""
    import _sre  # type: ignore[import-not-found]

    return sys.version, _sre.MAGIC, _sre.CODESIZE


def _from_code(written: str | bytes, code: _Code) -> re.Pattern[Any]:
    """The last step of `re` itself, which proves that the numbers make sense."""
    import _sre

    flags, numbers, groups, by_name, names = code
    listed = memoryview(numbers).cast("I").tolist()
    made = _sre.compile(written, flags, listed, groups, by_name, names)
    return cast("re.Pattern[Any]", made)


def _code_of(written: str | bytes, flags: int) -> _Code:
    """The steps of `re` before the last; raises AttributeError where this Python has others."""
    internal: Any = re
    parsed = internal._parser.parse(written, flags)
    numbers = internal._compiler._code(parsed, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    listed = b"".join([int(number).to_bytes(4, sys.byteorder) for number in numbers])
    return flags | state.flags, listed, state.groups - 1, dict(state.groupdict), tuple(names)


KEPT = KeptExpressions()
"""Those of this program."""

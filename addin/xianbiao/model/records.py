"""What every record of facts is made of: named fields, compared and hashed by what they hold.

Records are msgspec's structs. The two hundred classes of the standard library's `dataclasses`
cost a quarter of a cold click, since the methods of each are written out as text and compiled
at every start; structs are made in microseconds and need a fifth of the time for each object.
This is the only module of the floor that knows the library.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _left_out(name: str) -> Iterator[None]:
    """A module seems not to be installed meanwhile, unless it is imported already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


# msgspec takes two functions from there if it can, which `typing` has too; the import of that
# module, which developers have and clerks mostly have not, takes longer than all of msgspec.
with _left_out("typing_extensions"):
    from msgspec import Struct as Record
    from msgspec import field
    from msgspec.structs import replace

__all__ = ["Record", "field", "replace"]

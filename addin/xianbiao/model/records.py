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
from importlib.machinery import PathFinder
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msgspec import Struct as Record
    from msgspec import field
    from msgspec.structs import replace


@contextmanager
def _core_alone() -> Iterator[None]:
    """The library seems to have no other parts than its core meanwhile.

    Its package imports readers of JSON, YAML and others, which nobody here uses, and its core
    takes two functions, if it can, from a module that `typing` has too, which developers have
    and clerks mostly have not. Whoever imports the library later gets all of it.
    """
    package = ModuleType("msgspec")
    found = PathFinder.find_spec("msgspec")
    package.__path__ = list(found.submodule_search_locations or ()) if found else []
    seeming: dict[str, ModuleType | None] = {"msgspec": package, "typing_extensions": None}
    absent = seeming.keys() - sys.modules.keys()
    sys.modules.update({name: seeming[name] for name in absent})  # type: ignore[misc]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


if not TYPE_CHECKING:
    with _core_alone():
        from msgspec._core import Field, replace
        from msgspec._core import Struct as Record

    def field(**given):
        """How a field gets its value where none is given."""
        return Field(**given)


__all__ = ["Record", "field", "replace"]

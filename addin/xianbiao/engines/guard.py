"""xlwings imported alone: without pandas, numpy, polars and matplotlib, which it takes when it can.

A clerk feels the start of Python: with those four every click takes seconds. They stay out while
xlwings is imported, and nothing is left behind: a script that imports pandas later gets pandas,
and xlwings then converts its tables as usual.
"""

from __future__ import annotations

import atexit
import importlib
import importlib.util
import sys
import threading
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

OPTIONAL = ("pandas", "numpy", "polars", "matplotlib", "PIL", "plotly")
_ALIASES = {"pandas": "pd", "numpy": "np", "polars": "pl"}
_CONVERTERS = {
    "numpy": "xlwings.conversion.numpy_conv",
    "pandas": "xlwings.conversion.pandas_conv",
    "polars": "xlwings.conversion.polars_conv",
}


def import_xlwings() -> Any:
    """The module xlwings, with what is optional to it left out unless it is imported already.

    On Windows its hook for the end of the process is unregistered: it ends every Excel that it
    believes to be hidden, the clerk's own included.
    """
    loaded = sys.modules.get("xlwings")
    if loaded is not None:
        return loaded
    waiting = {name for name in _CONVERTERS if name not in sys.modules}
    xlwings = _import_alone("xlwings")
    _unregister_exit_hook()
    sys.meta_path.insert(0, _Late(waiting))
    return xlwings


def _import_alone(name: str) -> ModuleType:
    """Import a module while the optional libraries that are not imported seem absent."""
    absent = _Absent({name for name in OPTIONAL if name not in sys.modules})
    sys.meta_path.insert(0, absent)
    try:
        return importlib.import_module(name)
    finally:
        sys.meta_path.remove(absent)


class _Absent(MetaPathFinder):
    """Says of some modules that they are not installed, to the thread that made it."""

    def __init__(self, names: set[str]) -> None:
        self._names = names
        self._thread = threading.get_ident()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        hidden = fullname.partition(".")[0] in self._names
        if hidden and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is left out here", name=fullname)
        return None


class _Late(MetaPathFinder):
    """Waits for a library that was left out; once it is imported, xlwings converts its kinds."""

    def __init__(self, names: set[str]) -> None:
        self._waiting = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._waiting:
            return None
        self._waiting.discard(fullname)
        if not self._waiting and self in sys.meta_path:
            sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _TellingLoader(spec.loader, fullname)
        return spec


class _TellingLoader(Loader):
    """The loader of a library that tells xlwings when it has done its work."""

    def __init__(self, loader: Any, name: str) -> None:
        self._loader = loader
        self._name = name

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        module: ModuleType | None = self._loader.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__ is not None
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        take_up(self._name)


def take_up(name: str) -> None:
    """Let xlwings convert the kinds of a library that is imported by now: pandas, numpy, polars."""
    library, alias = sys.modules[name], _ALIASES[name]
    for known in [module for key, module in sys.modules.items() if key.startswith("xlwings")]:
        if getattr(known, alias, library) is None:
            setattr(known, alias, library)
    _import_alone(_CONVERTERS[name])


def _unregister_exit_hook() -> None:
    """Take the hook of xlwings' Windows engine out, where there is one."""
    engine = sys.modules.get("xlwings._xlwindows")
    hook = getattr(engine, "cleanup", None)
    if hook is not None:
        atexit.unregister(hook)

"""pyuno found and loaded, and the few shapes that UNO calls are made of."""

from __future__ import annotations

import importlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from xianbiao.model.errors import XianbiaoError

_DIST_PACKAGES = (Path("/usr/lib/python3/dist-packages"), Path("/usr/lib/libreoffice/program"))
_TODO = (
    "安装与本 Python 小版本相同的 LibreOffice Python 接口（Debian、统信、麒麟：apt install "
    "python3-uno），或用 LibreOffice 自带的 Python 运行；装在别处时"
    "把 uno.py 所在文件夹写进环境变量 XIANBIAO_UNO"
)


@cache
def uno() -> Any:
    """The module `uno`, from this Python or from the folders where distributions keep it.

    Raises `XianbiaoError` when no pyuno loads in this Python.
    """
    named = os.environ.get("XIANBIAO_UNO")
    reasons: list[str] = []
    for folder in (None, *([Path(named)] if named else []), *_DIST_PACKAGES):
        if folder is not None and not (folder / "uno.py").is_file():
            continue
        try:
            return _load(folder)
        except ImportError as error:
            reasons.append(f"{folder or 'sys.path'}：{error}")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    raise XianbiaoError(
        "这个 Python 里装不上 LibreOffice 的接口 pyuno",
        found=f"Python {version}；{'；'.join(reasons)}",
        todo=_TODO,
    )


def _load(folder: Path | None) -> Any:
    """Import `uno`, with one more folder at the end of the path while it is looked for."""
    if folder is None:
        return _import()
    sys.path.append(str(folder))
    try:
        return _import()
    finally:
        sys.path.remove(str(folder))


def _import() -> Any:
    module = importlib.import_module("uno")
    _let_exceptions_travel(module)
    importlib.import_module("unohelper")  # beside `uno`, and of no use without it
    return module


def _let_exceptions_travel(module: Any) -> None:
    """Let UNO's exceptions leave a `with` block as they are.

    Python sets `__traceback__` on them there, and pyuno would make a UNO value of it and fail.
    pyuno takes the function when it makes a class, so this comes before `unohelper`, which
    asks for classes of exceptions.
    """
    set_member = module._uno_struct__setattr__

    def set_attribute(instance: Any, name: str, value: Any) -> None:
        if name.startswith("__"):
            BaseException.__setattr__(instance, name, value)
        else:
            set_member(instance, name, value)

    module._uno_struct__setattr__ = set_attribute


def listener(interface: str) -> type[Any]:
    """The base class of a Python object that LibreOffice calls through an interface."""
    uno()
    helper = importlib.import_module("unohelper")
    return type("Listener", (helper.Base, uno().getClass(f"com.sun.star.{interface}")), {})


def properties(**values: Any) -> tuple[Any, ...]:
    """Named arguments as the sequence of `PropertyValue` that UNO calls take."""
    return tuple(
        uno().createUnoStruct("com.sun.star.beans.PropertyValue", name, 0, value, 0)
        for name, value in values.items()
    )


def struct(name: str, *values: Any) -> Any:
    """A UNO struct such as `table.CellAddress`, named from below `com.sun.star`."""
    return uno().createUnoStruct(f"com.sun.star.{name}", *values)


def filled(name: str, **values: Any) -> Any:
    """A UNO struct of which only some members are set."""
    made = struct(name)
    for member, value in values.items():
        setattr(made, member, value)
    return made


def enum(name: str, value: str) -> Any:
    """A value of a UNO enumeration such as `sheet.CellInsertMode`."""
    return uno().Enum(f"com.sun.star.{name}", value)


def uno_exception(name: str = "uno.Exception") -> type[Exception]:
    """A class of UNO exceptions, for an except clause."""
    found: type[Exception] = uno().getClass(f"com.sun.star.{name}")
    return found


def typed(type_name: str, value: Any) -> Any:
    """A value whose UNO type must not be guessed, such as an empty sequence of strings."""
    return uno().Any(type_name, value)


def locale() -> Any:
    """The language of the document, so that a file names no other for its number formats."""
    return struct("lang.Locale")


def url_of(path: str | os.PathLike[str]) -> str:
    """The file URL of a path."""
    found: str = uno().systemPathToFileUrl(os.path.abspath(path))
    return found


def path_of(url: str) -> str:
    """The path of a file URL; empty for a document that is not in a file."""
    if not url.startswith("file:"):
        return ""
    found: str = uno().fileUrlToSystemPath(url)
    return found


def rgb(colour: tuple[int, int, int] | int | str | None) -> int:
    """A colour as xlwings takes it, as the number LibreOffice keeps; −1 is no colour.

    A tuple is red, green, blue; a text is #RRGGBB; a number is Excel's (blue in the high byte).
    """
    if colour is None:
        return -1
    if isinstance(colour, str):
        text = colour.lstrip("#")
        if len(text) != 6:
            raise XianbiaoError("颜色写错了", found=colour, expected="#RRGGBB，如 #FFC000")
        return int(text, 16)
    if isinstance(colour, int):
        return (colour & 255) << 16 | colour & 0xFF00 | colour >> 16 & 255
    red, green, blue = colour
    return red << 16 | green << 8 | blue


def rgb_tuple(colour: int) -> tuple[int, int, int] | None:
    """The red, green and blue of LibreOffice's number; None where it has none."""
    if colour < 0:
        return None
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255

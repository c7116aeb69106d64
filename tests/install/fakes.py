"""Wheels in name only, for tests that need no network."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MODULES = {
    "xlwings": {
        "xlwings/__init__.py": "VERSION = 1\n",
        "xlwings-{pin}.data/data/xlwings64-{pin}.dll": "library of 64 bit",
        "xlwings-{pin}.data/data/xlwings32-{pin}.dll": "library of 32 bit",
        "xlwings-{pin}.data/scripts/xlwings.exe": "a script",
    },
    "pywin32": {
        "pywin32.pth": "win32\n",
        "win32/pythoncom.py": "LOADED = True\n",
        "pywin32-{pin}.data/platlib/win32api.py": "",
    },
    "lxml": {"lxml/__init__.py": "", "lxml/etree.py": "VALUE = 1\n"},
}
"""What the faked wheels of some libraries hold; the others hold one empty module."""


_OF_ONE_PYTHON = (
    "cffi",
    "charset-normalizer",
    "lxml",
    "msgspec",
    "pillow",
    "pywin32",
    "xlwings",
)


def wheel_names(name: str, pin: str) -> list[str]:
    """The file names of a library's wheels as the index offers them."""
    module = name.replace("-", "_")
    if name in _OF_ONE_PYTHON:
        tags = [f"cp3{minor}-cp3{minor}-win_amd64" for minor in (11, 12, 13)]
    elif name == "formualizer":
        tags = ["cp310-abi3-win_amd64"]
    elif name == "cryptography":
        tags = ["cp311-abi3-win_amd64"]
    elif name == "pypdfium2":
        tags = ["py3-none-win_amd64"]
    else:
        tags = ["py3-none-any"]
    return [f"{module}-{pin}-{tag}.whl" for tag in tags]


def zip_of(files: Mapping[str, str]) -> bytes:
    """A zip of texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()

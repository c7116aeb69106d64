"""The Python that will serve Excel: an embeddable one laid beside, else the one that runs now."""

from __future__ import annotations

import os
import re
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from messages import InstallError
from probe import VERSIONS
from wheels import Version

FOLDER = "python"
_EMBEDDABLE = re.compile(r"python-3\.(\d+)\.\d+\S*-embed-amd64\.zip", re.IGNORECASE)
_SHORTENED = ("LOCALAPPDATA", "USERPROFILE")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python: its version, and either the zip it comes in or the program it is."""

    version: Version
    archive: Path | None = None
    program: Path | None = None

    def put_into(self, home: Path) -> Path:
        """Have it ready for the program's folder; returns the console program to run."""
        if self.archive is None:
            assert self.program is not None
            return self.program
        folder = home / FOLDER
        with zipfile.ZipFile(self.archive) as archive:
            archive.extractall(folder)
        return _inside(folder, self.archive)

    def setting(self, environment: Mapping[str, str] = os.environ) -> str:
        """What the macros are told: "" for the embedded one, which they expect.

        Folders of the user are named by their variables, so that the setting is plain ASCII
        whatever the user's name.
        """
        if self.program is None:
            return ""
        windowless = self.program.with_name(self.program.name.replace("python", "pythonw", 1))
        program = windowless if windowless.is_file() else self.program
        for name in _SHORTENED:
            folder = environment.get(name)
            if folder and program.is_relative_to(folder):
                return str(Path(f"%{name}%") / program.relative_to(folder))
        return str(program)


def found(bundle: Path) -> Interpreter:
    """The Python to use; raises InstallError where several zips lie beside, or a wrong one."""
    archives = sorted(p for p in bundle.iterdir() if p.name.lower().startswith("python-"))
    if not archives:
        return Interpreter(sys.version_info[:2], program=Path(sys.executable))
    if len(archives) > 1:
        raise InstallError(
            f"安装包旁有几个 Python：{'、'.join(p.name for p in archives)}。请只留一个。"
        )
    match = _EMBEDDABLE.fullmatch(archives[0].name)
    if match is None or (3, int(match[1])) not in VERSIONS:
        raise InstallError(
            f"{archives[0].name} 不能用。需要 Python 3.11 至 3.13 的 64 位嵌入版，"
            "文件名形如 python-3.12.8-embed-amd64.zip，下载后不要改名。"
        )
    return Interpreter((3, int(match[1])), archive=archives[0])


def _inside(folder: Path, archive: Path) -> Path:
    """The console program of an unpacked Python."""
    program = folder / "python.exe"
    if not program.is_file():
        raise InstallError(f"{archive.name} 里没有 python.exe，不是 Python 的嵌入版。请重新下载。")
    return program

"""Wheels are zip files: those for one Python are unpacked into one folder, without pip.

An embeddable Python has no pip, and a clerk's machine no network.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from messages import InstallError
from places import BRIDGES

Version = tuple[int, int]

_NAME = re.compile(
    r"(?P<name>[^-]+)-[^-]+(-\d[^-]*)?-(?P<py>[^-]+)-(?P<abi>[^-]+)-(?P<os>[^-]+)\.whl"
)
_VERSIONED = re.compile(r"(xlwings(?:32|64))-[\d.]+(?:dev\d+)?\.dll")


def suits(wheel: str, version: Version) -> bool:
    """Whether a wheel of this file name runs on 64-bit Windows with this Python (CPython)."""
    match = _NAME.fullmatch(wheel)
    if match is None:
        raise InstallError(f"{wheel} 不是 wheel 文件名，安装包不完整。请重新复制整个安装包。")
    if not {"any", "win_amd64"} & set(match["os"].split(".")):
        return False
    exact = f"cp{version[0]}{version[1]}"
    for tag in match["py"].split("."):
        if tag in (exact, f"py{version[0]}", f"py{version[0]}{version[1]}"):
            return True
        stable = re.fullmatch(rf"cp{version[0]}(\d+)", tag)
        if stable and match["abi"] == "abi3" and int(stable[1]) <= version[1]:
            return True
    return False


def choose(wheels: Iterable[Path], version: Version) -> list[Path]:
    """The wheels for a Python; raises InstallError where a library has none, or has two."""
    wheels = sorted(wheels)
    chosen = [wheel for wheel in wheels if suits(wheel.name, version)]
    names = [_library(wheel) for wheel in chosen]
    missing = sorted({_library(wheel) for wheel in wheels} - set(names))
    twice = sorted({name for name in names if names.count(name) > 1})
    if missing or twice:
        raise InstallError(
            f"安装包里给 Python {version[0]}.{version[1]} 的程序库不对："
            f"缺 {'、'.join(missing) or '无'}，重复 {'、'.join(twice) or '无'}。"
            "请换一个完整的安装包。"
        )
    return chosen


def unpack(wheel: Path, library: Path, home: Path) -> None:
    """Unpack a wheel: modules into `library`, the bridge libraries of xlwings into `home`.

    Scripts, headers and other data are left out: nothing here is run from a command line.
    """
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            target = _target(PurePosixPath(member.filename), library, home)
            if member.is_dir() or target is None:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(member))


def _library(wheel: Path) -> str:
    return wheel.name.partition("-")[0].lower()


def _target(member: PurePosixPath, library: Path, home: Path) -> Path | None:
    if member.is_absolute() or ".." in member.parts or ":" in str(member):
        raise InstallError(f"安装包里有路径不安全的文件 {member}，没有安装。请重新取得安装包。")
    first = member.parts[0]
    if not first.endswith(".data"):
        return library / member
    kind, *rest = member.parts[1:] or ("",)
    if kind in ("purelib", "platlib") and rest:
        return library.joinpath(*rest)
    bridge = _VERSIONED.fullmatch(member.name)
    if kind == "data" and bridge and f"{bridge[1]}.dll" in BRIDGES:
        return home / f"{bridge[1]}.dll"
    return None

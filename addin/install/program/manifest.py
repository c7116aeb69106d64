"""The list of what the installer made, by which it is removed: nothing else is ever deleted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from messages import InstallError
from places import MANIFEST


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(slots=True)
class Manifest:
    """Files of the program by their place in its folder, and files outside, each with its digest.

    `folders` are those outside that did not exist before, innermost last.
    """

    version: str
    files: dict[str, str] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    @classmethod
    def of_folder(cls, version: str, folder: Path) -> Manifest:
        """All files that stand in a folder now."""
        files = {p.relative_to(folder).as_posix(): digest(p) for p in _files(folder)}
        return cls(version, files)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of an installed program; raises InstallError where there is none."""
        path = folder / MANIFEST
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise InstallError(
                f"{path} 不存在：这个文件夹不是县表安装程序建的，没有动它。"
                "请先把它改名或移走，再重试。"
            ) from None
        except (ValueError, TypeError) as error:
            raise InstallError(
                f"{path} 读不出来（{error}），不知道哪些文件是安装程序建的，什么也没有删。"
            ) from error

    def write(self, folder: Path) -> None:
        """Put the manifest into the program's folder."""
        data = {name: getattr(self, name) for name in ("version", "files", "outside", "folders")}
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")

    def foreign(self, folder: Path) -> list[Path]:
        """Files in the program's folder that the installer did not make, or that were changed."""
        return [
            path
            for path in _files(folder)
            if path != folder / MANIFEST
            and self.files.get(path.relative_to(folder).as_posix()) != digest(path)
        ]

    def remove_files(self, folder: Path, keep: Iterable[str] = ()) -> list[Path]:
        """Delete the unchanged files of the program; returns what remains.

        `keep` are files that somebody else removes. The folder itself goes when it is empty.
        """
        left_alone = {folder / name for name in keep}
        strange = set(self.foreign(folder))
        ours = [folder / name for name in self.files]
        for path in [*ours, folder / MANIFEST]:
            if path.is_file() and path not in strange | left_alone:
                path.unlink()
        _remove_empty(folder, {parent for path in ours for parent in path.parents})
        return sorted(strange)

    def remove_outside(self) -> list[Path]:
        """Delete the unchanged files outside the folder; returns those that were changed."""
        changed = []
        for name, known in self.outside.items():
            path = Path(name)
            if path.is_file() and digest(path) == known:
                path.unlink()
            elif path.exists():
                changed.append(path)
        for name in reversed(self.folders):
            folder = Path(name)
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        return changed


def in_use(paths: Iterable[Path]) -> list[Path]:
    """Files that another program holds, such as a library that Excel has loaded."""
    held = []
    for path in paths:
        try:
            with path.open("r+b"):
                pass
        except FileNotFoundError:
            continue
        except PermissionError:
            held.append(path)
    return held


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _remove_empty(folder: Path, ours: set[Path]) -> None:
    """Remove the folders of removed files, innermost first, as far as nothing is left in them."""
    inside = [path for path in ours if path == folder or folder in path.parents]
    for path in sorted(inside, key=lambda path: len(path.parts), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()

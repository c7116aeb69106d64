"""The bundle as it should be: every file with its digest, checked before anything is installed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from manifest import digest
from messages import InstallError

LIST = "files.json"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was unpacked into a folder; a Python may be laid beside its files."""

    folder: Path
    version: str
    files: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> Bundle:
        """The bundle of a folder; InstallError names the files that are missing or damaged."""
        path = folder / LIST
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            bundle = cls(folder, data["version"], data["files"])
        except (OSError, ValueError, KeyError) as error:
            raise InstallError(
                f"{path} 读不出来（{error}）。请先把安装包全部解压，再运行 install.cmd。"
            ) from error
        wrong = [name for name, known in bundle.files.items() if not _is(folder / name, known)]
        if wrong:
            raise InstallError(
                f"安装包有 {len(wrong)} 个文件缺失或损坏（{'、'.join(wrong[:5])}）。"
                "请重新复制并解压整个安装包。"
            )
        return bundle

    def below(self, folder: str) -> list[Path]:
        """The files of one folder of the bundle."""
        return [self.folder / name for name in self.files if name.startswith(f"{folder}/")]


def _is(path: Path, known: str) -> bool:
    return path.is_file() and digest(path) == known

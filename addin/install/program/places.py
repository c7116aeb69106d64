"""Where things go: one folder of the user for the program, Excel's start folder for the add-in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from messages import InstallError

NAME = "xianbiao"
ADD_IN = "xianbiao.xlam"
MANIFEST = "manifest.json"
CONF = "xianbiao.conf"
BRIDGES = ("xlwings64.dll", "xlwings32.dll")
"""The libraries by which 64-bit and 32-bit Excel reach Python, by the names the macros know."""


@dataclass(frozen=True, slots=True)
class Places:
    """The two folders of Windows under which everything of one user lies."""

    local: Path
    roaming: Path

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> Places:
        """The folders that Windows names; raises InstallError where it names none."""
        missing = [name for name in ("LOCALAPPDATA", "APPDATA") if not environment.get(name)]
        if missing:
            raise InstallError(
                f"Windows 没有给出 {'、'.join(missing)} 文件夹。请以本人账号登录后再运行。"
            )
        return cls(Path(environment["LOCALAPPDATA"]), Path(environment["APPDATA"]))

    @property
    def home(self) -> Path:
        """The folder of the program."""
        return self.local / NAME

    @property
    def start_folder(self) -> Path:
        """The folder whose add-ins Excel opens at its start, trusted without a question."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART"

    @property
    def started_add_in(self) -> Path:
        """The copy of the add-in that Excel opens."""
        return self.start_folder / ADD_IN

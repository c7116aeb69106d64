"""Removes what the installer made: `uninstall.py FOLDER`, run by uninstall.cmd.

Files that were changed, or that somebody else put there, stay and are named.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from manifest import Manifest, in_use
from messages import InstallError, ready_to_speak, say
from places import BRIDGES

SELF = "uninstall.cmd"
"""Removed by its own last line, because Windows reads it while it runs."""


def uninstall(home: Path) -> list[Path]:
    """Remove the program; returns the files that stay. Raises InstallError, nothing removed."""
    manifest = Manifest.read(home)
    watched = [*(home / name for name in BRIDGES), *map(Path, manifest.outside)]
    if held := in_use(watched):
        raise InstallError(f"{held[0]} 正被使用。请先关闭全部 Excel 和 WPS 窗口，再重试。")
    changed = manifest.remove_outside()
    return changed + manifest.remove_files(home, keep=[SELF])


def main(arguments: list[str]) -> int:
    """Uninstall the folder that is named; 0 when it is done."""
    ready_to_speak()
    try:
        left = uninstall(Path(arguments[0]))
    except InstallError as error:
        say(f"✘ {error}")
        return 1
    except OSError as error:
        say(f"✘ 没有卸载完：{error}。请关闭 Excel 和 WPS 后再运行一次。")
        return 1
    for path in left:
        say(f"  留下（您放的或改过的）：{path}")
    say("✔ 县表已卸载。工作簿里的核对公式不受影响；XB_ 函数的格子会显示 #NAME?。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

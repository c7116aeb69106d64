"""What a clerk's files meet on Windows, tried with the installed Python and no Excel.

Run by `make wine` after the installation: `try_files.py HOME FOLDER`, where the folder holds a
notice as PDF and an own workbook. Prints what the commands say and which files they make.
"""

from __future__ import annotations

import site
import sys
from pathlib import Path


def main() -> None:
    """Check the notice and divide the workbook of the folder."""
    home, folder = Path(sys.argv[1]), Path(sys.argv[2])
    site.addsitedir(str(home / "lib"))
    from xianbiao.cli import main as command

    for words in (
        ["check", str(folder / "通知.pdf")],
        ["export", str(folder / "分配表.xlsx"), "--out", str(folder / "县表")],
    ):
        print("xianbiao", words[0], Path(words[1]).name)
        print("  结果", command(words))
    for path in sorted((folder / "县表").iterdir()):
        print(" ", path.name, path.stat().st_size, "字节")


if __name__ == "__main__":
    main()

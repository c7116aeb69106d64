"""The user's file of settings for the macros: lines name=value, UTF-16 as the macros read it."""

from __future__ import annotations

from pathlib import Path

ENCODING = "utf-16"


def read_conf(path: Path) -> dict[str, str]:
    """The settings of the file; none where it is absent."""
    if not path.is_file():
        return {}
    lines = path.read_text(encoding=ENCODING).splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def write_conf(path: Path, settings: dict[str, str]) -> None:
    """Write the settings; no file for none."""
    if settings:
        lines = "".join(f"{name}={value}\r\n" for name, value in settings.items())
        path.write_bytes(b"\xff\xfe" + lines.encode("utf-16-le"))

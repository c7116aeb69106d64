"""Builds the installation bundle for Windows into build/; run with `make bundle`.

The only step that needs a network is pip's download of the pinned wheels; what was downloaded
stays in build/wheels. The same wheels and sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGE = ROOT / "addin" / "xianbiao"
BUILD = ROOT / "build"
WHEELS = BUILD / "wheels"
PINS = HERE / "pins.txt"
TEMPLATES = ROOT / "workbook_templates" / "built"

PYTHONS = ("311", "312", "313")
SHIPPED = (".py", ".toml", ".tsv", ".txt")
"""Kinds of files of the package that go into the bundle."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_WINDOWS_TEXTS = (".cmd", ".txt")

Files = Mapping[str, bytes]


def bundle(wheels: Path, built: Path) -> bytes:
    """The bytes of the bundle from downloaded wheels and the built add-in and templates."""
    files = dict(sorted(_files(wheels, built)))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    listed = {"version": version(), "files": digests}
    text = json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return zipped(files | {"files.json": text.encode()})


def version() -> str:
    """The version of the package."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(data["project"]["version"])


def zipped(files: Files) -> bytes:
    """A zip of files without dates, in the order of their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    return buffer.getvalue()


def as_on_windows(path: Path) -> bytes:
    """A file as it goes out: command files end lines with CRLF, Chinese texts have a mark too.

    Old Notepads take UTF-8 without the mark for the machine's code page; cmd.exe takes the mark
    for a command, and its files are ASCII.
    """
    content = path.read_bytes()
    if path.suffix not in _WINDOWS_TEXTS:
        return content
    content = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return content if content.isascii() else b"\xef\xbb\xbf" + content


def download(folder: Path = WHEELS) -> Path:
    """Fetch the pinned wheels of every supported Python; their hashes are checked by pip."""
    for python in PYTHONS:
        command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps"]
        command += ["--disable-pip-version-check", "--only-binary=:all:", "--require-hashes"]
        command += ["--platform", "win_amd64", "--implementation", "cp"]
        command += ["--python-version", python, "--dest", str(folder), "-r", str(PINS)]
        subprocess.run(command, check=True)
    return folder


def pinned() -> dict[str, str]:
    """The pinned libraries with their versions."""
    text = PINS.read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


def _files(wheels: Path, built: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(HERE.glob("*.cmd")):
        yield path.name, as_on_windows(path)
    yield "no-python.txt", as_on_windows(HERE / "no-python.txt")
    yield "LICENSE.txt", (ROOT / "LICENSE").read_bytes()
    for path in sorted((HERE / "program").glob("*.py")):
        yield f"program/{path.name}", path.read_bytes()
    for path in _pinned_wheels(wheels):
        yield f"wheels/{path.name}", path.read_bytes()
    yield "xianbiao.zip", _package()
    yield "xianbiao.xlam", (built / "xianbiao.xlam").read_bytes()
    for path in [*sorted(TEMPLATES.glob("*.xlsx")), *sorted(built.glob("*.xlsm"))]:
        yield f"templates/{path.name}", path.read_bytes()


def _pinned_wheels(folder: Path) -> list[Path]:
    """The wheels of the pinned versions; a folder of downloads may hold older ones too."""
    wanted = {(name.replace("-", "_").lower(), pin) for name, pin in pinned().items()}
    chosen = [p for p in sorted(folder.glob("*.whl")) if _key(p) in wanted]
    missing = wanted - set(map(_key, chosen))
    if missing:
        names = ", ".join(sorted(name for name, _ in missing))
        raise FileNotFoundError(f"{folder}: no wheel of {names}; `make bundle` downloads them")
    return chosen


def _key(wheel: Path) -> tuple[str, str]:
    name, pin = wheel.name.split("-")[:2]
    return name.lower(), pin


def _package() -> bytes:
    """The package as a zip that is unpacked into the folder of libraries."""
    files = {
        path.relative_to(PACKAGE.parent).as_posix(): path.read_bytes()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix in SHIPPED and "__pycache__" not in path.parts
    }
    return zipped(files)


def main() -> None:
    """Build the add-in, fetch the wheels, write the bundle."""
    sys.path.insert(0, str(ROOT / "macros"))
    from make_addin import build

    target = BUILD / f"xianbiao-{version()}-windows.zip"
    with tempfile.TemporaryDirectory() as folder:  # what an earlier build left stays out
        build(Path(folder))
        content = bundle(download(), Path(folder))
    target.write_bytes(content)
    print(f"{target.relative_to(ROOT)}  {target.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()

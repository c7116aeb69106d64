"""The bundle holds all that is installed, is the same bytes each time, and suits Windows."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from bundle import HERE, PACKAGE, SHIPPED, as_on_windows, bundle, pinned

COMMANDS = sorted(HERE.glob("*.cmd"))


@pytest.fixture(scope="module")
def archive(zipped_bundle: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(zipped_bundle))


def test_the_same_wheels_give_the_same_bytes(
    zipped_bundle: bytes, wheels: Path, built: Path
) -> None:
    assert bundle(wheels, built) == zipped_bundle


def test_every_file_is_listed_with_its_digest(archive: zipfile.ZipFile) -> None:
    listed = json.loads(archive.read("files.json"))["files"]
    assert set(listed) | {"files.json"} == set(archive.namelist())
    for name, digest in listed.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_file_names_are_ascii(archive: zipfile.ZipFile) -> None:
    """Explorers before Windows 10 garble others when they unzip."""
    assert all(name.isascii() for name in archive.namelist())


def test_the_package_comes_without_its_bytecode(archive: zipfile.ZipFile) -> None:
    inside = zipfile.ZipFile(io.BytesIO(archive.read("xianbiao.zip"))).namelist()
    assert {"xianbiao/__init__.py", "xianbiao/model/data/places.tsv"} <= set(inside)
    assert not [name for name in inside if "__pycache__" in name]


def test_every_kind_of_file_in_the_package_is_shipped() -> None:
    files = (p for p in PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    kinds = {path.suffix for path in files}
    assert kinds == set(SHIPPED)


def test_a_wheel_that_is_not_pinned_stays_out(wheels: Path, built: Path, tmp_path: Path) -> None:
    for path in wheels.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "rich-1.0-py3-none-any.whl").write_bytes(b"old")
    (tmp_path / "other-1.0-py3-none-any.whl").write_bytes(b"other")
    names = zipfile.ZipFile(io.BytesIO(bundle(tmp_path, built))).namelist()
    assert sum(name.startswith("wheels/rich-") for name in names) == 1
    assert not [name for name in names if "other" in name]


def test_a_missing_wheel_is_named(built: Path, tmp_path: Path) -> None:
    assert pinned()
    with pytest.raises(FileNotFoundError, match=r"no wheel of .*lxml"):
        bundle(tmp_path, built)


each_command = pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)


@each_command
def test_a_command_file_is_ascii(path: Path) -> None:
    """cmd.exe reads it in the machine's code page, whatever that is."""
    assert path.read_bytes().isascii()


@each_command
def test_a_command_file_goes_out_with_the_line_ends_of_windows(path: Path) -> None:
    """With others cmd.exe does not find its labels."""
    content = as_on_windows(path)
    assert b"\r\n" in content
    assert not re.search(rb"(?<!\r)\n", content)


@each_command
def test_every_label_that_is_gone_to_is_there(path: Path) -> None:
    text = path.read_text(encoding="ascii")
    wanted = set(re.findall(r"(?:goto|call) :?(?!eof)([a-z_]+)\b(?! \")", text)) - {"eof"}
    wanted |= set(re.findall(r"call :([a-z_]+)", text))
    assert wanted <= set(re.findall(r"^:([a-z_]+)$", text, re.MULTILINE))


@each_command
def test_every_folder_is_quoted(path: Path) -> None:
    """Folders have blanks, brackets and ampersands in their names."""
    for line in path.read_text(encoding="ascii").splitlines():
        if line.startswith(("rem", "echo")):
            continue
        for match in re.finditer(r"%(?:~dp0|BUNDLE|HERE|WORK|FOLDER|UNPACKED|TEMP)%?", line):
            before = line[: match.start()]
            assert before.count('"') % 2 == 1, line


@each_command
def test_a_folder_is_deleted_only_after_it_was_made(path: Path) -> None:
    text = path.read_text(encoding="ascii")
    for name in re.findall(r'rmdir /s /q "%(\w+)%"', text):
        assert re.search(
            r'if exist "%FOLDER%" goto [:\w]+\nmkdir "%FOLDER%"\n' + f'set "{name}=%FOLDER%"', text
        )


def test_the_text_for_a_machine_without_python_can_be_read_by_any_notepad() -> None:
    content = as_on_windows(HERE / "no-python.txt")
    assert content.startswith(b"\xef\xbb\xbf")
    assert "没有找到 Python" in content.decode("utf-8-sig").splitlines()[0]

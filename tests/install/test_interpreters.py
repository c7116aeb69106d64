"""The Python that serves Excel is the one laid beside, else the one that installs."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from conf import read_conf, write_conf
from interpreters import Interpreter, found
from messages import InstallError
from places import Places
from probe import is_suitable

WIDE, NARROW = 2**63 - 1, 2**31 - 1


@pytest.mark.parametrize(
    ("version", "largest", "suitable"),
    [
        ((3, 10), WIDE, False),
        ((3, 11), WIDE, True),
        ((3, 12), WIDE, True),
        ((3, 13), WIDE, True),
        ((3, 14), WIDE, False),
        ((3, 12), NARROW, False),
        ((2, 7), WIDE, False),
    ],
)
def test_python_must_be_of_the_right_version_and_width(
    version: tuple[int, int], largest: int, suitable: bool
) -> None:
    assert is_suitable(version, largest) is suitable


def test_without_a_zip_beside_the_running_python_is_taken(tmp_path: Path) -> None:
    interpreter = found(tmp_path)
    assert interpreter.program == Path(sys.executable)
    assert interpreter.version == sys.version_info[:2]


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_an_embeddable_zip_beside_is_taken(tmp_path: Path, minor: int) -> None:
    archive = tmp_path / f"python-3.{minor}.2-embed-amd64.zip"
    archive.write_bytes(b"")
    assert found(tmp_path) == Interpreter((3, minor), archive=archive)


@pytest.mark.parametrize(
    "name",
    [
        "python-3.10.9-embed-amd64.zip",
        "python-3.14.0-embed-amd64.zip",
        "python-3.12.8-embed-win32.zip",
        "python-3.12.8-embed-arm64.zip",
        "python-3.12.8-amd64.exe",
        "python-3.12.8-embed-amd64 (1).zip",
    ],
)
def test_another_python_beside_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(InstallError, match="不能用") as refused:
        found(tmp_path)
    assert name in str(refused.value)


def test_two_pythons_beside_are_refused(tmp_path: Path) -> None:
    for minor in (11, 12):
        (tmp_path / f"python-3.{minor}.2-embed-amd64.zip").write_bytes(b"")
    with pytest.raises(InstallError, match="请只留一个"):
        found(tmp_path)


def test_a_zip_without_python_in_it_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "python-3.12.8-embed-amd64.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("readme.txt", "")
    with pytest.raises(InstallError, match=r"没有 python\.exe"):
        Interpreter((3, 12), archive=archive).put_into(tmp_path / "home")


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The folder of a user whose name no code page of Windows may hold."""
    return tmp_path / "Users" / "ئادىل"


@pytest.mark.parametrize(
    ("place", "setting"),
    [
        ("AppData/Local/Programs/Python312", "%LOCALAPPDATA%/Programs/Python312/pythonw.exe"),
        ("python", "%USERPROFILE%/python/pythonw.exe"),
    ],
)
def test_folders_of_the_user_are_named_by_their_variables(
    user: Path, place: str, setting: str
) -> None:
    """So that the command line is ASCII whatever the user's name."""
    program = user / place / "python.exe"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    program.with_name("pythonw.exe").write_bytes(b"")
    environment = {"LOCALAPPDATA": str(user / "AppData" / "Local"), "USERPROFILE": str(user)}
    found_setting = Interpreter((3, 12), program=program).setting(environment)
    assert Path(found_setting) == Path(setting)
    assert found_setting.isascii()


def test_a_python_for_all_is_named_by_its_folder(user: Path, tmp_path: Path) -> None:
    program = tmp_path / "Program Files" / "Python312" / "python.exe"
    interpreter = Interpreter((3, 12), program=program)
    assert interpreter.setting({"USERPROFILE": str(user)}) == str(program)


def test_the_macros_are_told_nothing_of_the_embedded_python(tmp_path: Path) -> None:
    assert Interpreter((3, 12), archive=tmp_path / "python.zip").setting({}) == ""


@pytest.mark.parametrize("missing", ["LOCALAPPDATA", "APPDATA"])
def test_a_user_without_folders_is_told_so(missing: str) -> None:
    environment = {"LOCALAPPDATA": "L", "APPDATA": "A"} | {missing: ""}
    with pytest.raises(InstallError, match=missing):
        Places.of(environment)


def test_settings_are_written_as_the_macros_read_them(tmp_path: Path) -> None:
    """UTF-16 with its mark, CRLF: what TextStream and Notepad take for Unicode."""
    path = tmp_path / "xianbiao.conf"
    write_conf(path, {"python": r"D:\软件\python.exe", "shell": "a=b"})
    content = path.read_bytes()
    assert content.startswith(b"\xff\xfe")
    assert content.decode("utf-16").splitlines() == [r"python=D:\软件\python.exe", "shell=a=b"]
    assert read_conf(path) == {"python": r"D:\软件\python.exe", "shell": "a=b"}


def test_without_settings_there_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "xianbiao.conf"
    write_conf(path, {})
    assert not path.exists()
    assert read_conf(path) == {}

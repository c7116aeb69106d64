"""Uninstalling removes what was installed and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import uninstall as uninstaller
from bundle_files import Bundle
from interpreters import Interpreter
from manifest import in_use
from messages import InstallError
from places import Places
from uninstall import main, uninstall

import install as installer
from install import install


@pytest.fixture
def installed(
    unpacked: Path, places: Places, interpreter: Interpreter, monkeypatch: pytest.MonkeyPatch
) -> Places:
    monkeypatch.setattr(installer, "compile_all", lambda python, library: None)
    monkeypatch.setattr(installer, "keep_data", lambda python, library: None)
    install(Bundle.read(unpacked), places, interpreter, lambda python, folder: None)
    return places


def test_only_the_command_file_that_runs_is_left(installed: Places) -> None:
    assert uninstall(installed.home) == []
    assert [path.name for path in installed.home.iterdir()] == ["uninstall.cmd"]
    assert not installed.started_add_in.exists()


def test_folders_that_were_made_for_the_add_in_go_again(installed: Places) -> None:
    uninstall(installed.home)
    assert not installed.roaming.exists()


def test_they_go_after_a_renewal_too(
    installed: Places, unpacked: Path, interpreter: Interpreter
) -> None:
    install(Bundle.read(unpacked), installed, interpreter, lambda python, folder: None)
    uninstall(installed.home)
    assert not installed.roaming.exists()


def test_other_add_ins_and_their_folder_stay(installed: Places) -> None:
    other = installed.start_folder / "别的.xlam"
    other.write_bytes(b"another")
    uninstall(installed.home)
    assert list(installed.start_folder.iterdir()) == [other]


def test_files_of_the_clerk_stay_and_are_named(installed: Places) -> None:
    own = installed.home / "templates" / "我的.xlsx"
    own.write_bytes(b"mine")
    changed = installed.home / "templates" / "allocation-652300.xlsx"
    changed.write_bytes(b"filled in")
    assert uninstall(installed.home) == sorted([own, changed])
    assert own.read_bytes() == b"mine"
    assert changed.read_bytes() == b"filled in"
    left = {p for p in installed.home.rglob("*") if p.is_file()}
    assert left == {own, changed, installed.home / "uninstall.cmd"}


def test_an_add_in_that_was_replaced_stays_and_is_named(installed: Places) -> None:
    installed.started_add_in.write_bytes(b"a newer one")
    assert uninstall(installed.home) == [installed.started_add_in]
    assert installed.started_add_in.read_bytes() == b"a newer one"


def test_nothing_is_removed_while_excel_is_open(
    installed: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_in = installed.started_add_in
    monkeypatch.setattr(uninstaller, "in_use", lambda paths: [p for p in paths if p == add_in])
    before = sorted(installed.home.rglob("*"))
    with pytest.raises(InstallError, match="先关闭全部 Excel"):
        uninstall(installed.home)
    assert sorted(installed.home.rglob("*")) == before


def test_a_file_that_may_not_be_written_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, free = tmp_path / "held.dll", tmp_path / "free.dll"
    held.write_bytes(b"")
    free.write_bytes(b"")
    opened = Path.open

    def sharing_violation(path: Path, mode: str) -> object:
        if path == held:
            raise PermissionError(13, "另一个程序正在使用此文件", str(path))
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", sharing_violation)
    assert in_use([held, free, tmp_path / "absent.dll"]) == [held]


@pytest.mark.parametrize("content", [None, "{", '{"other": 1}'])
def test_without_its_list_nothing_is_removed(
    installed: Places, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = installed.home / "manifest.json"
    if content is None:
        manifest.unlink()
    else:
        manifest.write_text(content)
    before = sorted(installed.home.rglob("*"))
    assert main([str(installed.home)]) == 1
    assert "✘" in capsys.readouterr().out
    assert sorted(installed.home.rglob("*")) == before


def test_the_end_is_told_in_chinese(installed: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(installed.home)]) == 0
    assert "✔ 县表已卸载" in capsys.readouterr().out

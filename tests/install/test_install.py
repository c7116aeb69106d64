"""The installer puts everything into the user's folders, or changes nothing."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest
from bundle_files import Bundle
from conf import read_conf, write_conf
from interpreters import Interpreter
from manifest import Manifest, digest
from messages import InstallError
from places import Places

import install as installer
import xianbiao
from install import compile_all, install, keep_data, self_check, unblock


def passes(python: Path, folder: Path) -> None:
    """A self-check that finds nothing wrong."""


def fails(python: Path, folder: Path) -> None:
    raise InstallError("自检没有通过")


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its digest."""
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiling is tested on its own."""
    monkeypatch.setattr(installer, "compile_all", lambda python, library: None)
    monkeypatch.setattr(installer, "keep_data", lambda python, library: None)


@pytest.fixture
def installed(unpacked: Path, places: Places, interpreter: Interpreter) -> Places:
    install(Bundle.read(unpacked), places, interpreter, passes)
    return places


def test_everything_lies_in_the_folders_of_the_user(installed: Places) -> None:
    for name in (
        "start.py",
        "xianbiao.xlam",
        "uninstall.cmd",
        "find_python.cmd",
        "program/uninstall.py",
        "templates/allocation-652300.xlsx",
        "templates/allocation-652300.xlsm",
        "lib/xianbiao/__init__.py",
        "lib/lxml/etree.py",
        "lib/win32/pythoncom.py",
        "lib/win32api.py",
        "lib/pywin32.pth",
    ):
        assert (installed.home / name).is_file(), name
    assert installed.started_add_in.read_bytes() == b"the add-in"


def test_the_bridges_have_the_names_that_the_macros_know(installed: Places) -> None:
    assert (installed.home / "xlwings64.dll").read_text() == "library of 64 bit"
    assert (installed.home / "xlwings32.dll").read_text() == "library of 32 bit"
    assert not list(installed.home.rglob("*.exe"))


def test_nothing_is_left_beside_the_folder(installed: Places) -> None:
    assert [path.name for path in installed.local.iterdir()] == ["xianbiao"]


def test_the_manifest_lists_every_file(installed: Places) -> None:
    manifest = Manifest.read(installed.home)
    assert manifest.foreign(installed.home) == []
    assert set(manifest.files) | {"manifest.json"} == set(tree(installed.home))


def test_a_failed_check_leaves_nothing(
    unpacked: Path, places: Places, interpreter: Interpreter
) -> None:
    with pytest.raises(InstallError, match="自检"):
        install(Bundle.read(unpacked), places, interpreter, fails)
    assert list(places.local.iterdir()) == []
    assert not places.roaming.exists()


def test_a_failed_renewal_leaves_the_old_one(
    installed: Places, unpacked: Path, interpreter: Interpreter
) -> None:
    before = tree(installed.local), tree(installed.roaming)
    with pytest.raises(InstallError, match="自检"):
        install(Bundle.read(unpacked), installed, interpreter, fails)
    assert (tree(installed.local), tree(installed.roaming)) == before


@pytest.mark.parametrize("first", [True, False], ids=["first time", "renewal"])
def test_a_full_disk_at_the_last_step_changes_nothing(
    unpacked: Path,
    places: Places,
    interpreter: Interpreter,
    first: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not first:
        install(Bundle.read(unpacked), places, interpreter, passes)
    before = tree(places.local), tree(places.roaming)

    def full(self: Manifest, folder: Path) -> None:
        raise OSError(errno.ENOSPC, "磁盘已满")

    monkeypatch.setattr(Manifest, "write", full)
    with pytest.raises(InstallError, match="原来的没有动"):
        install(Bundle.read(unpacked), places, interpreter, passes)
    assert (tree(places.local), tree(places.roaming)) == before


def test_a_file_of_the_clerk_survives_a_renewal(
    installed: Places, unpacked: Path, interpreter: Interpreter
) -> None:
    own = installed.home / "templates" / "我的.xlsx"
    own.write_bytes(b"mine")
    changed = installed.home / "templates" / "allocation-652300.xlsm"
    changed.write_bytes(b"filled in")
    kept = install(Bundle.read(unpacked), installed, interpreter, passes)
    assert own.read_bytes() == b"mine"
    assert changed.read_bytes() == b"a template"
    aside = installed.home / "kept" / "templates" / "allocation-652300.xlsm"
    assert aside.read_bytes() == b"filled in"
    assert sorted(kept) == sorted([own, aside])


def test_what_was_kept_survives_the_next_renewal_too(
    installed: Places, unpacked: Path, interpreter: Interpreter
) -> None:
    changed = installed.home / "templates" / "allocation-652300.xlsm"
    aside = installed.home / "kept" / "templates" / "allocation-652300.xlsm"
    for content in (b"first", b"second"):
        changed.write_bytes(content)
        install(Bundle.read(unpacked), installed, interpreter, passes)
    assert aside.read_bytes() == b"first"
    assert aside.with_name("allocation-652300 (2).xlsm").read_bytes() == b"second"


def test_settings_of_the_clerk_survive_a_renewal(
    installed: Places, unpacked: Path, interpreter: Interpreter
) -> None:
    conf = installed.home / "xianbiao.conf"
    settings = read_conf(conf)
    assert settings == {"python": interpreter.setting()}
    write_conf(conf, settings | {"shell": r"D:\工具\cmd.exe"})
    install(Bundle.read(unpacked), installed, interpreter, passes)
    assert read_conf(conf) == settings | {"shell": r"D:\工具\cmd.exe"}


def test_a_folder_that_is_not_ours_is_left_alone(
    unpacked: Path, places: Places, interpreter: Interpreter
) -> None:
    places.home.mkdir(parents=True)
    (places.home / "重要.txt").write_text("别人的")
    with pytest.raises(InstallError, match="不是县表安装程序建的"):
        install(Bundle.read(unpacked), places, interpreter, passes)
    assert tree(places.local).keys() == {"xianbiao/重要.txt"}


def test_an_add_in_of_the_same_name_is_not_overwritten(
    unpacked: Path, places: Places, interpreter: Interpreter
) -> None:
    places.start_folder.mkdir(parents=True)
    places.started_add_in.write_bytes(b"another add-in")
    with pytest.raises(InstallError, match="已有同名文件"):
        install(Bundle.read(unpacked), places, interpreter, passes)
    assert places.started_add_in.read_bytes() == b"another add-in"
    assert not places.home.exists()


def test_a_file_in_use_stops_before_anything_is_done(
    installed: Places, unpacked: Path, interpreter: Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = installed.home / "xlwings64.dll"
    monkeypatch.setattr(installer, "in_use", lambda paths: [p for p in paths if p == bridge])
    before = tree(installed.local)
    with pytest.raises(InstallError, match="先关闭全部 Excel"):
        install(Bundle.read(unpacked), installed, interpreter, passes)
    assert tree(installed.local) == before


def test_a_mark_of_the_web_is_taken_away(tmp_path: Path) -> None:
    file, mark = tmp_path / "a.xlam", tmp_path / "a.xlam:Zone.Identifier"
    file.write_bytes(b"")
    mark.write_text("[ZoneTransfer]\nZoneId=3\n")
    unblock(file)
    unblock(file)
    assert not mark.exists()
    assert file.exists()


def test_a_missing_file_of_the_bundle_is_named(unpacked: Path) -> None:
    (unpacked / "xianbiao.xlam").unlink()
    with pytest.raises(InstallError, match=r"1 个文件缺失或损坏（xianbiao\.xlam）"):
        Bundle.read(unpacked)


def test_a_damaged_file_of_the_bundle_is_named(unpacked: Path) -> None:
    file = unpacked / "program" / "start.py"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(InstallError, match=r"program/start\.py"):
        Bundle.read(unpacked)


def test_a_bundle_that_was_not_unpacked_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="先把安装包全部解压"):
        Bundle.read(tmp_path)


def test_an_embeddable_python_is_unpacked_beside(unpacked: Path, places: Places) -> None:
    archive = unpacked / "python-3.12.8-embed-amd64.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("python.exe", "console")
        file.writestr("pythonw.exe", "window")
    tried: list[Path] = []
    interpreter = Interpreter((3, 12), archive=archive)
    install(Bundle.read(unpacked), places, interpreter, lambda python, _: tried.append(python))
    assert (places.home / "python" / "pythonw.exe").read_text() == "window"
    assert not (places.home / "xianbiao.conf").exists()
    assert [python.name for python in tried] == ["python.exe"]


def test_bytecode_is_compiled_and_not_by_date(tmp_path: Path) -> None:
    """Four bytes tell: by the source's digest, which is not looked at when it is loaded."""
    (tmp_path / "a.py").write_text("VALUE = 1\n")
    compile_all(Path(sys.executable), tmp_path)
    (compiled,) = (tmp_path / "__pycache__").iterdir()
    assert compiled.read_bytes()[4:8] == b"\x01\0\0\0"


def test_what_data_files_hold_is_kept_and_moves_with_the_folder(tmp_path: Path) -> None:
    library = tmp_path / "lib"
    package = Path(xianbiao.__file__).parent
    shutil.copytree(package, library / "xianbiao", ignore=shutil.ignore_patterns("__pycache__"))
    (library / "msgspec").symlink_to(Path(msgspec.__file__).parent)
    keep_data(Path(sys.executable), library)
    data = library.rename(tmp_path / "moved") / "xianbiao" / "model" / "data"
    kept = {p.name.partition(".")[0]: p.stat().st_mtime_ns for p in data.rglob("*.data")}
    assert {"places", "place_aliases", "fund", "codes", "target_words"} <= kept.keys()
    keep_data(Path(sys.executable), tmp_path / "moved")
    again = {p.name.partition(".")[0]: p.stat().st_mtime_ns for p in data.rglob("*.data")}
    assert again == kept
    assert list((data.parent / "__pycache__").glob("expressions.*.data"))


def test_the_self_check_imports_everything_and_loads_the_bridge(
    unpacked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The faked libraries are imported; the faked bridge is no library, so the check fails."""
    shutil.copy(unpacked / "program" / "start.py", tmp_path / "start.py")
    for name in ("pythoncom", "xlwings", "openpyxl", "formualizer", "lxml/etree", "msgspec"):
        (tmp_path / "lib" / name).mkdir(parents=True)
        (tmp_path / "lib" / name / "__init__.py").write_text("")
    (tmp_path / "lib" / "xianbiao" / "excel").mkdir(parents=True)
    (tmp_path / "lib" / "xianbiao" / "excel" / "server.py").write_text("")
    with pytest.raises(InstallError, match="自检没有通过"):
        self_check(Path(sys.executable), tmp_path)
    shown = capsys.readouterr().out
    assert "✔ xianbiao.excel.server" in shown
    assert "✘ bridge" in shown


def test_start_takes_no_part_of_other_pythons(unpacked: Path, tmp_path: Path) -> None:
    """Not even a package of the Python that runs it: its libraries are those of the folder."""
    shutil.copy(unpacked / "program" / "start.py", tmp_path / "start.py")
    (tmp_path / "lib" / "pythoncom").mkdir(parents=True)
    (tmp_path / "lib" / "pythoncom" / "__init__.py").write_text("")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", str(tmp_path / "start.py"), "--check"],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert "✔ pythoncom" in done.stdout
    assert "No module named 'xlwings'" in done.stdout

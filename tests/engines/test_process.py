"""LibreOffice and its Python interface found, or missed with words on what to do."""

from pathlib import Path

import pytest

from xianbiao.engines.libreoffice import bridge, process
from xianbiao.engines.libreoffice.files import asks_for_calculation, filter_of
from xianbiao.model.errors import XianbiaoError


def test_a_program_named_in_the_environment_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.touch()
    monkeypatch.setenv("XIANBIAO_SOFFICE", str(program))
    assert process.find_soffice() == program
    program.unlink()
    with pytest.raises(XianbiaoError, match="XIANBIAO_SOFFICE"):
        process.find_soffice()


def test_a_program_is_found_on_path_and_in_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "libreoffice24.8" / "program"
    folder.mkdir(parents=True)
    (folder / "soffice").touch(mode=0o755)
    monkeypatch.delenv("XIANBIAO_SOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(folder))
    assert process.find_soffice() == folder / "soffice"
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(process, "_FOLDERS", (f"{tmp_path}/libreoffice*/program",))
    assert process.find_soffice() == folder / "soffice"
    monkeypatch.setattr(process, "_FOLDERS", (str(tmp_path),))
    with pytest.raises(XianbiaoError, match="没有找到 LibreOffice") as caught:
        process.find_soffice()
    assert "安装 LibreOffice" in str(caught.value.todo)


def test_a_missing_interface_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge, "_DIST_PACKAGES", (tmp_path,))
    (tmp_path / "uno.py").write_text("import pyuno_of_another_python")
    monkeypatch.setattr(bridge, "_import", lambda: __import__("pyuno_of_another_python"))
    with pytest.raises(XianbiaoError, match="pyuno") as caught:
        bridge.uno.__wrapped__()
    assert "python3-uno" in str(caught.value.todo)
    assert str(tmp_path) in str(caught.value.found)


@pytest.mark.parametrize(
    ("path", "known"), [("a.xlsx", True), ("b.XLSM", True), ("c.ods", True), ("d.wps", False)]
)
def test_the_ending_of_a_file_names_its_format(path: str, known: bool) -> None:
    if known:
        assert filter_of(path)
    else:
        with pytest.raises(XianbiaoError, match="不能保存成这种格式"):
            filter_of(path)


def test_a_file_that_is_no_package_asks_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert not asks_for_calculation(str(tmp_path / "a.xls"))

"""A bundle of faked wheels, unpacked, with folders that stand for those of a Windows user."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

INSTALL = Path(__file__).resolve().parents[2] / "addin" / "install"
sys.path[:0] = [str(INSTALL / "program"), str(INSTALL), str(Path(__file__).parent)]

from bundle import bundle, pinned  # noqa: E402
from fakes import MODULES, wheel_names, zip_of  # noqa: E402
from interpreters import Interpreter  # noqa: E402
from places import Places  # noqa: E402


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of wheels for every pinned library and every supported Python."""
    folder = tmp_path_factory.mktemp("wheels")
    for name, pin in pinned().items():
        module = name.replace("-", "_")
        content = MODULES.get(name, {f"{module}/__init__.py": ""})
        files = {path.format(pin=pin): text for path, text in content.items()}
        for wheel in wheel_names(name, pin):
            (folder / wheel).write_bytes(zip_of(files))
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an add-in and a template as `make addin` builds them, in name only."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "xianbiao.xlam").write_bytes(b"the add-in")
    (folder / "allocation-652300.xlsm").write_bytes(b"a template")
    return folder


@pytest.fixture(scope="session")
def zipped_bundle(wheels: Path, built: Path) -> bytes:
    """The bytes of a bundle."""
    return bundle(wheels, built)


@pytest.fixture
def unpacked(zipped_bundle: bytes, tmp_path: Path) -> Path:
    """The folder of an unpacked bundle, with a blank and Chinese in its name."""
    folder = tmp_path / "安装 包 (1)"
    with zipfile.ZipFile(io.BytesIO(zipped_bundle)) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The folders of a user whose name has a blank and Chinese in it."""
    user = tmp_path / "Users" / "张 三"
    return Places(user / "AppData" / "Local", user / "AppData" / "Roaming")


@pytest.fixture
def interpreter() -> Interpreter:
    """The Python that runs the tests, taken for one of 3.11 on Windows."""
    return Interpreter((3, 11), program=Path(sys.executable))

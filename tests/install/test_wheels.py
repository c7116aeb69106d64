"""Wheels are chosen by their names and unpacked to where they belong, and nowhere else."""

from __future__ import annotations

import re
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest
from bundle import PYTHONS, pinned
from fakes import wheel_names
from messages import InstallError
from packaging.requirements import Requirement
from packaging.version import Version
from wheels import choose, suits, unpack

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = {
    "platform_system": "Windows",
    "sys_platform": "win32",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


@pytest.mark.parametrize(
    ("wheel", "fits"),
    [
        ("rich-15.0.0-py3-none-any.whl", {11, 12, 13}),
        ("openpyxl-3.1.5-py2.py3-none-any.whl", {11, 12, 13}),
        ("lxml-6.1.3-cp312-cp312-win_amd64.whl", {12}),
        ("formualizer-0.13.0-cp310-abi3-win_amd64.whl", {11, 12, 13}),
        ("new-1.0-cp312-abi3-win_amd64.whl", {12, 13}),
        ("old-1.0-cp310-cp310-win_amd64.whl", set()),
        ("odd-1.0-cp312-cp312-win32.whl", set()),
        ("odd-1.0-cp312-cp312-manylinux_2_28_x86_64.whl", set()),
        ("built-1.0-1-py3-none-any.whl", {11, 12, 13}),
        ("two-1.0-py2-none-any.whl", set()),
        ("minor-1.0-py311-none-any.whl", {11}),
    ],
)
def test_a_wheel_suits_the_pythons_that_its_name_says(wheel: str, fits: set[int]) -> None:
    assert {minor for minor in (11, 12, 13) if suits(wheel, (3, minor))} == fits


def test_a_name_that_is_none_of_a_wheel_is_refused() -> None:
    with pytest.raises(InstallError, match="不是 wheel 文件名"):
        suits("rich.whl", (3, 11))


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_every_supported_python_gets_every_library_once(wheels: Path, minor: int) -> None:
    chosen = choose(wheels.glob("*.whl"), (3, minor))
    names = [path.name.partition("-")[0].replace("_", "-") for path in chosen]
    assert sorted(names) == sorted(pinned())


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_another_python_is_refused_with_what_it_lacks(
    wheels: Path, version: tuple[int, int]
) -> None:
    with pytest.raises(InstallError, match=r"缺 .*lxml"):
        choose(wheels.glob("*.whl"), version)


def test_two_wheels_of_one_library_are_refused(wheels: Path) -> None:
    twice = [*wheels.glob("*.whl"), Path("rich-14.0.0-py3-none-any.whl")]
    with pytest.raises(InstallError, match="重复 rich"):
        choose(twice, (3, 11))


@pytest.mark.parametrize(
    "member", ["../out.py", "/out.py", "a/../../out.py", "C:/out.py", "x.data/purelib/../../y"]
)
def test_a_member_that_leads_outside_is_refused(tmp_path: Path, member: str) -> None:
    wheel = tmp_path / "evil-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(member, "")
    home = tmp_path / "home"
    with pytest.raises(InstallError, match="路径不安全"):
        unpack(wheel, home / "lib", home)
    assert not home.exists()


def test_no_other_data_of_a_wheel_is_unpacked(tmp_path: Path) -> None:
    wheel = tmp_path / "w-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for kind in ("scripts/w.exe", "headers/w.h", "data/share/w.txt", "data/evil64-1.0.dll"):
            archive.writestr(f"w-1.0.data/{kind}", "")
        archive.writestr("w/__init__.py", "")
    unpack(wheel, tmp_path / "home" / "lib", tmp_path / "home")
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert files == [tmp_path / "home" / "lib" / "w" / "__init__.py"]


def needed(name: str) -> set[str]:
    """What a library needs on 64-bit Windows, as the installed one states it.

    The bundle holds what reads PDF, too: offices without a network cannot fetch it.
    """
    found = set()
    extra = {"extra": "pdf" if name == "xianbiao" else ""}
    for line in requires(name) or []:
        requirement = Requirement(line)
        marker = requirement.marker
        versions = (WINDOWS | extra | {"python_version": f"3.{v[1:]}"} for v in PYTHONS)
        if marker is None or any(marker.evaluate(environment) for environment in versions):
            found.add(re.sub(r"[-_.]+", "-", requirement.name).lower())
    return found


def test_the_pins_hold_all_that_the_package_needs_on_windows() -> None:
    """pip on another system leaves out what only Windows needs, such as pywin32."""
    open_names, closed = {"xianbiao"}, set[str]()
    while open_names:
        name = open_names.pop()
        closed.add(name)
        open_names |= needed(name) - closed if name != "pywin32" else set()
    assert closed - {"xianbiao"} == set(pinned())


def test_the_pins_are_versions_that_the_project_allows() -> None:
    pins = pinned()
    for line in requires("xianbiao") or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": "pdf"}):
            assert Version(pins[requirement.name]) in requirement.specifier, line


def test_every_pin_states_the_digests_of_its_files() -> None:
    """One for a wheel that suits every Python, else one for each."""
    text = (ROOT / "addin" / "install" / "pins.txt").read_text(encoding="utf-8")
    for name, pin in pinned().items():
        block = re.search(rf"^{name}=={re.escape(pin)} \\\n((?:    --hash.*\n)+)", text, re.M)
        assert block
        digests = re.findall(r"sha256:([0-9a-f]{64})", block[1])
        assert len(set(digests)) == len(digests) == len(wheel_names(name, pin))

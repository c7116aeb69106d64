"""The ready process answers as a fresh one would, and only to its own user."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest

import xianbiao
from xianbiao.warm import place

PACKAGE = Path(xianbiao.__file__).parent
NOTICE = PACKAGE / "demo" / "bazhou-2021-96.txt"
CLIENT = [sys.executable, "-m", "xianbiao.warm.client"]
SERVER = [sys.executable, "-m", "xianbiao.warm.server"]


def environment(folder: Path, package: Path = PACKAGE) -> dict[str, str]:
    own = {"XDG_RUNTIME_DIR": str(folder), "PYTHONPATH": str(package.parent), place.SWITCH: "1"}
    return {**os.environ, **own}


def run(words: list[str], folder: Path, **options: object) -> subprocess.CompletedProcess[str]:
    given = {"env": environment(folder), "cwd": folder, **options}
    return subprocess.run([*CLIENT, *words], capture_output=True, text=True, **given)  # type: ignore[call-overload,no-any-return]


def started(folder: Path, package: Path = PACKAGE) -> subprocess.Popen[bytes]:
    folder.chmod(0o700)
    server = subprocess.Popen(SERVER, env=environment(folder, package))
    while not sockets_in(folder):
        assert server.poll() is None, "the ready process ended at once"
        time.sleep(0.01)
    return server


def sockets_in(folder: Path) -> list[Path]:
    return list(folder.glob("xianbiao-*.socket"))


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder with a short name: a socket's path may have 107 bytes only."""
    with tempfile.TemporaryDirectory(prefix="xb-", dir="/tmp") as name:
        yield Path(name)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Path]:
    """A folder in which a ready process listens."""
    server = started(tmp_path)
    yield tmp_path
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """What a fresh process says of the notice."""
    folder = tmp_path_factory.mktemp("cold")
    shutil.copy(NOTICE, folder / "通知.txt")
    return run(["check", "通知.txt"], folder, env={**environment(folder), place.SWITCH: "0"})


def test_it_says_what_a_fresh_process_says(
    served: Path, cold: subprocess.CompletedProcess[str]
) -> None:
    shutil.copy(NOTICE, served / "通知.txt")
    warm = run(["check", "通知.txt"], served)
    assert cold.returncode == 1
    assert (warm.returncode, warm.stdout, warm.stderr) == (1, cold.stdout, cold.stderr)


def test_it_writes_where_the_caller_stands(served: Path) -> None:
    done = run(["import", str(NOTICE), "--out", "工作簿.xlsx"], served)
    assert done.returncode == 0, done.stderr
    assert (served / "工作簿.xlsx").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--version"], 0, xianbiao.__version__),
        (["check", "没有这个文件.txt"], 2, "没有这个文件.txt"),
        (["chek"], 2, "没有“chek”这个命令"),
    ],
)
def test_exit_codes_and_errors_reach_the_caller(
    served: Path, words: list[str], code: int, said: str
) -> None:
    done = run(words, served)
    assert done.returncode == code
    assert said in done.stdout + done.stderr


def test_it_answers_several_at_once(served: Path, cold: subprocess.CompletedProcess[str]) -> None:
    shutil.copy(NOTICE, served / "通知.txt")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: run(["check", "通知.txt"], served), range(4)))
    assert {a.stdout for a in answers} == {cold.stdout}


def kept_fork(server: int) -> list[int]:
    """The processes that the ready process keeps: one that has answered takes a moment to end."""
    until = time.monotonic() + 10
    while True:
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        if len(children) < 2 or time.monotonic() > until:
            return [int(number) for number in children]
        time.sleep(0.01)


def workbook(folder: Path) -> Path:
    done = run(["import", str(NOTICE), "--out", "工作簿.xlsx"], folder)
    assert done.returncode == 0, done.stderr
    return folder / "工作簿.xlsx"


def test_one_fork_serves_click_after_click_and_sees_what_changed_between_them(
    tmp_path: Path,
) -> None:
    server = started(tmp_path)
    book = workbook(tmp_path)
    first, again = (run(["check", book.name], tmp_path) for _ in range(2))
    kept = kept_fork(server.pid)
    assert (again.stdout, again.returncode) == (first.stdout, first.returncode)
    changed = openpyxl.load_workbook(book)
    changed["附件1"]["B7"] = "若羌线"
    changed.save(book)
    third = run(["check", book.name], tmp_path)
    alone = run(["check", book.name], tmp_path, env={**environment(tmp_path), place.SWITCH: "0"})
    assert kept == kept_fork(server.pid)
    assert third.stdout == alone.stdout != first.stdout
    server.terminate()
    server.wait()


def test_exports_go_where_each_caller_stands_and_are_those_of_a_fresh_process(
    served: Path,
) -> None:
    book = workbook(served)
    files = []
    for name, switch in (("甲", "1"), ("乙", "1"), ("丙", "0")):
        folder = served / name
        folder.mkdir()
        env = {**environment(served), place.SWITCH: switch}
        done = run(["export", str(book), "--out", "县表"], served, cwd=folder, env=env)
        assert done.returncode == 0, done.stderr
        files.append({p.name: p.read_bytes() for p in (folder / "县表").iterdir()})
    assert len(files[0]) > 10
    assert files[0] == files[1] == files[2]


def test_a_place_registered_between_two_clicks_is_known_to_the_second(served: Path) -> None:
    places = served / "地名.toml"
    places.write_text('[[place]]\ncode = "652899"\nname = "甲县"\n', encoding="utf-8")
    words = ["check", str(NOTICE), "--json"]
    env = {**environment(served), "XIANBIAO_PLACES": str(places)}
    assert run(words, served, env=env).returncode == 1
    places.write_text("没有等号", encoding="utf-8")
    broken = run(words, served, env=env)
    assert broken.returncode == 2
    assert "地名.toml" in broken.stderr


def test_a_kept_fork_that_failed_or_was_killed_is_made_anew(
    tmp_path: Path, cold: subprocess.CompletedProcess[str]
) -> None:
    server = started(tmp_path)
    shutil.copy(NOTICE, tmp_path / "通知.txt")
    assert run(["check", "没有.txt"], tmp_path).returncode == 2
    assert run(["check", "通知.txt"], tmp_path).stdout == cold.stdout
    for child in kept_fork(server.pid):
        os.kill(child, signal.SIGKILL)
    assert run(["check", "通知.txt"], tmp_path).stdout == cold.stdout
    server.terminate()
    server.wait()


def test_the_kept_fork_ends_with_the_process_that_keeps_it(tmp_path: Path) -> None:
    server = started(tmp_path)
    assert run(["--version"], tmp_path).returncode == 0
    (kept,) = kept_fork(server.pid)
    server.terminate()
    server.wait()
    until = time.monotonic() + 30
    while Path(f"/proc/{kept}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{kept}").exists()


def test_a_second_process_leaves_the_first_in_place(served: Path) -> None:
    assert subprocess.run(SERVER, env=environment(served), check=False).returncode == 1
    assert run(["--version"], served).returncode == 0


def test_it_ends_when_the_package_has_changed(tmp_path: Path) -> None:
    package = Path(shutil.copytree(PACKAGE, tmp_path / "copy" / "xianbiao"))
    folder = tmp_path / "run"
    folder.mkdir()
    server = started(folder, package)
    new = package / "__init__.py"
    new.write_text(new.read_text().replace(xianbiao.__version__, "99.0"))
    os.utime(new, (time.time() + 5, time.time() + 5))
    done = run(["--version"], folder, env=environment(folder, package))
    assert "99.0" in done.stdout
    assert server.wait(10) == 0
    assert not sockets_in(folder)


def test_it_goes_on_when_a_folder_of_the_package_is_compiled(tmp_path: Path) -> None:
    """The first command that imports a folder makes `__pycache__` in it."""
    package = Path(shutil.copytree(PACKAGE, tmp_path / "copy" / "xianbiao"))
    folder = tmp_path / "run"
    folder.mkdir()
    server = started(folder, package)
    (package / "engines" / "new").mkdir()
    os.utime(package / "engines", (time.time() + 5, time.time() + 5))
    for _ in range(2):
        assert run(["--version"], folder, env=environment(folder, package)).returncode == 0
    assert server.poll() is None
    assert sockets_in(folder)
    server.terminate()
    server.wait()


def test_a_process_of_another_installation_does_not_answer(served: Path) -> None:
    package = Path(shutil.copytree(PACKAGE, served / "copy" / "xianbiao"))
    new = package / "__init__.py"
    new.write_text(new.read_text().replace(xianbiao.__version__, "99.0"))
    assert "99.0" in run(["--version"], served, env=environment(served, package)).stdout
    assert xianbiao.__version__ in run(["--version"], served).stdout


def test_a_dead_socket_does_not_stop_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv(place.SWITCH, raising=False)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(place.socket_path()))
    assert xianbiao.__version__ in run(["--version"], tmp_path).stdout
    server = started(tmp_path)
    assert xianbiao.__version__ in run(["--version"], tmp_path).stdout
    server.send_signal(signal.SIGTERM)
    server.wait()


def test_a_folder_that_others_can_write_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv(place.SWITCH, raising=False)
    tmp_path.chmod(0o700)
    assert Path(place.socket_path() or "").parent == tmp_path
    tmp_path.chmod(0o777)
    assert place.socket_path() is None
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "link"))
    (tmp_path / "link").symlink_to(tmp_path)
    assert place.socket_path() is None


def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(place.SWITCH, "0")
    assert place.socket_path() is None


@pytest.mark.parametrize("is_served", [True, False])
def test_the_caller_imports_the_package_only_where_nobody_answers(
    tmp_path: Path, is_served: bool
) -> None:
    server = started(tmp_path) if is_served else None
    program = """if True:
        import contextlib, sys
        from xianbiao.warm.client import main
        with contextlib.suppress(SystemExit):
            main(["demo", "--nonsense"])
        print("xianbiao.cli" in sys.modules)
    """
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(not is_served)
    if server is not None:
        server.terminate()
        server.wait()

"""Installs the program for one user: `install.py`, run by install.cmd from the unpacked bundle.

Everything is prepared in a folder of its own and tried there; only then it takes the place of
what was installed before. Whatever fails, nothing half installed stays behind.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bundle_files import Bundle
from conf import read_conf, write_conf
from interpreters import FOLDER, Interpreter, found
from manifest import Manifest, digest, in_use
from messages import InstallError, ready_to_speak, say
from places import ADD_IN, BRIDGES, CONF, MANIFEST, Places
from wheels import choose, unpack

KEPT = "kept"
"""The folder for files of an earlier installation that somebody has changed."""

COPIED_PROGRAM = ("uninstall.cmd", "find_python.cmd")
_MARK_OF_THE_WEB = ":Zone.Identifier"

_KEEP_DATA = """
import contextlib, importlib, pkgutil, site, sys
from pathlib import Path
site.addsitedir(sys.argv[1])
import xianbiao
from xianbiao.model.compiled_data import toml_values
from xianbiao.model.places import load_places
for path in Path(sys.argv[1], "xianbiao").rglob("*.toml"):
    toml_values(path)
load_places()
for module in pkgutil.walk_packages(xianbiao.__path__, "xianbiao."):
    if module.name.split(".")[1] not in ("__main__", "demo", "engines", "excel", "warm"):
        with contextlib.suppress(ImportError):
            importlib.import_module(module.name)
from xianbiao.model.expressions import compile_all, keep_expressions
compile_all()
keep_expressions()
"""

Check = Callable[[Path, Path], None]
"""Tries the program in a folder with a Python; raises InstallError."""


def install(bundle: Bundle, places: Places, interpreter: Interpreter, check: Check) -> list[Path]:
    """Install or renew; returns files of an earlier installation that were kept aside.

    Raises InstallError, with everything as it was before.
    """
    before = _earlier(places)
    stage = _new_folder(places.home)
    try:
        python = _fill(stage, bundle, interpreter)
        compile_all(python, stage / "lib")
        keep_data(python, stage / "lib")
        check(python, stage)
        _keep_settings(places.home, stage, interpreter)
        manifest = Manifest.of_folder(bundle.version, stage)
        return _exchange(places, stage, manifest, before)
    finally:
        if stage.exists():
            shutil.rmtree(stage)


def compile_all(python: Path, library: Path) -> None:
    """Ship compiled bytecode: the first click after the installation is as quick as the next."""
    _run(python, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", str(library))


def keep_data(python: Path, library: Path) -> None:
    """Ship what the program keeps of its data and expressions too: it is served with -B.

    A part whose library is missing is left to the self-check.
    """
    _run(python, "-c", _KEEP_DATA, str(library))


def self_check(python: Path, folder: Path) -> None:
    """Let the installed Python import everything and load the bridge."""
    done = _run(python, "-B", str(folder / "start.py"), "--check", allowed=(0, 1))
    say(done.stdout.rstrip())
    if done.returncode:
        raise InstallError("自检没有通过（见上一行），没有安装。请把这个窗口的文字发给维护人员。")


def unblock(path: Path) -> None:
    """Take away the mark by which Windows distrusts a file from the network."""
    Path(f"{path}{_MARK_OF_THE_WEB}").unlink(missing_ok=True)


def _run(
    python: Path, *words: str, allowed: tuple[int, ...] = (0,)
) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-I", "-S", *words]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL
    )
    if done.returncode not in allowed:
        raise InstallError(f"{python} 运行失败：{(done.stderr or done.stdout).strip()[-500:]}")
    return done


def _earlier(places: Places) -> Manifest | None:
    """What was installed before, if anything; raises InstallError for what is not ours."""
    if not places.home.exists() or not any(places.home.iterdir()):
        before = None
    else:
        before = Manifest.read(places.home)
    known = before.outside.get(str(places.started_add_in)) if before else None
    if places.started_add_in.exists() and digest(places.started_add_in) != known:
        raise InstallError(
            f"{places.started_add_in} 已有同名文件，不是县表安装程序放的，没有覆盖。请先移走它。"
        )
    bridges = [places.home / name for name in BRIDGES]
    if held := in_use([*bridges, places.started_add_in]):
        raise InstallError(f"{held[0]} 正被使用。请先关闭全部 Excel 和 WPS 窗口，再重试。")
    return before


def _new_folder(home: Path) -> Path:
    """A folder beside the program's own, which nobody has."""
    home.parent.mkdir(parents=True, exist_ok=True)
    for number in range(1, 100):
        folder = home.with_name(f"{home.name}.new{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise InstallError(f"{home.parent} 里遗留了太多 {home.name}.new 文件夹，请删去后重试。")


def _fill(stage: Path, bundle: Bundle, interpreter: Interpreter) -> Path:
    """Put the program into its folder; returns the Python to run there."""
    for wheel in choose(bundle.below("wheels"), interpreter.version):
        unpack(wheel, stage / "lib", stage)
    with zipfile.ZipFile(bundle.folder / "xianbiao.zip") as archive:
        archive.extractall(stage / "lib")
    for source in [*bundle.below("templates"), *bundle.below("program")]:
        _copy(source, stage / source.relative_to(bundle.folder))
    for name in (*COPIED_PROGRAM, ADD_IN):
        _copy(bundle.folder / name, stage / name)
    _copy(bundle.folder / "program" / "start.py", stage / "start.py")
    return interpreter.put_into(stage)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    unblock(target)


def _keep_settings(home: Path, stage: Path, interpreter: Interpreter) -> None:
    """The user's settings stay; the installer sets only which Python is used."""
    settings = read_conf(home / CONF)
    settings.pop("python", None)
    if chosen := interpreter.setting():
        settings["python"] = chosen
    write_conf(stage / CONF, settings)


def _exchange(
    places: Places, stage: Path, manifest: Manifest, before: Manifest | None
) -> list[Path]:
    """Put the new folder in the place of the old one; on a failure the old one comes back."""
    old = places.home.with_name(f"{stage.name}.old")
    had_old = places.home.exists()
    if had_old:
        places.home.rename(old)
    try:
        stage.rename(places.home)
        _add_to_start(places, manifest)
        kept = _carry_over(old, places.home, before) if before else []
        manifest.folders = [*(before.folders if before else ()), *manifest.folders]
        manifest.write(places.home)
    except OSError as error:
        _back(places, stage, old, manifest)
        raise InstallError(
            f"没有装成，原来的没有动：{error}。请关闭 Excel 和 WPS 后重试。"
        ) from error
    try:
        if had_old:
            shutil.rmtree(old)
    except OSError as error:
        say(f"  旧版本的文件夹没有删净，可自行删去：{old}（{error}）")
    return kept


def _back(places: Places, stage: Path, old: Path, manifest: Manifest) -> None:
    """Undo an exchange that failed."""
    if places.home.exists():
        places.home.rename(stage)
    manifest.remove_outside()
    if old.exists():
        old.rename(places.home)
        if (places.home / ADD_IN).is_file():
            _copy(places.home / ADD_IN, places.started_add_in)


def _add_to_start(places: Places, manifest: Manifest) -> None:
    """Copy the add-in into the folder that Excel opens at its start."""
    made = [f for f in [places.start_folder, *places.start_folder.parents] if not f.exists()]
    manifest.folders = [str(folder) for folder in reversed(made)]
    manifest.outside = {str(places.started_add_in): manifest.files[ADD_IN]}
    places.start_folder.mkdir(parents=True, exist_ok=True)
    _copy(places.home / ADD_IN, places.started_add_in)


def _carry_over(old: Path, home: Path, before: Manifest) -> list[Path]:
    """Copy what somebody else put into the old folder, or changed there, into the new one."""
    kept = []
    for path in before.foreign(old):
        place = path.relative_to(old)
        if place.parts[0] == FOLDER or place == Path(CONF) or place == Path(MANIFEST):
            continue
        target = home / place if not (home / place).exists() else _free(home / KEPT / place)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        kept.append(target)
    return kept


def _free(path: Path) -> Path:
    """The path, or where it is taken the first of its kind with a number that is not."""
    numbered = (path.with_name(f"{path.stem} ({n}){path.suffix}") for n in range(2, 10_000))
    return path if not path.exists() else next(p for p in numbered if not p.exists())


def main() -> int:
    """Install from the bundle that this file lies in; 0 when it is done."""
    ready_to_speak()
    folder = Path(__file__).resolve().parents[1]
    try:
        say("正在核对安装包……")
        bundle = Bundle.read(folder)
        places = Places.of()
        interpreter = found(folder)
        say(f"正在安装县表 {bundle.version} 到 {places.home}，约一分钟……")
        kept = install(bundle, places, interpreter, self_check)
    except InstallError as error:
        say(f"✘ {error}")
        return 1
    except OSError as error:
        say(f"✘ 没有装成：{error}。请核对磁盘空间和文件夹权限，关闭 Excel 和 WPS 后重试。")
        return 1
    for path in kept:
        say(f"  您放的或改过的文件留在 {path}")
    say("✔ 装好了。请打开 Excel，功能区应有“县表”一页。")
    say(f"  WPS：开发工具 → 加载项 → 浏览，选 {places.home / ADD_IN}")
    say(f"  卸载：运行 {places.home / 'uninstall.cmd'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

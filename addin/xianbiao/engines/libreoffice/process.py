"""LibreOffice as a process: found, started with a profile of its own, reached, stopped."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from xianbiao.engines.libreoffice.bridge import properties, uno, uno_exception
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.records import Record, field

START_LIMIT = 120  # seconds until a start is given up
STOP_LIMIT = 20  # seconds until a process that was asked to end is killed
_PROGRAMS = ("soffice", "libreoffice", "libreoffice7.4", "loffice")
_FOLDERS = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/usr/local/bin",
    "/snap/bin",
    "/opt/libreoffice*/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:/Program Files/LibreOffice/program",
    "C:/Program Files (x86)/LibreOffice/program",
)
_numbers = itertools.count(1)


def find_soffice() -> Path:
    """The program `soffice`: from XIANBIAO_SOFFICE, from PATH, or from the usual folders.

    Raises `XianbiaoError` when there is none.
    """
    named = os.environ.get("XIANBIAO_SOFFICE")
    if named:
        if Path(named).is_file():
            return Path(named)
        raise XianbiaoError("环境变量 XIANBIAO_SOFFICE 指的程序不存在", found=named)
    for program in _PROGRAMS:
        on_path = shutil.which(program)
        if on_path:
            return Path(on_path)
    for pattern in _FOLDERS:
        root = Path(pattern.partition("*")[0]).parent if "*" in pattern else Path(pattern)
        folders = sorted(root.glob("libreoffice*/program")) if "*" in pattern else [root]
        for folder in folders:
            for name in ("soffice", "soffice.exe"):
                if (folder / name).is_file():
                    return folder / name
    raise XianbiaoError(
        "没有找到 LibreOffice",
        todo="安装 LibreOffice，或把 soffice 的路径写进环境变量 XIANBIAO_SOFFICE",
    )


class Office(Record):
    """A LibreOffice that is reached: its desktop and context, and its process if started here."""

    context: Any
    desktop: Any
    url: str
    process: subprocess.Popen[bytes] | None = None
    profile: Path | None = None
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def pid(self) -> int:
        """Id of the process; for one that was not started here, a negative number of its own."""
        return self.process.pid if self.process else -self.number

    @property
    def is_running(self) -> bool:
        """Whether the process started here goes on; of another one nothing is known."""
        return self.process is not None and self.process.poll() is None

    @property
    def answers(self) -> bool:
        """Whether the program on the other side still takes calls; one that broke off does not."""
        try:
            self.desktop.getFrames()
        except uno_exception():
            return False
        return True

    def create(self, service: str) -> Any:
        """A service of this LibreOffice."""
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def stop(self) -> None:
        """End a process that was started here and remove its profile; leave any other running."""
        if self.process is None:
            return
        try:
            self.desktop.terminate()
        except uno_exception():
            pass  # the bridge breaks while the process goes down: the wait below decides
        self._wait_or_kill()

    def kill(self) -> None:
        """End a process that was started here without asking it."""
        if self.process is None:
            return
        _signal(self.process, signal.SIGTERM)
        self._wait_or_kill()

    def _wait_or_kill(self) -> None:
        assert self.process is not None
        try:
            self.process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            _signal(self.process, getattr(signal, "SIGKILL", signal.SIGTERM))
            self.process.wait(STOP_LIMIT)
        if self.profile is not None:
            shutil.rmtree(self.profile, ignore_errors=True)


def start(visible: bool = False) -> Office:
    """A private LibreOffice: its own process and profile, reached through a pipe.

    Nothing of the user's own LibreOffice is touched. Raises `XianbiaoError` when the program is
    missing or does not answer.
    """
    program = find_soffice()
    profile = Path(tempfile.mkdtemp(prefix="xianbiao-office-"))
    pipe = f"xianbiao_{os.getpid()}_{next(_numbers)}"
    shown = [] if visible else ["--headless", "--invisible"]
    command = [
        str(program),
        *shown,
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nofirststartwizard",
        f"-env:UserInstallation={profile.as_uri()}",
        f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    office = None
    try:
        office = _reach(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext", process)
    finally:
        if office is None:
            _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))
            process.wait(STOP_LIMIT)
            shutil.rmtree(profile, ignore_errors=True)
    office.process, office.profile = process, profile
    return office


def connect(
    url: str = "uno:socket,host=localhost,port=2002;urp;StarOffice.ComponentContext",
) -> Office:
    """A LibreOffice that already runs and was started with `--accept=` the same address."""
    return _reach(url, None)


def _reach(url: str, process: subprocess.Popen[bytes] | None) -> Office:
    """Resolve the address; a process just started is waited for until it can load documents."""
    module = uno()
    local = module.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    refusal = uno_exception()
    until = time.monotonic() + (START_LIMIT if process else 0)
    while True:
        try:
            context = resolver.resolve(url)
            break
        except refusal as error:
            ended = process is not None and process.poll() not in (None, 0)
            if ended or time.monotonic() >= until:
                raise _no_answer(url, process) from error
            time.sleep(0.05)
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    if process is not None:
        _await_readiness(desktop, until)
    return Office(context, desktop, url)


def _await_readiness(desktop: Any, until: float) -> None:
    """The pipe answers before documents can be loaded: try an empty one until it comes."""
    while True:
        document = desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, properties(Hidden=True)
        )
        if document is not None:
            document.close(True)
            return
        if time.monotonic() >= until:
            raise XianbiaoError(
                "LibreOffice 启动了，但打不开空白表格", todo="重新安装 LibreOffice Calc"
            )
        time.sleep(0.05)


def _no_answer(url: str, process: subprocess.Popen[bytes] | None) -> XianbiaoError:
    if process is None:
        return XianbiaoError(
            "没有连上正在运行的 LibreOffice",
            found=url,
            todo='先用 soffice --accept="socket,host=localhost,port=2002;urp;" 启动它',
        )
    ended = process.poll()
    found = f"{START_LIMIT} 秒没有回应" if ended is None else f"退出码 {ended}"
    return XianbiaoError(
        "LibreOffice 没有启动起来", found=found, todo="单独打开一次 LibreOffice 看看"
    )


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    """Signal the whole group of a process started here: soffice runs its work in a child."""
    if process.poll() is not None and not hasattr(os, "killpg"):
        return
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
    else:
        process.send_signal(number)

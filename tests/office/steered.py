"""LibreOffice steered by a script of the Python that has its `uno`."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

STARTING = 60  # seconds


@contextmanager
def desktop_of(soffice):
    """The desktop of a LibreOffice with a profile of its own, which ends with the block."""
    with tempfile.TemporaryDirectory(prefix="xianbiao-steered-") as profile:
        pipe = f"xianbiao{os.getpid()}"
        process = subprocess.Popen(
            [
                soffice,
                "--headless",
                "--norestore",
                "--nolockcheck",
                f"--accept=pipe,name={pipe};urp;",
                f"-env:UserInstallation={Path(profile).as_uri()}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            desktop = _desktop(pipe)
            yield desktop
            desktop.terminate()
            process.wait(timeout=STARTING)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def opened(desktop, path):
    """A workbook, opened without a window."""
    hidden = (named("Hidden", True),)
    return desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, hidden)


def named(name, value):
    """A property for calls that take several."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _desktop(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    limit = time.monotonic() + STARTING
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > limit:
                raise
            time.sleep(0.2)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )

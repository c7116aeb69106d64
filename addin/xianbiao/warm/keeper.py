"""The one fork that stays between clicks, so that what a click worked out serves the next.

It runs the commands that only read a workbook and write files of their own. What it remembers
is bound to bytes, never to a name or a date: a click finds what a fresh process would find. It
ends after a command that failed or was cancelled, and when the user's own data have changed.
"""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import signal
import socket
from collections.abc import Callable, Mapping, Sequence

from xianbiao.model.places import EXTRA_FILE_VARIABLE
from xianbiao.warm.place import SWITCH

KEPT = ("check", "export")
"""The commands that the kept fork runs."""

Run = Callable[[dict[str, object]], int]
_PREFIXES = ("XIANBIAO_", "LC_", "LANG", "TZ", "HOME", "PYTHON")
_DONE = b"."
_HEADER = 8
_PATIENCE = 5


class Keeper:
    """Hands commands to the kept fork; makes it anew where it ended."""

    def __init__(self, run: Run, rehearse: Callable[[], None], close: Callable[[], None]) -> None:
        self._run, self._rehearse, self._close = run, rehearse, close
        self._channel: socket.socket | None = None
        self._is_busy = False
        self._key: object = None

    def start(
        self, environment: Mapping[str, str], others: Sequence[socket.socket | int] = ()
    ) -> None:
        """Make the fork that serves callers with this environment.

        `others` are the ends that are open for a caller, which the fork lets go of.
        """
        self._end()
        mine, its = socket.socketpair()
        if os.fork() == 0:
            code = 1
            try:
                mine.close()
                self._close()
                for other in others:
                    os.close(other if isinstance(other, int) else other.detach())
                code = _serve(its, self._run, self._rehearse)
            finally:
                os._exit(code)
        its.close()
        mine.settimeout(_PATIENCE)
        self._channel, self._key, self._is_busy = mine, _key(environment), True

    def hand(self, line: socket.socket, streams: Sequence[int], data: bytes) -> bool:
        """Give a command to the kept fork; False where it is no command for it, or it is busy."""
        request = marshal.loads(data)
        words, environment = request["words"], request["environment"]
        extra = environment.get(EXTRA_FILE_VARIABLE)
        if not words or words[0] not in KEPT or (extra and not os.path.isabs(extra)):
            return False
        if self._channel is None or self._key != _key(environment):
            self.start(environment, (line, *streams))
        if not self._is_free():
            return False
        assert self._channel is not None
        try:
            header = len(data).to_bytes(_HEADER, "big")
            socket.send_fds(self._channel, [header], [line.fileno(), *streams])
            self._channel.sendall(data)
        except OSError:
            self._end()
            return False
        self._is_busy = True
        return True

    def _is_free(self) -> bool:
        if self._is_busy and self._channel is not None:
            try:
                told = self._channel.recv(1, socket.MSG_DONTWAIT)
            except BlockingIOError:
                return False
            except OSError:
                told = b""
            if not told:
                self._end()
                return False
            self._is_busy = False
        return self._channel is not None

    def _end(self) -> None:
        if self._channel is not None:
            self._channel.close()
        self._channel = None


def received(line: socket.socket, size: int) -> bytes:
    """So many bytes; raises ValueError where they end before."""
    data = b""
    while len(data) < size:
        part = line.recv(size - len(data))
        if not part:
            raise ValueError("the request is not whole")
        data += part
    return data


def _key(environment: Mapping[str, str]) -> object:
    """What a command may find in the user's environment besides the files that it names."""
    own = {k: v for k, v in environment.items() if k.startswith(_PREFIXES) and k != SWITCH}
    if not (extra := environment.get(EXTRA_FILE_VARIABLE)):
        return own
    try:
        status = os.stat(extra)
    except OSError:
        return own, None
    return own, (status.st_ino, status.st_size, status.st_mtime_ns)


def _serve(channel: socket.socket, run: Run, rehearse: Callable[[], None]) -> int:
    """Run commands one after another until one of them fails or nobody asks any more.

    What can be thrown away is looked for between them, when nobody waits.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    with contextlib.suppress(Exception):
        rehearse()
    while True:
        try:
            channel.sendall(_DONE)
            gc.collect()
            header, handles, _, _ = socket.recv_fds(channel, _HEADER, 4)
            data = received(channel, int.from_bytes(header, "big")) if header else b""
        except (OSError, ValueError):
            return 0
        if len(handles) < 4:
            return 0
        line, *streams = handles
        code = _answered(socket.socket(fileno=line), streams, data, run)
        if code not in (0, 1):
            return 0


def _answered(line: socket.socket, streams: Sequence[int], data: bytes, run: Run) -> int:
    """Run one command, tell its exit code, and let go of all that belongs to the caller."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    with line:
        code = 1
        with contextlib.suppress(OSError):
            line.sendall(f"{os.getpid()}\n".encode())
            code = run(marshal.loads(data))
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            nothing = os.open(os.devnull, os.O_RDWR)
            for number in range(3):
                os.dup2(nothing, number)
            os.close(nothing)
            os.chdir("/")
            line.sendall(f"{code}\n".encode())
    return code

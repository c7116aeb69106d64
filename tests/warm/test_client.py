"""How a command hears from the ready process: whole answers, pieces of them, none, and Ctrl-C."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest

from xianbiao.warm import client

CASES = [
    ([b"12\n0\n"], 0),
    ([b"12\n", b"1\n"], 1),
    ([b"1", b"2\n", b"", b""], 137),
    ([b"12\n1", b"30\n"], 130),
    ([b""], None),
]


def receiver(pieces: list[object]) -> Callable[[int], bytes]:
    """Gives the pieces one after another; an exception among them is raised."""
    waiting = iter(pieces)

    def receive(_: int) -> bytes:
        piece = next(waiting)
        if isinstance(piece, type):
            raise piece
        assert isinstance(piece, bytes)
        return piece

    return receive


@pytest.mark.parametrize(("pieces", "code"), CASES, ids=range(len(CASES)))
def test_the_exit_code_follows_the_number_of_the_process(
    pieces: list[object], code: int | None
) -> None:
    assert client._answer(receiver(pieces)) == code


def test_an_interruption_reaches_the_process_that_runs_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("os.kill", lambda process, signal: told.append((process, signal)))
    pieces: list[object] = [KeyboardInterrupt, b"77\n", KeyboardInterrupt, b"2\n"]
    assert client._answer(receiver(pieces)) == 2
    assert told == [(77, 2)]


def test_a_process_of_one_command_looks_for_no_waste(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[bool] = []

    def command() -> int:
        looks.append(gc.isenabled())
        return 1

    monkeypatch.setattr(client, "main", command)
    try:
        assert client.once() == 1
        assert looks == [False]
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()

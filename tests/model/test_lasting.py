"""The search for unreachable objects is put off, and always taken up again."""

from __future__ import annotations

import gc

import pytest

from xianbiao.model.lasting import lasting


def test_it_is_put_off_within_and_taken_up_after() -> None:
    with lasting():
        with lasting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_takes_it_up_again() -> None:
    with pytest.raises(KeyError), lasting():
        raise KeyError
    assert gc.isenabled()


def test_where_it_was_off_before_it_stays_off() -> None:
    gc.disable()
    try:
        with lasting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()

"""Makes the notices of sample.py, and files made from them, available to the tests."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import sample

from xianbiao.export import county
from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.notices import Notice
from xianbiao.model.remembered import Remembered
from xianbiao.sheets.layout.book import working_book

NOTICES: dict[str, Callable[[], Notice]] = {"CJ": sample.changji, "BZ": sample.bazhou}


@pytest.fixture
def changji() -> Notice:
    """昌州财社〔2023〕70号."""
    return sample.changji()


@pytest.fixture
def bazhou() -> Notice:
    """巴财社〔2021〕96号."""
    return sample.bazhou()


@pytest.fixture(params=NOTICES)
def notice(request: pytest.FixtureRequest) -> Notice:
    """Each of the two notices."""
    return NOTICES[request.param]()


@pytest.fixture(scope="session", params=NOTICES)
def package(request: pytest.FixtureRequest) -> bytes:
    """The working workbook of each notice."""
    return workbook_bytes(working_book(NOTICES[request.param](), []))


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds the files that another made."""
    monkeypatch.setattr(county, "_FILES", Remembered[object, bytes](128))
    monkeypatch.setattr(county, "_STENCILS", [])

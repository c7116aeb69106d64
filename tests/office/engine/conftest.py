"""One private LibreOffice for all tests of the engine; every test gets a fresh sheet."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xianbiao.engines import libreoffice
from xianbiao.engines.libreoffice import bridge
from xianbiao.model.errors import XianbiaoError


@pytest.fixture(scope="session")
def app(soffice: Path) -> Iterator[Any]:
    """A LibreOffice of the tests' own, without a book."""
    try:
        bridge.uno()
    except XianbiaoError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    app = libreoffice.start()
    yield app
    app.quit()


@pytest.fixture(scope="session")
def shared_book(app: Any) -> Any:
    """The book that the tests put their sheets into."""
    return app.books.add()


@pytest.fixture
def sheet(shared_book: Any) -> Iterator[Any]:
    """An empty sheet in a book that other tests use too."""
    sheet = shared_book.sheets.add()
    yield sheet
    sheet.impl.uno.unprotect("")
    sheet.delete()


@pytest.fixture
def book(app: Any) -> Iterator[Any]:
    """A book of the test's own, with one empty sheet."""
    book = app.books.add()
    yield book
    if book.impl in app.impl.books:
        book.close()

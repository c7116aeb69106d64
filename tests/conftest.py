"""Fixtures that every test may ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("project")

REPO = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root folder of the repository."""
    return REPO


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of notices beside the repository, which a plain clone does not have."""
    folder = REPO.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder `shared` beside the repository is absent")
    return folder


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Prints a figure at the end of the run, whichever process measured it."""
    return lambda text: record_property("figure", text)


LONG = ("tests/office/", "tests/states/")


class OfficeApart(LoadScopeScheduling):
    """Where tests run in two processes: LibreOffice in one of them, and a file never in both."""

    def _split_scope(self, nodeid: str) -> str:
        return "office" if nodeid.startswith("tests/office/") else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OfficeApart:
    """The order in which `pytest -n 2` hands out tests: that in which they were collected."""
    config.option.loadscopereorder = False
    return OfficeApart(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First what takes minutes in one process, so that the other has enough to do meanwhile."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that tests told."""
    figures = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", None) == "call"
        for name, value in report.user_properties
        if name == "figure"
    ]
    if figures:
        terminalreporter.section("figures")
        for figure in figures:
            terminalreporter.write_line(figure)

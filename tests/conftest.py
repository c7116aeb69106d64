"""Fixtures that every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import settings

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

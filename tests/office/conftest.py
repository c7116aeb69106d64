"""What the tests that need LibreOffice share; they write `from office import convert`."""

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def soffice() -> Path:
    """The LibreOffice program; without it a test is skipped, and fails where CI is set."""
    command = shutil.which("soffice")
    if command is None and os.environ.get("CI"):
        pytest.fail("CI is set and soffice (LibreOffice) is not on PATH")
    if command is None:
        pytest.skip("soffice (LibreOffice) is not on PATH; `make office` installs it")
    return Path(command)

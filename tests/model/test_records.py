"""Records are the library's, of which a fresh process loads the core alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEFORE = "import msgspec\n"
RECORD = "from xianbiao.model.records import Record\n"
WHOLE = "import msgspec, msgspec.structs\nassert msgspec.json.encode([1]) == b'[1]'\n"
SAME = "assert issubclass(Record, msgspec.Struct)\nassert Record is msgspec.Struct\n"


def run(program: str) -> str:
    """What a program prints in a fresh process."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_record_needs_the_core_alone() -> None:
    loaded = run(RECORD + "import sys\nprint([m for m in sys.modules if m.startswith('msgspec')])")
    assert "msgspec._core" in loaded
    assert "msgspec.json" not in loaded
    assert "'msgspec'" not in loaded


@pytest.mark.parametrize("program", [BEFORE + RECORD, RECORD], ids=["before", "after"])
def test_whoever_imports_the_library_gets_all_of_it(program: str) -> None:
    run(program + WHOLE + SAME)

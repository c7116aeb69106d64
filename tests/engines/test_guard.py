"""xlwings is imported without what it takes when it can; tried in processes of their own."""

import subprocess
import sys
from pathlib import Path

import pytest

ADDIN = Path(__file__).resolve().parents[2] / "addin"
HEAVY = '("pandas", "numpy", "polars", "matplotlib", "PIL", "plotly")'


def said(program: str) -> str:
    """What a program prints in a fresh Python; its errors fail the test."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ADDIN), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


GUARDED = "from xianbiao.engines.guard import import_xlwings; xw = import_xlwings(); import sys; "


def test_nothing_heavy_is_imported() -> None:
    assert said(f"{GUARDED} print([name for name in {HEAVY} if name in sys.modules])") == "[]"


def test_the_modules_and_finders_are_left_whole() -> None:
    program = (
        f"{GUARDED} print([name for name, module in sys.modules.items() if module is None]); "
        "print([type(finder).__name__ for finder in sys.meta_path if '_Absent' in repr(finder)]); "
        "print(xw.Range.__module__)"
    )
    assert said(program).splitlines() == ["[]", "[]", "xlwings.main"]


def test_it_is_imported_once() -> None:
    assert said(f"{GUARDED} print(import_xlwings() is xw is sys.modules['xlwings'])") == "True"


@pytest.mark.parametrize("library", ["pandas", "numpy"])
def test_a_library_is_there_for_a_script_that_wants_it(library: str) -> None:
    pytest.importorskip(library)
    program = f"{GUARDED} import {library}; print({library}.__name__, {library}.__spec__.name)"
    assert said(program) == f"{library} {library}"


def test_xlwings_converts_a_table_of_pandas_imported_later() -> None:
    pytest.importorskip("pandas")
    program = (
        f"{GUARDED} import pandas; from xlwings.conversion import accessors; "
        "print(pandas.DataFrame in accessors, pandas.Series in accessors); "
        "import numpy; print(numpy.ndarray in accessors, xw.main.pd is pandas)"
    )
    assert said(program).splitlines() == ["True True", "True True"]


def test_numpy_alone_does_not_bring_pandas() -> None:
    pytest.importorskip("numpy")
    assert said(f"{GUARDED} import numpy; print('pandas' in sys.modules)") == "False"


def test_pandas_imported_before_is_taken_as_usual() -> None:
    pytest.importorskip("pandas")
    program = (
        f"import pandas; {GUARDED} from xlwings.conversion import accessors; "
        "print(pandas.DataFrame in accessors, xw.main.pd is pandas)"
    )
    assert said(program) == "True True"


def test_another_thread_may_import_pandas_meanwhile() -> None:
    """What seems absent seems so to the importing thread alone."""
    pytest.importorskip("numpy")
    program = (
        "import sys, threading; from xianbiao.engines import guard; "
        "absent = guard._Absent({'numpy'}); sys.meta_path.insert(0, absent); "
        "found = []; thread = threading.Thread("
        "target=lambda: found.append(__import__('numpy').__name__)); "
        "thread.start(); thread.join(); print(found)"
    )
    assert said(program) == "['numpy']"


def test_the_hook_of_the_windows_engine_is_unregistered() -> None:
    program = (
        "import atexit, sys, types; from xianbiao.engines import guard; "
        "engine = types.ModuleType('xlwings._xlwindows'); "
        "engine.cleanup = lambda: print('Excel ended'); atexit.register(engine.cleanup); "
        "sys.modules['xlwings._xlwindows'] = engine; guard.import_xlwings(); print('done')"
    )
    assert said(program) == "done"


def test_the_engine_is_registered_without_starting_libreoffice() -> None:
    program = (
        "import sys; from xianbiao.engines import libreoffice; engine = libreoffice.register(); "
        "libreoffice.register(); import xlwings; "
        "print(engine.name, [each.name for each in xlwings.engines].count('libreoffice'), "
        f"'uno' in sys.modules, [name for name in {HEAVY} if name in sys.modules])"
    )
    assert said(program) == "libreoffice 1 False []"


def test_no_module_of_the_engine_brings_more() -> None:
    program = (
        "import sys, xianbiao.engines.libreoffice.engine; "
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    assert said(program) == "[]"

"""Measures what a clerk waits for: a click in a fresh process, and in the process kept ready.

Run with `make bench`, or alone. A workbook of fourteen recipients, as an application saves it,
is checked and exported, each click a process of its own from start to end, beside two others of
the same run: Python that starts and does nothing, and the plain design, which imports xlwings,
pandas and openpyxl as usual, checks only that the columns add up, and fills a form for each
recipient with openpyxl.
Seconds are those on the processor of the process and of what it started; for the ready process
they are seconds on the clock, since the work is done elsewhere: first on a workbook in which an
amount was changed since the last click, then on the same one once more, each with the start of
the process that asks. The last column is the work alone, in a process that has worked before,
as a function of the open add-in does it.
"""

from __future__ import annotations

import io
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from rich.console import Console
from rich.table import Table

import xianbiao
from xianbiao import cli
from xianbiao.checks import check
from xianbiao.export.importing import import_notice
from xianbiao.model.lasting import lasting
from xianbiao.readers import read_notice
from xianbiao.warm.place import SWITCH

SIZE = 14
REPEATS = 5

_PLAIN = """
import sys
from pathlib import Path
import openpyxl, pandas, xlwings
book, out = sys.argv[1:]
table = pandas.read_excel(book, sheet_name="附件1", header=None)
rows = table.iloc[-{size}:]
if not out:
    print(rows.iloc[:, -1].sum())
else:
    for _, row in rows.iterrows():
        copy = openpyxl.load_workbook(book)
        for title in copy.sheetnames[5:]:
            del copy[title]
        copy.save(Path(out) / f"{{row.iloc[1]}}.xlsx")
"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="xianbiao-bench-") as name:
        Console(width=150).print(measured(Path(name)))


def measured(folder: Path) -> Table:
    """Every click beside the start of Python and the plain design."""
    book, *changed = (_book(folder, number) for number in range(REPEATS + 2))
    out = (f"{folder}/out{number}" for number in range(1000))
    program = folder / "plain.py"
    program.write_text(_PLAIN.format(size=SIZE), encoding="utf-8")
    words = {
        "全面核对": lambda b: ["check", str(b)],
        f"一键导出 {SIZE} 个文件": lambda b: ["export", str(b), "--out", next(out)],
    }
    plain = {
        "全面核对": lambda: [str(program), str(book), ""],
        f"一键导出 {SIZE} 个文件": lambda: [str(program), str(book), str(folder)],
    }
    bare = _cold(lambda: ["-c", "pass"])
    guarded = _cold(lambda: ["-c", "from xianbiao.engines.guard import import_xlwings as i; i()"])
    table = Table(title=f"点一下要等多久：{SIZE} 个单位的工作簿")
    for heading in (
        "点什么",
        "新进程秒",
        "是空 Python 的几倍",
        "通常写法秒",
        "备好的进程秒",
        "原样再点秒",
        "同一进程内秒",
    ):
        table.add_column(heading, justify="left" if heading == "点什么" else "right")
    table.add_row("空 Python 起步", f"{bare:.3f}", "1.0")
    table.add_row("xlwings 起步（不带 pandas）", f"{guarded:.3f}", f"{guarded / bare:.1f}")
    with _ready(folder):
        for title, command in words.items():
            cold = _cold(lambda c=command: ["-m", "xianbiao", *c(book)])  # type: ignore[misc]
            usual = _cold(plain[title], times=1)
            clicked = folder / "clicked.xlsx"
            warm = _warm(command, clicked, changed)
            again = _warm(command, clicked, [book] * len(changed))
            inside = _inside(command, clicked, changed)
            row = (
                f"{cold:.3f}",
                f"{cold / bare:.1f}",
                f"{usual:.2f}",
                f"{warm:.3f}",
                f"{again:.3f}",
                f"{inside:.3f}",
            )
            table.add_row(title, *row)
    return table


def _book(folder: Path, number: int) -> Path:
    """A workbook of fourteen recipients with amounts that add up, the last one raised."""
    amounts = [100 + 7 * n for n in range(SIZE)]
    amounts[-1] += number
    lines = [
        "昌州财社〔2024〕18号",
        "关于下达2024年困难群众救助补助资金预算的通知",
        "附件：1.2024年困难群众救助补助资金分配表",
        "附件1：",
        "2024年困难群众救助补助资金分配表",
        "单位：万元",
        "序号\t县市\t中央补助资金",
        f"\t合计\t{sum(amounts)}",
        *(f"{n}\t第{n}县\t{amount}" for n, amount in enumerate(amounts, start=1)),
    ]
    source, book = folder / f"{number}" / "notice.txt", folder / f"book{number}.xlsx"
    source.parent.mkdir()
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    notice = read_notice([source])
    import_notice(notice, check(notice), book)
    _as_saved(book)
    return book


def _as_saved(book: Path) -> None:
    """Leave the workbook as an application leaves it: computed, and not asking for it."""
    with zipfile.ZipFile(book) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    before = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = before.replace(b' fullCalcOnLoad="1"', b"")
    if parts["xl/workbook.xml"] == before:
        raise RuntimeError("the workbook did not ask for a calculation")
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def _environment(ready: bool) -> dict[str, str]:
    """The environment of a click; bytecode is kept, as it is where the package is installed."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    path = str(Path(xianbiao.__file__).parents[1])
    return {**kept, "PYTHONPATH": path, SWITCH: "1" if ready else "0"}


def _cold(words: Callable[[], list[str]], times: int = REPEATS) -> float:
    """The median of the processor's seconds in a fresh process, after one uncounted run."""

    def once() -> float:
        before = _spent()
        _run([sys.executable, *words()], ready=False)
        return _spent() - before

    once()
    return statistics.median(once() for _ in range(times))


def _warm(words: Callable[[Path], list[str]], clicked: Path, books: Sequence[Path]) -> float:
    """The median of the seconds until the ready process has answered, after an uncounted click.

    Each workbook in turn is saved as the one that is clicked.
    """

    def once(book: Path) -> float:
        shutil.copyfile(book, clicked)
        start = time.perf_counter()
        _run([sys.executable, "-m", "xianbiao", *words(clicked)], ready=True)
        return time.perf_counter() - start

    first, *others = books
    once(first)
    return statistics.median(once(book) for book in others)


@lasting()
def _inside(words: Callable[[Path], list[str]], clicked: Path, books: Sequence[Path]) -> float:
    """The median of the seconds that the work takes in this process, after two uncounted clicks."""

    def once(book: Path) -> float:
        shutil.copyfile(book, clicked)
        start = time.perf_counter()
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            cli.main(words(clicked))
        return time.perf_counter() - start

    first, *others = books
    once(first)
    once(first)
    return statistics.median(once(book) for book in others)


def _run(command: list[str], *, ready: bool) -> None:
    done = subprocess.run(command, env=_environment(ready), capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode(errors="replace"))


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def _ready(folder: Path) -> Iterator[None]:
    """The ready process, listening in a folder of its own."""
    place = folder / "run"
    place.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(place)
    server = subprocess.Popen(
        [sys.executable, "-m", "xianbiao.warm.server"], env=_environment(True)
    )
    try:
        while not list(place.glob("xianbiao-*.socket")):
            if server.poll() is not None:
                raise RuntimeError("the ready process ended at once")
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()

"""A progress bar in the terminal, silent where the output is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[str, int, int], None]


@contextmanager
def progress_bar(title: str) -> Iterator[Advance]:
    """Yields `advance(name, done, total)`, which moves the bar and names the present recipient."""
    if not sys.stderr.isatty():
        yield lambda name, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=None)

        def advance(name: str, done: int, total: int) -> None:
            progress.update(task, description=f"{title} {name}", completed=done, total=total)

        yield advance

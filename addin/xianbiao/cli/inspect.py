"""xianbiao inspect: what was recognised in a workbook or a text, with reasons and doubts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.cli.parser import FILES, FOUND, OK, UNREADABLE, Commands
from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    from xianbiao.model.tables import RecognisedTable
    from xianbiao.readers.own_tables import OwnBook


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("inspect", help="看看认出了哪些表、各列各行是什么、哪里没认清")
    parser.add_argument("file", nargs="+", type=Path, metavar="文件", help=FILES)
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，每个数带单元格")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xianbiao.readers.notice import read_grids
    from xianbiao.readers.own_tables import own_book
    from xianbiao.readers.tables import tables_among
    from xianbiao.sheets.recognise.tables.describe_json import to_json

    result = OK
    shown: list[dict[str, object]] = []
    for file in options.file:
        try:
            grids = read_grids(file)
            if (own := own_book(str(file), grids)) is not None:
                shown.extend(_own_json(file, own))
                if not options.json:
                    _show_own(file, own)
                continue
            tables, hidden = tables_among(grids)
        except XianbiaoError as error:
            print(f"错误：{error}", file=sys.stderr)
            result = UNREADABLE
            continue
        if hidden:
            print(f"没有看隐藏工作表：{'、'.join(hidden)}", file=sys.stderr)
        ranks = _amount_ranks(tables)
        shown.extend({**to_json(t), "amount_rank": r} for t, r in zip(tables, ranks, strict=True))
        if not options.json:
            _show(file, tables)
        if result == OK and (not tables or not all(t.is_understood for t in tables)):
            result = FOUND
    if options.json:
        import json

        print(json.dumps(shown, ensure_ascii=False, indent=2))
    return result


def _amount_ranks(tables: list[RecognisedTable]) -> list[int | None]:
    """In which order an export looks for a recipient's amount in the tables, None for never."""
    from xianbiao.export.split.divided import divided_tables
    from xianbiao.model.errors import UnreadableTable
    from xianbiao.sheets.recognise.tables.final import final_of

    try:
        divided = divided_tables(tables, ())
    except UnreadableTable:
        divided = []
    giving = [t for t in divided if final_of(t, {c.index: c.index for c in t.columns}) is not None]
    ranks = {id(table): rank for rank, table in enumerate(giving, 1)}
    return [ranks.get(id(table)) for table in tables]


def _own_json(file: Path, own: OwnBook) -> list[dict[str, object]]:
    return [
        {
            "file": str(file),
            "workbook": own.kind,
            "sheet": t.sheet,
            "range": t.area,
            "kind": t.kind,
            "recipients": list(t.recipients),
        }
        for t in own.tables
    ]


def _show_own(file: Path, own: OwnBook) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    console.print(Text(f"{file}：{own.kind}，有 {len(own.tables)} 张表", style="bold"))
    console.print(Text("各表的位置由工作簿自己记着，不用识别；要找错请用 xianbiao check"))
    lines = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for heading in ("工作表", "是什么", "范围", "单位"):
        lines.add_column(heading, overflow="fold")
    for table in own.tables:
        names = "、".join(table.recipients)
        if len(table.recipients) > 1:
            names = f"{len(table.recipients)}个：{names}"
        lines.add_row(*(Text(cell) for cell in (table.sheet, table.kind, table.area, names)))
    console.print(lines)


def _show(file: Path, tables: list[RecognisedTable]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from xianbiao.sheets.recognise.tables.describe import sections

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    console.print(Text(f"{file}：认出 {len(tables)} 张表", style="bold"))
    if not tables:
        console.print(Text("没有一处像表：至少两行两列，有表头，下面有数"))
    for number, table in enumerate(tables, 1):
        console.print()
        for section in sections(number, table):
            console.print(Text(section.title, style="bold cyan" if section.rows else "bold"))
            if not section.rows:
                continue
            lines = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
            for heading in section.headings:
                lines.add_column(heading, overflow="fold")
            for row in section.rows:
                lines.add_row(*(Text(cell) for cell in row))
            console.print(lines)
    if (words := _amount_words(tables)) is not None:
        console.print()
        console.print(Text(words, style="bold"))


def _amount_words(tables: list[RecognisedTable]) -> str | None:
    """From which of several tables an export takes each recipient's amount."""
    ranks = _amount_ranks(tables)
    numbers = {rank: number for number, rank in enumerate(ranks, 1) if rank is not None}
    if len(numbers) < 2:
        return None
    first, *others = (f"第{numbers[rank]}张表" for rank in sorted(numbers))
    later = "，再没有的取自".join(others)
    return f"导出时每个单位的金额取自{first}；那里没有的单位取自{later}"

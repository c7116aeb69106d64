"""xianbiao export: one file for each recipient of a workbook."""

from __future__ import annotations

import argparse
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.cli.parser import OK, Commands
from xianbiao.cli.unread import say_what_is_unread

_CHOICES = ("drop_total", "groups", "no_fill", "name", "common", "with_errors", "allow")
"""The options of an own workbook that change what is in its files."""
_FILES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".pdf")

if TYPE_CHECKING:
    from xianbiao.export.split.opening import Opened
    from xianbiao.export.split.options import SplitOptions
    from xianbiao.sheets.split_plan import SplitPlan


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("export", help="工作簿 → 每个单位一个文件")
    parser.add_argument(
        "book", type=Path, metavar="工作簿.xlsx", help="填好的工作簿，或自己的任何分配表"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="文件夹", help="写到哪里")
    parser.add_argument("--only", metavar="单位", help="只导出这一个单位")
    own = parser.add_argument_group("自己的工作簿（不是本工具生成的）")
    own.add_argument("--drop-total", action="store_true", help="去掉合计行；默认按本单位重算")
    own.add_argument("--groups", action="store_true", help="保留小计行并重算；默认去掉")
    form = own.add_mutually_exclusive_group()
    form.add_argument("--pdf", action="store_true", help="每个单位一个 PDF（要有 LibreOffice）")
    form.add_argument(
        "--sheets", action="store_true", help="合成一个工作簿，每个单位一张表（只在局里用）"
    )
    own.add_argument("--no-fill", action="store_true", help="不把金额填进“    万元”的空")
    own.add_argument(
        "--name",
        metavar="样式",
        help="文件名样式，默认 {序号}_{单位}_{文号}；--sheets 时 {原名}_各单位",
    )
    own.add_argument(
        "--common", nargs="+", default=(), metavar="工作表", help="原样给每个单位的工作表"
    )
    own.add_argument(
        "--with-errors", action="store_true", help="核对有金额错误也导出（先看 xianbiao check）"
    )
    own.add_argument("--allow", nargs="+", default=(), metavar="数", help="可以公开的数，不算泄漏")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    import tempfile

    from xianbiao.readers.notice import NOTICE_SUFFIXES

    _require_folder(options)
    if options.book.suffix.lower() in NOTICE_SUFFIXES:
        return _export_working(options)
    from xianbiao.export.split.opening import open_book
    from xianbiao.readers.converted import called
    from xianbiao.sheets.layout import keys

    with (
        tempfile.TemporaryDirectory(prefix="xianbiao-") as folder,
        called(str(options.book), Path(folder)),
    ):
        opened = open_book(options.book, Path(folder))
        names = {s.entry.name for s in opened.source.sheets}
        if keys.META_SHEET in names or keys.REGISTER_SHEET in names:
            return _export_working(options)
        return _export_own(options, opened)


def _require_folder(options: argparse.Namespace) -> None:
    """Raise ExportRefused where --out reads like a file: a folder of that name would be made."""
    from xianbiao.model.errors import ExportRefused
    from xianbiao.model.refs import Ref

    out: Path = options.out
    if out.suffix.lower() in _FILES and not out.is_dir():
        raise ExportRefused(
            "--out 要写文件夹，这像一个文件名",
            ref=Ref(str(out)),
            expected=str(out.with_suffix("")),
            todo="写文件夹；自己的工作簿拆出的文件怎么命名用 --name",
        )


def _refuse_own_options(options: argparse.Namespace) -> None:
    """Raise ExportRefused for options that say nothing of a workbook of ours, or of a text."""
    from xianbiao.model.errors import ExportRefused
    from xianbiao.model.refs import Ref

    ref = Ref(str(options.book))
    if options.sheets or options.pdf:
        raise ExportRefused(
            "本工具的工作簿和通知文本只能导出成每个单位一个 .xlsx",
            ref=ref,
            found="--sheets" if options.sheets else "--pdf",
            todo="去掉这个选项；要 PDF 就在 Excel 或 WPS 里打开县文件另存",
        )
    if given := [f"--{name.replace('_', '-')}" for name in _CHOICES if getattr(options, name)]:
        raise ExportRefused(
            "本工具的工作簿和通知文本用不上这些选项，它们只用于自己的工作簿",
            ref=ref,
            found="、".join(given),
            todo="去掉这些选项",
        )


def _export_working(options: argparse.Namespace) -> int:
    from xianbiao.checks import check
    from xianbiao.export.deliver import export_counties
    from xianbiao.export.progress import progress_bar
    from xianbiao.model.amounts import format_amount
    from xianbiao.model.findings import tally
    from xianbiao.readers import read_notice

    _refuse_own_options(options)
    notice = read_notice([options.book])
    say_what_is_unread(notice)
    findings = check(notice)
    with progress_bar("导出") as advance:
        delivery = export_counties(notice, findings, options.out, options.only, advance)
    unit = (notice.allocation.unit if notice.allocation else None) or "万元"
    for file in delivery.files:
        print(f"{file.path}  {file.recipient} {format_amount(file.amount)} {unit}")
    print(f"共 {len(delivery.files)} 个文件，清单 {delivery.manifest}")
    _say_errors(tally(findings)[0], options.book)
    return OK


def _export_own(options: argparse.Namespace, opened: object) -> int:
    from xianbiao.export.progress import progress_bar
    from xianbiao.export.split.completed import completed
    from xianbiao.export.split.deliver import export_split
    from xianbiao.export.split.from_file import contents_of
    from xianbiao.export.split.gate import errors_of, require_no_errors
    from xianbiao.export.split.opening import Opened
    from xianbiao.export.split.options import DEFAULT_NAME, Output, SplitOptions, Totals

    assert isinstance(opened, Opened)
    opened = completed(opened)
    contents = contents_of(opened, str(options.book))
    plan = contents.plan(options.common)
    errors = errors_of(contents.notice)
    if not options.with_errors:
        require_no_errors(plan, errors, "确认无误就加 --with-errors")
    choices = SplitOptions(
        totals=Totals.DROPPED if options.drop_total else Totals.RECOMPUTED,
        groups=Totals.RECOMPUTED if options.groups else Totals.DROPPED,
        output=Output.PDF if options.pdf else Output.WORKBOOK,
        name=options.name or DEFAULT_NAME,
        fill=not options.no_fill,
        allowed=tuple(options.allow),
    )
    if options.sheets:
        _export_sheets(options, opened, plan, choices)
    else:
        with progress_bar("导出") as advance:
            delivery = export_split(
                opened.source, plan, options.out, choices, only=options.only, progress=advance
            )
        for file in delivery.files:
            print(f"{file.path}  {file.recipient} {_shown(file.amount, plan)}".rstrip())
        print(f"共 {len(delivery.files)} 个文件，清单 {delivery.manifest}")
        _say_notes(*opened.notes, *delivery.notes)
    _say_errors(len(errors), options.book)
    return OK


def _export_sheets(
    options: argparse.Namespace, opened: Opened, plan: SplitPlan, choices: SplitOptions
) -> None:
    from xianbiao.export.progress import progress_bar
    from xianbiao.export.split.one_book import export_book

    with progress_bar("导出") as advance:
        delivery = export_book(
            opened.source, plan, options.out, choices, only=options.only, progress=advance
        )
    for r in delivery.recipients:
        print(f"{'、'.join(r.titles)}  {_shown(r.amount, plan)}".rstrip())
    print(f"{delivery.path}  共 {len(delivery.recipients)} 个单位，清单 {delivery.manifest}")
    _say_notes(*opened.notes, *delivery.notes)


def _say_errors(count: int, book: Path) -> None:
    if count:
        print(f"注意：核对还有 {count} 处错误，见 xianbiao check {book}")


def _shown(amount: Decimal | None, plan: SplitPlan) -> str:
    """An amount with its unit; "" where there is none."""
    from xianbiao.model.amounts import format_amount

    return "" if amount is None else f"{format_amount(amount)} {plan.unit or ''}".rstrip()


def _say_notes(*notes: str) -> None:
    for note in notes:
        print(f"注意：{note}", file=sys.stderr)

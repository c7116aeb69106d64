"""xianbiao new: an empty workbook with the recipients of a region."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from xianbiao.cli.parser import OK, Commands
from xianbiao.model.errors import XianbiaoError

DEFAULT_FUND = "hardship"
"""The key of the fund that is taken when none is named."""

_YEARS = range(1990, 2101)


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("new", help="新建分配或调整工作簿，单位已填好")
    parser.add_argument(
        "kind",
        choices=("allocation", "adjustment"),
        metavar="类型",
        help="allocation 分配表，adjustment 调整分配表",
    )
    parser.add_argument("out", type=Path, metavar="工作簿.xlsx", help="写到哪里；已有的文件不覆盖")
    parser.add_argument(
        "--region", required=True, metavar="代码", help="分配资金的地区，六位代码，例如 652300"
    )
    parser.add_argument("--fund", default=DEFAULT_FUND, metavar="资金", help="资金名称或键")
    parser.add_argument("--year", type=int, metavar="年度", help="预算年度；默认今年")
    parser.add_argument(
        "--documents", nargs="+", default=(), metavar="文号", help="调整所涉及的各份原文件"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xianbiao.export.importing import import_notice
    from xianbiao.sheets.blank import blank_notice, fund_called

    year = dt.date.today().year if options.year is None else options.year
    if year not in _YEARS:
        raise XianbiaoError("预算年度不对", found=str(year), expected="四位年份，例如 2025")
    fund = fund_called(options.fund)
    notice = blank_notice(options.kind, options.region, fund, year, options.documents)
    import_notice(notice, (), options.out)
    print(f"已新建 {options.out}：{year}年{fund.name}，{len(notice.recipients)} 个单位")
    print("先补“参数”里标“○待填”的各项，再填“附件1”的金额；填好后运行 xianbiao check 核对")
    return OK

"""xianbiao new: an empty workbook with the recipients of a region."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from xianbiao.cli.parser import OK, Commands
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.funds import FundProfile

DEFAULT_FUND = "hardship"
"""The key of the fund that is taken when none is named."""

_YEARS = range(1990, 2101)


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("new", help="新建分配或调整工作簿，单位已填好；或一个空白县文件")
    parser.add_argument(
        "kind",
        choices=("allocation", "adjustment", "county"),
        metavar="类型",
        help="allocation 分配表，adjustment 调整分配表，county 空白县文件",
    )
    parser.add_argument("out", type=Path, metavar="工作簿.xlsx", help="写到哪里；已有的文件不覆盖")
    parser.add_argument(
        "--region",
        required=True,
        metavar="代码",
        help="六位代码：分配资金的地区，例如 652300；县文件用县的",
    )
    parser.add_argument("--fund", default=DEFAULT_FUND, metavar="资金", help="资金名称或键")
    parser.add_argument("--year", type=int, metavar="年度", help="预算年度；默认今年")
    parser.add_argument(
        "--documents", nargs="+", default=(), metavar="文号", help="调整所涉及的各份原文件"
    )
    parser.add_argument("--batch", metavar="批次", help="提前，或第几批的数字；默认不分批")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xianbiao.export.importing import import_notice
    from xianbiao.sheets.batches import read_batch
    from xianbiao.sheets.blank import blank_notice, fund_called

    year = dt.date.today().year if options.year is None else options.year
    if year not in _YEARS:
        raise XianbiaoError("预算年度不对", found=str(year), expected="四位年份，例如 2025")
    fund = fund_called(options.fund)
    batch = "" if options.batch is None else read_batch(options.batch)
    if options.kind == "county":
        return _county(options, fund, year, batch)
    notice = blank_notice(options.kind, options.region, fund, year, options.documents, batch=batch)
    import_notice(notice, (), options.out)
    print(f"已新建 {options.out}：{year}年{fund.name}，{len(notice.recipients)} 个单位")
    print("先补“参数”里标“○待填”的各项，再填“附件1”的金额；填好后运行 xianbiao check 核对")
    return OK


def _county(options: argparse.Namespace, fund: FundProfile, year: int, batch: str) -> int:
    from xianbiao.export.county import write_blank_county

    if options.documents:
        raise XianbiaoError(
            "县文件不列原文件的文号", found="、".join(options.documents), todo="去掉 --documents"
        )
    county = write_blank_county(options.region, fund, year, batch, options.out)
    print(f"已新建 {options.out}：{county}的空白县文件，{year}年{fund.name}")
    print("金额和文号由下达单位导出时填入；这个文件供核对式样和培训")
    return OK

"""The buttons of the ribbon tab 县表, as data for the ribbon, the command line and 帮助."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from xianbiao.model.errors import XianbiaoError
from xianbiao.model.recipients import squeeze
from xianbiao.model.records import Record

if TYPE_CHECKING:
    import xlwings as xw

    from xianbiao.excel.desk import Desk

TAB = "县表"
GROUPS = ("新建", "填表", "核对", "导出", "帮助")
"""The groups of the tab, from left to right."""


class Function(Protocol):
    """A button's function: it works on a book and asks at the desk."""

    def __call__(self, book: xw.Book, desk: Desk) -> None: ...


class Button(Record, frozen=True):
    """One button: its id, its group, its words, its picture among those of Office (imageMso).

    Its function bears the name of the id and stands in the module of the same name; `large`
    tells whether the ribbon shows it over the full height. `needs` are the answers that
    `--set` may give beforehand, each with its meaning.
    """

    id: str
    group: str
    label: str
    supertip: str
    image: str
    large: bool = False
    needs: tuple[tuple[str, str], ...] = ()

    @property
    def function(self) -> Function:
        """The function, imported when it is first needed."""
        module = import_module(f"xianbiao.excel.buttons.{self.id}")
        function: Function = getattr(module, self.id)
        return function


_NEW = (
    ("region", "分配资金的地区，六位代码"),
    ("fund", "资金名称或键"),
    ("year", "预算年度"),
    ("out", "新工作簿写到哪里"),
)

BUTTONS = (
    Button(
        "new_allocation",
        "新建",
        "新建分配表",
        "按地区代码新建分配工作簿：单位、绩效表、校验都已备好，只等填金额。",
        "FileNew",
        True,
        (*_NEW, ("batch", "批次：提前，或第几批的数字")),
    ),
    Button(
        "new_adjustment",
        "新建",
        "新建调整表",
        "新建调整分配工作簿：每份原文件一组“调整前、调整数、调整后”。",
        "TableInsert",
        False,
        (*_NEW, ("documents", "原文件的文号，用、分隔")),
    ),
    Button(
        "import_notice",
        "新建",
        "导入通知",
        "把通知（.docx、.pdf、.txt）或表格（.xlsx）变成工作簿，逐格核对。",
        "ImportTextFile",
        False,
        (("file", "通知文件"), ("out", "新工作簿写到哪里")),
    ),
    Button(
        "fill_allocation",
        "填表",
        "填分配表",
        "从选中的区域、另一张表或一个文件取数，按单位名称（含别名）对号填入分配表，"
        "对不上的逐个列出。",
        "FillDown",
        True,
        (
            ("source", "选中的区域、另一张表或一个文件"),
            ("sheet", "数据在哪张表"),
            ("file", "数据在哪个文件"),
            ("column", "填到分配表的哪一列"),
            ("overwrite", "原有的数不同时是否改写"),
        ),
    ),
    Button(
        "generate_forms",
        "填表",
        "生成绩效表",
        "给分配表里还没有绩效表的单位各生成一张，指标和指标值取自指标库。",
        "CreateReport",
    ),
    Button(
        "check_all",
        "核对",
        "全面核对",
        "重读整个工作簿，用全部规则核对；结果写在“校验”表的“可能原因”和表下的清单里，别处不动。"
        "自己的工作簿也能核对，清单写在“核对结果”。",
        "Spelling",
        True,
        (("add", "自己的工作簿：是否加“核对结果”"),),
    ),
    Button(
        "previous_finding", "核对", "上一处", "跳到清单里的上一处问题。", "ReviewPreviousComment"
    ),
    Button("next_finding", "核对", "下一处", "跳到清单里的下一处问题。", "ReviewNextComment"),
    Button(
        "adopt_suggestion",
        "核对",
        "采纳建议",
        "按建议改正当前这一处；改之前先让您看原值和新值。",
        "ReviewAcceptChange",
        False,
        (("adopt", "是否照建议改"),),
    ),
    Button(
        "recognise_tables",
        "核对",
        "识别",
        "看看自己的工作簿里认出了哪些表、各列各行是什么，写在“认表”；认错的可以改，下次照改的认。",
        "TableSelect",
        False,
        (("add", "是否加“认表”"),),
    ),
    Button(
        "export_counties",
        "导出",
        "一键导出县表",
        "每个县一个文件：先核对，再导出，读回相加，全部无误才放进文件夹。",
        "ExportExcel",
        True,
        (
            ("folder", "导出到哪个文件夹"),
            ("form", "自己的工作簿：1 每个单位一个文件，2 合成一个工作簿"),
            ("common", "自己的工作簿：没有认出归谁的表是否给每个单位"),
            ("unclear", "自己的工作簿：没有认清的表是否整张给每个单位"),
        ),
    ),
    Button(
        "export_pdf",
        "导出",
        "导出 PDF",
        "把工作簿（除“日志”外）导出成 PDF，由 Excel、WPS 或 LibreOffice 排版。",
        "FileSaveAsPdfOrXps",
        False,
        (("pdf", "PDF 写到哪里"),),
    ),
    Button(
        "undo_last",
        "帮助",
        "撤销上一步",
        "撤销上一个按钮所做的改动：数值、公式、格式、新增的表都恢复；可连退十步，存盘再开也能退。",
        "Undo",
        True,
        (
            ("overwrite", "后来又改过的格子是否一并恢复"),
            ("moved", "行列可能移动过，是否仍写回原来的格"),
            ("forget", "改过的工作表已删除时，是否放弃撤销这一步"),
        ),
    ),
    Button("show_log", "帮助", "日志", "每次点按钮改了哪些格、原来是什么。", "ReviewTrackChanges"),
    Button("show_help", "帮助", "帮助", "各按钮的用法。", "Help"),
)


def button_called(name: str) -> Button:
    """The button with an id or a label, blanks aside.

    Raises XianbiaoError with the likely button and the list of all.
    """
    wanted = squeeze(name).lower()
    called = {squeeze(word).lower(): b for b in BUTTONS for word in (b.id, b.label)}
    if wanted in called:
        return called[wanted]
    from difflib import get_close_matches

    near = get_close_matches(wanted, called, n=1)
    raise XianbiaoError(
        "没有这个按钮",
        found=name,
        expected="、".join(f"{b.id}（{b.label}）" for b in BUTTONS),
        todo=f"是不是“{called[near[0]].label}”？从中选一个" if near else "从中选一个",
    )

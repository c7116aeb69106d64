"""The named styles of all sheets: what each kind of cell looks like."""

from __future__ import annotations

from enum import Enum

from xianbiao.model.records import Record, replace

SONG = "宋体"
FANG = "仿宋_GB2312"
HEI = "黑体"
KAI = "楷体_GB2312"
BIAOSONG = "方正小标宋简体"


class Style(Enum):
    """A kind of cell; the first eight form the legend on 说明 and carry working colours."""

    INPUT = "输入"
    CALC = "计算"
    REFERENCE = "引用"
    IMPORTED = "导入"
    TOTAL = "合计"
    PASS = "通过"
    FAIL = "不符"
    PENDING = "待填"

    TITLE = "表名"
    LIGHT = "总灯"
    NOTE = "说明文字"
    HEADER = "栏名"
    TEXT = "文字"
    RESULT = "结果"
    LINK = "定位"
    INPUT_DATE = "输入日期"
    INPUT_TARGET = "输入指标值"
    CALC_DATE = "计算日期"
    CALC_PERCENT = "计算占比"
    ASIDE = "旁注"
    ASIDE_HEADER = "旁注栏名"

    ANNEX_LABEL = "附件标识"
    ANNEX_TITLE = "附件标题"
    ANNEX_SUBTITLE = "附件副标题"
    ANNEX_UNIT = "附件单位"
    ANNEX_HEADER = "附件栏名"
    ANNEX_TEXT = "附件文字"
    ANNEX_LEFT = "附件长文"
    ANNEX_INPUT = "附件输入"
    ANNEX_FORMULA = "附件计算"
    ANNEX_FETCHED = "附件引用"
    ANNEX_TOTAL = "附件合计"

    ISSUED_LABEL = "下发标识"
    ISSUED_TITLE = "下发标题"
    ISSUED_SUBTITLE = "下发副标题"
    ISSUED_UNIT = "下发单位"
    ISSUED_HEADER = "下发栏名"
    ISSUED_TEXT = "下发文字"
    ISSUED_LEFT = "下发长文"
    ISSUED_RATE = "下发比率"
    ISSUED_STATE = "下发核对"
    ISSUED_NOTE = "下发附注"
    SAMPLE_INPUT = "图例输入"
    FILL = "县填"
    FILL_LEFT = "县填长文"
    FILL_CODE = "县填科目"
    FILL_RESULT = "县填完成值"

    HOME_TITLE = "首页标题"
    HOME_LIGHT = "首页总灯"
    HOME_NOTE = "首页说明"
    HOME_BAND = "首页分栏"
    HOME_LABEL = "首页项目"
    HOME_TEXT = "首页内容"
    HOME_STRONG = "首页要点"
    HOME_AMOUNT = "首页金额"
    HOME_CAPITALS = "首页大写"
    HOME_DATE = "首页日期"
    HOME_INPUT = "首页填写日期"

    __hash__ = object.__hash__
    """That of an enumeration is computed anew in Python for every cell."""


LEGEND: dict[Style, str] = {
    Style.INPUT: "可以填写、修改的单元格（未锁定）",
    Style.CALC: "公式算出，不要改（锁定）",
    Style.REFERENCE: "从其他表取来，不要改（锁定）",
    Style.IMPORTED: "导入时原样保留的印发数（锁定）",
    Style.TOTAL: "合计",
    Style.PASS: "✔ 相符",
    Style.FAIL: "✘ 不符，须更正",
    Style.PENDING: "○ 尚未填写；△ 提示，由人判断",
}


class Look(Record, frozen=True):
    """The properties of a style; colours are #RRGGBB, None leaves the default."""

    font: str = SONG
    size: float = 11
    bold: bool = False
    colour: str | None = None
    fill: str | None = None
    border: bool = True
    heavy_top: bool = False
    align: str | None = "left"
    """None puts numbers to the right and texts to the left."""
    wrap: bool = True
    locked: bool = True
    number: str | None = None
    underline: bool = False
    indent: int = 0


_WORK = Look()
_ANNEX = Look(font=FANG, align="center")
_MIXED = Look(align=None)
_AS_TYPED = "@"
"""What is typed stays as it is: of 1:3 a spreadsheet would make a time, of 1-3 a date."""
_DATE = 'yyyy"年"m"月"d"日"'
_INPUT = replace(_WORK, colour="#0000FF", fill="#FFFFE1", locked=False)

_FILL = replace(_ANNEX, colour=_INPUT.colour, fill=_INPUT.fill, locked=False)
_HOME = Look(size=12, indent=1)

LOOKS: dict[Style, Look] = {
    Style.INPUT: _INPUT,
    Style.CALC: _MIXED,
    Style.REFERENCE: replace(_MIXED, colour="#006100"),
    Style.IMPORTED: replace(_WORK, colour="#44546A", fill="#EEF1F5"),
    Style.TOTAL: replace(_MIXED, bold=True, heavy_top=True),
    Style.PASS: replace(_WORK, colour="#006100", fill="#E2F0D9"),
    Style.FAIL: replace(_WORK, colour="#9C0006", fill="#FBE0E0", bold=True),
    Style.PENDING: replace(_WORK, colour="#7F6000", fill="#FFF2CC"),
    Style.TITLE: Look(font=HEI, size=16, border=False, wrap=False),
    Style.LIGHT: Look(size=12, bold=True, border=False, wrap=False),
    Style.NOTE: Look(size=10, colour="#595959", border=False, wrap=False),
    Style.HEADER: Look(font=HEI, fill="#EDEDED", align="center"),
    Style.TEXT: _WORK,
    Style.RESULT: replace(_WORK, bold=True),
    Style.LINK: Look(colour="#0563C1", underline=True, align="center"),
    Style.INPUT_DATE: replace(_INPUT, number=_DATE),
    Style.INPUT_TARGET: replace(_INPUT, number=_AS_TYPED),
    Style.CALC_DATE: replace(_WORK, number=_DATE),
    Style.CALC_PERCENT: replace(_MIXED, number="0.00%"),
    Style.ASIDE: Look(size=9, colour="#404040"),
    Style.ASIDE_HEADER: Look(font=HEI, size=9, fill="#EDEDED", align="center"),
    Style.ANNEX_LABEL: Look(font=HEI, size=14, border=False, wrap=False, locked=False),
    Style.ANNEX_TITLE: Look(font=BIAOSONG, size=18, border=False, align="center", locked=False),
    Style.ANNEX_SUBTITLE: Look(font=FANG, size=12, border=False, align="center", locked=False),
    Style.ANNEX_UNIT: Look(font=FANG, border=False, align="right", locked=False),
    Style.ANNEX_HEADER: replace(_ANNEX, font=HEI, locked=False),
    Style.ANNEX_TEXT: replace(_ANNEX, locked=False),
    Style.ANNEX_LEFT: replace(_ANNEX, align="left", locked=False),
    Style.ANNEX_INPUT: replace(_ANNEX, locked=False),
    Style.ANNEX_FORMULA: _ANNEX,
    Style.ANNEX_FETCHED: replace(_ANNEX, align="left"),
    Style.ANNEX_TOTAL: replace(_ANNEX, bold=True),
    Style.ISSUED_LABEL: Look(font=HEI, size=14, border=False, wrap=False),
    Style.ISSUED_TITLE: Look(font=BIAOSONG, size=18, border=False, align="center"),
    Style.ISSUED_SUBTITLE: Look(font=FANG, size=12, border=False, align="center"),
    Style.ISSUED_UNIT: Look(font=FANG, border=False, align="right"),
    Style.ISSUED_HEADER: replace(_ANNEX, font=HEI),
    Style.ISSUED_TEXT: _ANNEX,
    Style.ISSUED_LEFT: replace(_ANNEX, align="left"),
    Style.ISSUED_RATE: replace(_ANNEX, number="0.0%"),
    Style.ISSUED_STATE: replace(_ANNEX, font=SONG, size=10),
    Style.ISSUED_NOTE: Look(font=FANG, size=10, border=False),
    Style.SAMPLE_INPUT: replace(_INPUT, locked=True),
    Style.FILL: _FILL,
    Style.FILL_LEFT: replace(_FILL, align="left"),
    Style.FILL_CODE: replace(_FILL, number=_AS_TYPED),
    Style.FILL_RESULT: replace(_FILL, number=_AS_TYPED),
    Style.HOME_TITLE: Look(font=BIAOSONG, size=22, border=False, align="center"),
    Style.HOME_LIGHT: Look(font=HEI, size=14, align="center", wrap=False),
    Style.HOME_NOTE: Look(size=10, colour="#595959", border=False, align="center"),
    Style.HOME_BAND: Look(font=HEI, size=12, fill="#DDE6F0", indent=1),
    Style.HOME_LABEL: Look(font=HEI, size=12, fill="#F5F5F5", align="center"),
    Style.HOME_TEXT: _HOME,
    Style.HOME_STRONG: replace(_HOME, size=14, bold=True),
    Style.HOME_AMOUNT: Look(
        font=HEI, size=40, bold=True, align="center", wrap=False, number='General"　万元"'
    ),
    Style.HOME_CAPITALS: Look(font=KAI, size=20, align="center"),
    Style.HOME_DATE: replace(_HOME, number=_DATE),
    Style.HOME_INPUT: replace(_INPUT, size=12, number=_DATE, indent=1),
}

"""Documents laid out as offices lay out notices, for printing as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import xlsxwriter

from support.documents import cell, paragraph, write_document
from support.printed import A3, ends, line, room, ruled, section

_REFERENCE = (
    '<w:{kind}Reference w:type="default" r:id="r{number}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
)
_PAGED = "".join(_REFERENCE.format(kind=k, number=n) for n, k in enumerate(("header", "footer")))
_FIELD = "".join(
    f"<w:r>{part}</w:r>"
    for part in (
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>PAGE</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    )
)
PARTS = {
    "header": paragraph("昌吉州财政局内部文件"),
    "footer": f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{_FIELD}</w:p>',
}
BODY = (
    "为做好困难群众救助工作，提高预算完整性，加快执行进度，根据《关于提前下达2024年中央财政困难"
    "群众救助补助资金预算的通知》（新财社〔2023〕219号）文件精神，现提前下达到你县（市）中央财政"
    "困难群众救助补助资金，并将有关事宜通知如下："
)
GOALS = "\n".join(f"{n}. 规范第{n}类救助政策实施，{BODY}" for n in range(1, 14))


def _go_on(text: str = "") -> str:
    return cell(text, merge="continue")


def _begin(text: str, span: int = 1) -> str:
    return cell(text, span, merge="restart")


HEADER = [
    [_begin("序号"), _begin("县市"), cell("补助资金", span=2), _begin("合计")],
    [_go_on(), _go_on(), cell("低保"), cell("特困"), _go_on()],
]
COUNTIES = [
    [cell(t) for t in (str(n), f"第{n}县", str(100 + n), str(n) if n % 5 else "", str(100 + 2 * n))]
    for n in range(1, 91)
]


def notice(repeated: int) -> list[str]:
    """A whole notice whose table takes three pages, with so many rows of header on each."""
    return [
        line("昌吉回族自治州财政局文件", centred=True, size=36),
        line("昌州财社〔2024〕7号", centred=True),
        line(
            "关于下达2024年中央财政困难群众救助补助资金预算（第二批）及绩效目标的通知",
            centred=True,
            size=20,
        ),
        line("各县（市）财政局、民政局："),
        *[line(f"{number}、{BODY * times}", indent=2) for number, times in (("一", 3), ("二", 5))],
        line("三、此次提前下达的补助资金列入直达资金管理。", indent=2),
        line("附件：1. 2024年中央财政困难群众救助补助资金分配表", indent=2),
        line("昌吉回族自治州财政局", right=True),
        line("2024年3月5日", right=True),
        line("附件1"),
        line("2024年中央财政困难群众救助补助资金（第二批）分配表", centred=True, size=20),
        line("单位：万元", right=True, size=12),
        ruled([*HEADER, *COUNTIES], room(), header=repeated),
        line("备注：按月发放。", size=12),
        section(parts=_PAGED),
    ]


def form(goals: str) -> list[str]:
    """A form over several pages with first columns that are merged downwards."""
    money = [("年度金额：", "829"), ("其中：中央财政补助", "829"), ("地方补助", "0")]
    rows = [
        [cell("项目名称", span=2), cell("困难群众救助补助资金", span=3)],
        *[
            [
                _begin("资金情况（万元）", 2) if not n else cell("", 2, "continue"),
                cell(a),
                cell(b, 2),
            ]
            for n, (a, b) in enumerate(money)
        ],
        [cell("年度总体目标"), cell(goals, span=4)],
        [_begin("绩效指标"), *map(cell, ("一级指标", "二级指标", "三级指标", "指标值"))],
    ]
    for first, seconds in {
        "产出指标": ("数量指标", "质量指标", "时效指标"),
        "效益指标": ("社会效益指标",),
        "满意度指标": ("服务对象满意度指标",),
    }.items():
        for at, second in enumerate(seconds):
            for n in range(7):
                rows.append(
                    [
                        _go_on(),
                        _go_on() if at or n else _begin(first),
                        _go_on() if n else _begin(second),
                        cell(f"事实无人抚养儿童认定准确率第{len(rows)}项，及时足额发放到人"),
                        cell("≥90%"),
                    ]
                )
    return [
        line("附件2"),
        line("绩效目标表", centred=True, size=20),
        line("（2024年度　昌吉市）", centred=True, size=12),
        ruled(rows, room(), shares=(1, 2, 2, 6, 2)),
        section(),
    ]


def wide() -> list[str]:
    """An A3 page across with a table of sixteen columns, after a page upright."""
    kinds = ("低保", "特困", "临时救助", "流浪乞讨", "孤儿")
    rows = [
        [_begin("县市"), *[cell(kind, span=3) for kind in kinds]],
        [_go_on(), *[cell(t) for _ in kinds for t in ("人数", "标准", "金额")]],
        *[
            [cell(name), *[cell(t) for n in range(5) for t in (str(10 + n), "0.5", f"{5 + n / 2}")]]
            for name in ("昌吉市", "阜康市", "奇台县")
        ],
    ]
    return [
        line(BODY, indent=2),
        ends(section()),
        line("附件3"),
        line("2024年困难群众救助资金测算表", centred=True, size=20),
        line("单位：人、万元/人、万元", right=True, size=12),
        ruled(rows, room(A3, landscape=True)),
        section(A3, landscape=True),
    ]


def _small(rows: list[list[str]]) -> str:
    return ruled([[cell(text) for text in row] for row in rows], 300)


ALLOCATED = [["县市", "金额"], ["合计", "3"], ["昌吉市", "1"], ["阜康市", ""]]
CODES = [["科目名称", "科目代码"], ["城市最低生活保障", "2081901"], ["临时救助支出", "2082001"]]


def several() -> list[str]:
    """Tables on one page with their titles, two of them without a word between."""
    return [
        line("附件1"),
        line("补助资金分配表", centred=True),
        line("单位：万元", right=True, size=12),
        _small(ALLOCATED),
        line("附件2"),
        line("支出功能科目表", centred=True),
        _small(CODES),
        line(""),
        _small(ALLOCATED),
        section(),
    ]


def borders() -> list[str]:
    """The same table with lines of all kinds."""
    plain = _small(ALLOCATED)
    kinds = [plain.replace('"single"', f'"{kind}"') for kind in ("dashed", "dotted", "double")]
    thick = plain.replace('w:sz="4"', 'w:sz="24"')
    shaded = plain.replace("</w:tcPr>", '<w:shd w:val="clear" w:fill="D9D9D9"/></w:tcPr>', 2)
    blocks = [plain, *kinds, thick, shaded]
    return [b for n, t in enumerate(blocks) for b in (line(f"第{n}张表"), t)] + [section()]


def upright() -> list[str]:
    """A table whose first column is written downwards."""
    down = '<w:textDirection w:val="tbRl"/></w:tcPr>'
    rows = [
        [_begin("绩效指标").replace("</w:tcPr>", down), cell("一级指标"), cell("二级指标")],
        [_go_on(), cell("产出指标"), cell("数量指标")],
        [_go_on(), cell("效益指标"), cell("社会效益")],
        [_go_on(), cell("满意度"), cell("服务对象")],
    ]
    return [line("附件2"), ruled(rows, 300, shares=(1, 3, 3)), section()]


LAYOUTS: Mapping[str, Callable[[], list[str]]] = {
    "三页的表": lambda: notice(2),
    "三页的表不重复表头": lambda: notice(0),
    "首列合并": lambda: form("1. 规范实施。"),
    "跨页的行": lambda: form(GOALS),
    "横向A3": wide,
    "几张表": several,
    "各种框线": borders,
    "竖排": upright,
}


def written(folder: Path) -> list[Path]:
    """Every layout as a document, by its name."""
    return [
        write_document(folder / f"{name}.docx", make(), **(PARTS if "三页" in name else {}))
        for name, make in LAYOUTS.items()
    ]


def workbook(path: Path) -> Path:
    """A sheet that prints on several pages, each with title, unit and header."""
    with xlsxwriter.Workbook(path) as book:
        ruled_cell = book.add_format({"border": 1, "text_wrap": True, "align": "center"})
        money = book.add_format({"border": 1, "num_format": "#,##0.00"})
        sheet = book.add_worksheet("分配表")
        title = book.add_format({"bold": True, "font_size": 18, "align": "center"})
        sheet.merge_range("A1:D1", "2024年中央财政困难群众救助补助资金分配表", title)
        sheet.write("D2", "单位：万元", book.add_format({"align": "right"}))
        for column, text in enumerate(("序号", "县市", "低保", "特困")):
            sheet.write(2, column, text, ruled_cell)
        for n in range(100):
            sheet.set_row(3 + n, 34)
            sheet.write(3 + n, 0, n + 1, ruled_cell)
            sheet.write(3 + n, 1, f"第{n + 1}县民政局救助专户", ruled_cell)
            sheet.write(3 + n, 2, 1000 + n, money)
            sheet.write(3 + n, 3, n if n % 3 else "", money)
        sheet.set_column("A:A", 6)
        sheet.set_column("B:D", 16)
        sheet.repeat_rows(0, 2)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.set_paper(9)
    return path

"""A PDF is read in paragraphs and ruled tables, and what is not read of it is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from support.pdf_writer import SLANTED, Paper, write_pdf
from xianbiao.checks import check
from xianbiao.cli import main
from xianbiao.model.errors import UnreadableFile
from xianbiao.readers import pdf_pages, read_notice
from xianbiao.readers.pdf import read_pdf
from xianbiao.sheets.grid import Grid

ROWS = (("县市", "金额"), ("合计", "3"), ("昌吉市", "1"), ("阜康市", "2"))
BODY = (
    "　　为做好困难群众救助工作，根据自治区文件精神，现下达你县市",
    "困难群众救助补助资金，请及时拨付。",
)


def read(tmp_path: Path, *papers: Paper) -> Grid:
    """The grid of these pages."""
    return read_pdf(write_pdf(tmp_path / "通知.pdf", *papers))


def texts(grid: Grid) -> list[list[object]]:
    """What the rows say."""
    return [[cell.value for cell in row] for row in grid.rows]


def firsts(grid: Grid) -> list[object]:
    """What the first cell of each row says."""
    return [row[0].value for row in grid.rows]


def full(text: str) -> str:
    """A text of as many signs as fit between the margins, 45 of ten points."""
    return text + "续" * (45 - len(text))


def test_lines_and_tables_come_in_order_with_their_places(tmp_path: Path) -> None:
    paper = Paper().lines(["附件1", "单位：万元"]).table(ROWS, top=130).lines(["备注：无"], top=300)
    grid = read(tmp_path, paper)
    assert texts(grid) == [["附件1"], ["单位：万元"], *map(list, ROWS), ["备注：无"]]
    places = [row[-1].ref.where() for row in grid.rows]
    assert places[:3] == ["第1页第1行", "第1页第2行", "第1页「表1」B1"]
    assert places[-2:] == ["第1页「表1」B4", "第1页第7行"]
    assert not grid.remarks


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([full("一、资金"), "用于救助。"], [full("一、资金") + "用于救助。"]),
        (["资金用于救助", "不得挪用"], ["资金用于救助", "不得挪用"]),
        ([full("附件：")[:44] + "。", "二、管理"], [full("附件：")[:44] + "。", "二、管理"]),
        ([full("资金")[:42], "2024年度"], [full("资金")[:42], "2024年度"]),
        ([full("资金")[:42], "（甲）"], [full("资金")[:42] + "（甲）"]),
        ([full("资金")[:44], "2024年度"], [full("资金")[:44] + "2024年度"]),
        ([full("救助"), "　　又一段"], [full("救助"), "又一段"]),
    ],
)
def test_a_line_goes_on_where_the_next_word_did_not_fit(
    lines: list[str], paragraphs: list[str], tmp_path: Path
) -> None:
    others = [full("甲"), full("乙"), full("丙"), "丁。"]
    grid = read(tmp_path, Paper().lines([*lines, "止。", *others]))
    assert firsts(grid) == [*paragraphs, "止。", "".join(others)]


def test_a_paragraph_goes_on_on_the_next_page(tmp_path: Path) -> None:
    first = Paper().lines([full("一、"), full("甲"), full("乙")], top=700)
    grid = read(tmp_path, first, Paper().lines(["止于此页。", "二、另一段"]))
    assert firsts(grid) == [full("一、") + full("甲") + full("乙") + "止于此页。", "二、另一段"]
    assert [row[0].ref.where() for row in grid.rows] == ["第1页第1行", "第2页第2行"]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["关于下达补助资金", "预算的通知"], ["关于下达补助资金预算的通知"]),
        (["2024年补助资金", "（第二批）", "分配表"], ["2024年补助资金", "（第二批）", "分配表"]),
        (["2024年补助资金（第", "二批）分配表"], ["2024年补助资金（第二批）分配表"]),
        (["某州财政局文件", "某财社〔2024〕5号"], ["某州财政局文件", "某财社〔2024〕5号"]),
        (["绩效目标表", "（2024年度）"], ["绩效目标表", "（2024年度）"]),
        (["附件1", "资金分配表"], ["附件1", "资金分配表"]),
    ],
)
def test_a_title_in_the_middle_is_one_line(
    lines: list[str], rows: list[str], tmp_path: Path
) -> None:
    paper = Paper().lines([full("正文")], top=300)
    for number, text in enumerate(lines):
        paper.text(297 - 8 * len(text), 100 + number * 24, text, 16)
    assert firsts(read(tmp_path, paper))[:-1] == rows


@pytest.mark.parametrize(
    ("text", "step", "said"),
    [("补助资金", 10, "补助资金"), ("县市", 50, "县市"), ("1,234.50", 5, "1,234.50")],
)
def test_characters_that_are_set_apart_evenly_are_one_word(
    text: str, step: float, said: str, tmp_path: Path
) -> None:
    paper = Paper().text(72, 72, text, step=step)
    assert texts(read(tmp_path, paper)) == [[said]]


def test_two_texts_on_a_line_stay_apart(tmp_path: Path) -> None:
    paper = Paper().text(72, 72, "某州财政局").text(300, 72, "某州民政局")
    paper.text(72, 100, "5189").text(95, 100, "130")
    assert firsts(read(tmp_path, paper)) == ["某州财政局\u3000某州民政局", "5189 130"]


STROKES = {
    "lines": Paper().table(ROWS[:2]),
    "thin rectangles": Paper(),
    "boxes": Paper(),
    "open sides": Paper(),
    "dashes": Paper(),
    "double lines": Paper().table(ROWS[:2]),
}
for at in (100, 120, 140):
    STROKES["thin rectangles"].box(72, at, 232, at + 0.5, "f")
    STROKES["open sides"].line(72, at, 232, at)
    STROKES["double lines"].line(72, at + 2, 232, at + 2)
    for start in range(72, 232, 5):
        STROKES["dashes"].line(start, at, start + 2, at)
for at in (72, 152, 232):
    STROKES["thin rectangles"].box(at, 100, at + 0.5, 140, "f")
    STROKES["double lines"].line(at + 2, 100, at + 2, 140)
    for start in range(100, 140, 5):
        STROKES["dashes"].line(at, start, at, start + 2)
STROKES["open sides"].line(152, 100, 152, 140)
for x in (72, 152):
    for y in (100, 120):
        STROKES["boxes"].box(x, y, x + 80, y + 20)
for kind, drawn in STROKES.items():
    if kind not in ("lines", "double lines"):
        for (left, right), y in zip(ROWS[:2], (105, 125), strict=True):
            drawn.text(77, y, left).text(157, y, right)


@pytest.mark.parametrize("kind", STROKES)
def test_a_table_is_known_by_its_lines_however_they_are_drawn(kind: str, tmp_path: Path) -> None:
    assert texts(read(tmp_path, STROKES[kind])) == [list(row) for row in ROWS[:2]]


@pytest.mark.parametrize(
    "paper",
    [
        Paper().line(60, 60, 500, 60, "2 w 1 0 0 RG").line(60, 100, 500, 100).lines(["附件1"]),
        Paper().box(60, 60, 500, 700).lines(["附件1"]),
        Paper().box(60, 60, 500, 90, "f").lines(["附件1"]),
        Paper().line(72, 84, 110, 84).lines(["附件1"]),
    ],
    ids=["rules", "frame", "shade", "underline"],
)
def test_other_lines_make_no_table(paper: Paper, tmp_path: Path) -> None:
    assert texts(read(tmp_path, paper)) == [["附件1"]]


def test_white_lines_are_not_seen(tmp_path: Path) -> None:
    paper = Paper()
    paper.content.append("1 G")
    for y in (100, 120, 140):
        paper.line(72, y, 232, y)
    for x in (72, 152, 232):
        paper.line(x, 100, x, 140)
    grid = read(tmp_path, paper.text(77, 105, "县市").text(157, 105, "金额"))
    assert texts(grid) == [["县市\u3000金额"]]


def test_merged_cells_are_told_with_their_rows_and_columns(tmp_path: Path) -> None:
    paper = Paper().table([["县市", "补助资金", None], ["", "低保", "特困"], ["甲县", "1", "2"]])
    paper.content = [c for c in paper.content if "72 722 m 312 722" not in c]
    paper.line(152, 120, 312, 120)
    grid = read(tmp_path, paper)
    assert texts(grid)[:2] == [["县市", "补助资金", None], [None, "低保", "特困"]]
    merged = {(m.top, m.left, m.bottom, m.right) for m in grid.merges}
    assert merged == {(0, 0, 1, 0), (0, 1, 0, 2)}


def test_the_lines_of_a_cell_are_joined_where_it_was_full(tmp_path: Path) -> None:
    paper = Paper().table([["指标", "值"], ["", ""]], widths=[70, 70], high=60)
    for number, text in enumerate(("困难群众的", "救助率", "另一项")):
        paper.text(80, 165 + number * 14, text)
    for number, text in enumerate(("绩效指", "标完成", "率")):
        paper.text(148, 165 + number * 14, text, 15)
    grid = read(tmp_path, paper)
    assert texts(grid)[1] == ["困难群众的救助率\n另一项", "绩效指标完成率"]


def test_a_cell_written_downwards_is_read_from_its_right_column(tmp_path: Path) -> None:
    paper = Paper().table([["", "甲"], ["", "乙"]], widths=[60, 80], high=60)
    for x, text in ((110, "绩效指标"), (92, "目标")):
        for number, sign in enumerate(text):
            paper.text(x, 105 + number * 10, sign)
    assert texts(read(tmp_path, paper))[0] == ["绩效指标目标", "甲"]


def long_table(parts: list[list[tuple[str, str]]], *heads: str) -> list[Paper]:
    """Pages that a table fills, each with these lines above it."""
    papers = []
    for part in parts:
        top = 780 - 20 * len(part)
        paper = Paper().lines(heads, top=top - 20 * len(heads), pitch=20)
        papers.append(paper.table(part, top=top))
    return papers


HEAD, ONE, TWO, THREE = ("县市", "金额"), ("甲县", "1"), ("乙县", "2"), ("丙县", "3")


@pytest.mark.parametrize(
    ("parts", "heads", "said"),
    [
        ([[HEAD, ONE], [HEAD, TWO], [HEAD, THREE]], (), "第2–3页重复的表头去掉"),
        ([[HEAD, ONE], [TWO], [THREE]], (), "接成一张"),
        ([[HEAD, ONE], [HEAD, TWO, THREE]], ("资金分配表", "单位：万元"), "重复的标题去掉"),
    ],
)
def test_a_table_over_pages_is_one(
    parts: list[list[tuple[str, str]]], heads: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    grid = read(tmp_path, *long_table(parts, *heads))
    wanted = [[head] for head in heads] + [list(row) for row in (HEAD, ONE, TWO, THREE)]
    assert texts(grid) == wanted
    assert len(grid.remarks) == 1
    assert said in grid.remarks[0]
    assert grid.rows[-1][0].ref.where() == f"第{len(parts)}页「表1」A4"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Paper().lines(["甲表"]).table([HEAD, ONE]), Paper().lines(["乙表"]).table([HEAD, TWO])),
        (Paper().table([HEAD, ONE]), Paper().table([("科目", "代码"), TWO], widths=[90, 90])),
        (
            Paper().table([("项目名称", "救助资金"), ONE], top=740),
            Paper().table([("项目名称", "救助资金"), TWO]),
        ),
    ],
)
def test_tables_on_two_pages_with_heads_of_their_own_stay_two(
    first: Paper, second: Paper, tmp_path: Path
) -> None:
    grid = read(tmp_path, first, second)
    assert {cell.ref.sheet for row in grid.rows for cell in row} >= {"表1", "表2"}
    assert not grid.remarks


def test_a_row_cut_by_the_end_of_a_page_is_one_row(tmp_path: Path) -> None:
    first = Paper().table([("指标", "值"), ("困难群众救助", "≥90%")], top=740)
    grid = read(tmp_path, first, Paper().table([("率", ""), ("另一项", "≥95%")]))
    assert texts(grid) == [["指标", "值"], ["困难群众救助率", "≥90%"], ["另一项", "≥95%"]]
    assert "第1页的最后一行没有完" in grid.remarks[0]


@pytest.mark.parametrize(
    ("last", "first", "said"),
    [
        (("困难群众救助", "≥90%"), ("率", "≥95%"), "接成一张读"),
        (("昌吉市", "8298298298298"), ("", "529"), "第1页的最后一行与下一页第一行按两行读"),
        (("低保对象", "应保尽保率为"), ("", "≥95%"), "第1页的最后一行与下一页第一行按两行读"),
        (
            ("地方财政部门", "昌吉州财政局", "地方主管部门", "昌吉州民政局"),
            ("资金情况", "下达金额", "6936930", ""),
            "第1页的最后一行与下一页第一行按两行读",
        ),
    ],
)
def test_rows_of_which_each_is_whole_stay_two_and_a_doubt_is_told(
    last: tuple[str, ...], first: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    grid = read(tmp_path, Paper().table([last, last], top=740), Paper().table([first, last]))
    assert [[c.text for c in row] for row in grid.rows] == list(
        map(list, (last, last, first, last))
    )
    assert len(grid.remarks) == 1
    assert said in grid.remarks[0]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["1. 规范政策实施，", "合理定标准。"], ["2. 统筹供养工作。"]),
        (["1. 规范政策", "实施，合理确", "定保障"], ["标准。"]),
    ],
)
def test_a_long_text_goes_on_with_its_next_item_or_sentence(
    upper: list[str], lower: list[str], tmp_path: Path
) -> None:
    papers = (Paper(), Paper())
    papers[0].table([("目标", "")], widths=[80, 120], top=700, high=70)
    papers[1].table([("", "")], widths=[80, 120], top=60, high=70)
    for paper, texts_, top in zip(papers, (upper, lower), (725, 65), strict=True):
        for number, text in enumerate(texts_):
            paper.text(157, top + number * 14, text)
    rows = read(tmp_path, *papers).rows
    assert len(rows) == 1
    assert rows[0][1].text.replace("\n", "") == "".join([*upper, *lower])


def test_a_label_that_spans_rows_goes_on_without_its_text(tmp_path: Path) -> None:
    papers = long_table([[("产出", "一"), ("", "二")], [("", "三"), ("", "四")]])
    for paper, y in ((papers[0], 760), (papers[1], 760)):
        paper.content = [c for c in paper.content if f" {842 - y} m 232 {842 - y} l" not in c]
        paper.line(152, y, 232, y)
    grid = read(tmp_path, *papers)
    assert [row[1].value for row in grid.rows] == ["一", "二", "三", "四"]
    assert [(m.top, m.bottom, m.left, m.right) for m in grid.merges] == [(0, 3, 0, 0)]


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        (("— 1 —", "— 2 —", "— 3 —"), []),
        (("5", "6", "7"), []),
        (("第1页 共3页", "第2页 共3页", "第3页 共3页"), []),
        (("829", "12", "5"), ["829", "12", "5"]),
    ],
)
def test_page_numbers_are_left_out_and_figures_kept(
    numbers: tuple[str, ...], kept: list[str], tmp_path: Path
) -> None:
    papers = [Paper().lines([f"第{n}段。"]).text(280, 800, n) for n in numbers]
    grid = read(tmp_path, *papers)
    assert [t for t in firsts(grid) if t in numbers] == kept
    assert grid.remarks == ([] if kept else ["第1–3页的页码没有读"])


def test_headers_on_every_page_are_left_out_and_labels_kept(tmp_path: Path) -> None:
    heads = ("内部文件", "附件2")
    for head in heads:
        papers = [Paper().text(72, 40, head).lines([f"{n}。"], top=90) for n in "甲乙丙"]
        grid = read(tmp_path, *papers)
        assert (head in firsts(grid)) is (head == "附件2")
        assert any(head in remark for remark in grid.remarks) is (head == "内部文件")


@pytest.mark.parametrize(
    ("size", "rotate", "turn", "said"),
    [
        ((595, 842), 0, 0, []),
        ((842, 595), 0, 0, []),
        ((595, 842), 90, 1, []),
        ((595, 842), 0, 1, ["横过来"]),
        ((595, 842), 0, 2, ["横过来"]),
        ((595, 842), 0, 3, ["横过来"]),
    ],
)
def test_pages_are_read_upright(
    size: tuple[float, float], rotate: int, turn: int, said: list[str], tmp_path: Path
) -> None:
    paper = Paper(size, rotate=rotate)
    for number, text in enumerate(("附件", "单位：万元")):
        along = number * 20
        places = ((72, 72 + along), (72 + along, 500), (500, 500 - along), (500 - along, 72))
        paper.text(*places[turn], text, turn=turn)
    grid = read(tmp_path, paper)
    assert firsts(grid) == ["附件", "单位：万元"]
    assert len(grid.remarks) == len(said)
    assert all(words in remark for words, remark in zip(said, grid.remarks, strict=True))


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (Paper().lines(["甲"]).text(200, 400, "内部资料", 40, turn=SLANTED), "4 个字斜着"),
        (
            Paper(mute="市").lines(["昌吉市财政局"]),
            "1 个字认不出来（字体没有文字对照），写作 \ufffd",
        ),
        (Paper().lines(["\uf06c 项目一"]), "1 个字认不出来"),
        (Paper().lines(["⼀、⽬标⻋辆"]), "3 个字在 PDF 里存成同形的部首"),
        (Paper().lines(["附件1"]).text(72, 72, "昌吉州"), "2 个字叠在别的字上"),
        (Paper().lines(["甲"]).text(600, 72, "乙"), "1 个字在纸边以外"),
        (Paper().lines(["甲"]).text(72, 900, "乙"), "1 个字在纸边以外"),
        (Paper().lines(["甲"]).picture(0, 0, 90, 90), "1 张图片，图片里的字没有读"),
        (Paper().lines(["甲"]).picture(0, 0, 595, 842), "第1页整页是图片，只读了图片上的文字层"),
        (Paper().lines(["甲"]).note().note(), "2 处批注或填写框没有读"),
        (Paper().table(ROWS).text(300, 120, "装订线"), "表旁边有字（如第1页“装订线”）"),
        (Paper().table(ROWS).table(ROWS, x=300), "左右并排的表，先读左边一张"),
        (Paper().lines(["甲"]).table([("", ""), ("", "")]), "没有文字的格线或图形"),
        (Paper().table(ROWS, x=450, widths=[100, 100]), "表1（第1页）超出纸边"),
        (Paper().table([("县市", "")]).text(112, 105, "补助资金额"), "1 格的文字越过格线"),
        (
            Paper().lines(["甲县　　　100", "乙县　　　200", "丙县　　　300"]),
            "有 3 行像是没有框线的表，分不出各列，按文字读",
        ),
    ],
)
def test_what_is_not_read_of_a_pdf_is_said(paper: Paper, said: str, tmp_path: Path) -> None:
    remarks = read(tmp_path, paper).remarks
    assert any(said in remark for remark in remarks)


def test_a_radical_is_read_as_its_character_and_a_double_once(tmp_path: Path) -> None:
    paper = Paper().lines(["⼀、⽬标⻋辆", "附件1"]).text(72.4, 90, "附件1")
    assert firsts(read(tmp_path, paper)) == ["一、目标车辆", "附件1"]


def test_a_cell_without_its_walls_is_read_by_rows_and_this_is_said(tmp_path: Path) -> None:
    paper = Paper().table([("甲县", "乙县"), ("丙", "丁"), ("戊", "己")])
    paper.content = [c for c in paper.content if " 152 742 m 152 722 l" not in c]
    paper.content = [c for c in paper.content if "72 722 m" not in c]
    grid = read(tmp_path, paper.line(152, 120, 232, 120))
    assert "".join(c.text for row in grid.rows for c in row) == "甲县\u3000乙县丙丁戊己"
    assert "表1（第1页）的格线不完整" in grid.remarks[0]


def test_a_drawing_of_very_many_lines_is_no_table(tmp_path: Path) -> None:
    paper = Paper().lines(["附件1"])
    for at in range(100, 700, 4):
        paper.line(50, at, 550, at).line(50 + at * 0.7, 100, 50 + at * 0.7, 700)
    grid = read(tmp_path, paper)
    assert texts(grid) == [["附件1"]]
    assert grid.remarks == ["第1页有没有文字的格线或图形，没有当作表读"]


def test_scanned_pages_are_named_with_what_to_do(tmp_path: Path) -> None:
    scan = Paper().picture(0, 0, 595, 842)
    grid = read(tmp_path, scan, Paper().lines(["附件1"]), scan, scan)
    assert grid.remarks[0].startswith("第1、3–4页没有文字（扫描的图片")
    assert "OCR" in grid.remarks[0]
    assert "Word 原稿" in grid.remarks[0]


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (Paper().picture(0, 0, 595, 842), "没有文字.*1 页是图片.*OCR.*Word 原稿"),
        (Paper(mute="昌吉市").lines(["昌吉市", "昌吉"]), "乱码.*5 个字中有 5 个"),
    ],
)
def test_a_file_without_readable_text_is_refused(paper: Paper, words: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read(tmp_path, paper)


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "通知.pdf", Paper().lines(["甲"]), locked=True)
    with pytest.raises(UnreadableFile, match="有打开密码"):
        read_pdf(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "不是 PDF"), (b"PK\x03\x04", "不是 PDF"), (b"%PDF-1.4\nnothing", "写坏了")],
)
def test_what_is_no_pdf_is_refused(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "通知.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=words):
        read_pdf(path)


def test_half_a_file_is_refused_or_read_but_never_fails_otherwise(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "通知.pdf", Paper().lines(BODY).table(ROWS))
    whole = path.read_bytes()
    outcomes = set()
    for share in range(1, 20):
        path.write_bytes(whole[: len(whole) * share // 20])
        try:
            outcomes.add(bool(read_pdf(path).rows))
        except UnreadableFile as error:
            outcomes.add(error.todo is not None and "Word 原稿" in error.todo)
    assert outcomes == {True}


def test_a_file_of_too_many_pages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_pages, "_MOST_PAGES", 2)
    with pytest.raises(UnreadableFile, match=r"太长.*3 页.*不超过 2 页"):
        read(tmp_path, *[Paper().lines(["甲"])] * 3)


def test_without_the_library_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(UnreadableFile, match=r"pdfplumber.*install\.cmd.*pip install.*docx"):
        read(tmp_path, Paper().lines(["甲"]))


NOTICE = (
    "某州财政局文件",
    "某财社〔2024〕5号",
    "关于下达2024年困难群众救助补助资金预算的通知",
    "附件1：",
    "2024年困难群众救助补助资金分配表",
    "单位：万元",
)


def notice_with(total: str, path: Path) -> Path:
    """A notice of one page whose table adds up to 3."""
    rows = [("县市", "补助资金"), ("合计", total), ("昌吉市", "1"), ("阜康市", "2")]
    return write_pdf(path, Paper().lines(NOTICE).table(rows, top=200).text(280, 800, "— 1 —"))


def test_an_allocation_table_of_a_pdf_is_understood(tmp_path: Path) -> None:
    notice = read_notice([notice_with("3", tmp_path / "通知.pdf")])
    assert notice.number is not None
    assert notice.number.text == "某财社〔2024〕5号"
    assert notice.allocation is not None
    assert [row.name.text for row in notice.allocation.rows] == ["昌吉市", "阜康市"]
    assert not [f for f in check(notice) if f.rule in ("C03", "C08", "C44")]


def test_a_wrong_total_is_named_by_page_table_and_cell(tmp_path: Path) -> None:
    notice = read_notice([notice_with("4", tmp_path / "通知.pdf")])
    found = [f for f in check(notice) if f.rule in ("C03", "C08")]
    assert {f.ref.where() for f in found} == {"第1页「表1」B2"}


def test_the_commands_take_a_pdf_and_say_what_they_did_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = notice_with("3", tmp_path / "通知.pdf")
    main(["check", str(path)])
    assert "第1页的页码没有读" in capsys.readouterr().err
    main(["import", str(path), "--out", str(tmp_path / "工作簿.xlsx")])
    assert "第1页的页码没有读" in capsys.readouterr().err
    assert (tmp_path / "工作簿.xlsx").exists()
    assert main(["inspect", str(path)]) == 0
    assert "昌吉市" in capsys.readouterr().out or "补助资金" in capsys.readouterr().out
    main(["export", str(path), "--out", str(tmp_path / "县表")])
    assert any((tmp_path / "县表").glob("*.xlsx"))

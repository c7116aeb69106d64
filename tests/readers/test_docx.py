"""A Word document is read as it is seen: paragraphs, counted numbers, tables with merged cells."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pytest

from support.documents import (
    cell,
    document_of,
    numbered,
    paragraph,
    plain_table,
    table,
    write_document,
)
from xianbiao.checks import check
from xianbiao.cli import main
from xianbiao.model.errors import UnreadableFile
from xianbiao.model.notices import Notice
from xianbiao.readers import docx_package, read_notice
from xianbiao.readers.docx import read_docx
from xianbiao.sheets.grid import Grid, Merge

RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
BREAK = "<w:r><w:br/></w:r>"


def read(tmp_path: Path, *blocks: str, **parts: str) -> Grid:
    return read_docx(write_document(tmp_path / "通知.docx", blocks, **parts))


def lines(grid: Grid) -> list[str]:
    return [row[0].text for row in grid.rows]


def raw(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


@pytest.mark.parametrize(
    ("runs", "seen"),
    [
        ([RUN.format("关于下达"), RUN.format("预算的通知")], ["关于下达预算的通知"]),
        ([RUN.format("甲局"), "<w:r><w:tab/></w:r>", RUN.format("乙局")], ["甲局\u3000乙局"]),
        ([RUN.format("关于下达"), BREAK, RUN.format("预算的通知")], ["关于下达预算的通知"]),
        ([RUN.format("各县市财政局："), BREAK, RUN.format("现下达")], ["各县市财政局：", "现下达"]),
        (
            [RUN.format("附件：1.分配表"), BREAK, RUN.format("2.绩效表")],
            ["附件：1.分配表", "2.绩效表"],
        ),
        (
            [RUN.format("下达"), f"<w:ins>{RUN.format('80')}</w:ins>", RUN.format("万元")],
            ["下达80万元"],
        ),
        (
            [RUN.format("下达"), "<w:del><w:r><w:delText>70</w:delText></w:r></w:del>"],
            ["下达"],
        ),
        (
            ["<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>", RUN.format("看得见")],
            ["看得见"],
        ),
        (
            ["<w:r><w:instrText>PAGE</w:instrText></w:r>", RUN.format("第1页")],
            ["第1页"],
        ),
        ([f"<w:hyperlink>{RUN.format('财政部')}</w:hyperlink>"], ["财政部"]),
        (
            [
                f"<w:sdt><w:sdtContent>{RUN.format('2024年')}</w:sdtContent></w:sdt>",
                RUN.format("预算"),
            ],
            ["2024年预算"],
        ),
    ],
)
def test_a_paragraph_says_what_is_seen_of_it(
    runs: list[str], seen: list[str], tmp_path: Path
) -> None:
    assert lines(read(tmp_path, raw(*runs))) == seen


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('某市财政局文件')}</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="urn:mc">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    grid = read(tmp_path, raw(RUN.format("某财社〔2024〕1号"), f"<w:r>{both}</w:r>"))
    assert lines(grid) == ["某财社〔2024〕1号", "某市财政局文件"]


def test_paragraphs_in_content_controls_and_tracked_moves_are_read_in_order(tmp_path: Path) -> None:
    inside = f"<w:sdt><w:sdtContent>{paragraph('二')}{paragraph('三')}</w:sdtContent></w:sdt>"
    assert lines(read(tmp_path, paragraph("一"), inside, paragraph("四"))) == list("一二三四")


LEVELS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="●"/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="附件%1："/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="8"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_numbers_that_word_counts_are_part_of_what_is_read(tmp_path: Path) -> None:
    grid = read(
        tmp_path,
        numbered("用途", 1),
        numbered("低保", 1, 1),
        numbered("特困", 1, 1),
        numbered("要求", 1),
        numbered("监管", 1, 1),
        numbered("公开", 1, 2),
        paragraph("不编号"),
        numbered("分配表", 2),
        numbered("绩效表", 2),
        numbered("科目表", 3),
        numbering=LEVELS,
    )
    assert lines(grid) == [
        "一、用途",
        "（1）低保",
        "（2）特困",
        "二、要求",
        "（1）监管",
        "公开",
        "不编号",
        "附件1：分配表",
        "附件2：绩效表",
        "附件5：科目表",
    ]


@pytest.mark.parametrize(
    ("kind", "count", "seen"),
    [
        ("decimal", 12, "12"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("japaneseCounting", 20, "二十"),
        ("chineseCountingThousand", 35, "三十五"),
        ("decimalEnclosedCircle", 3, "③"),
        ("upperLetter", 2, "B"),
        ("decimalZero", 4, "04"),
    ],
)
def test_a_count_is_written_in_the_figures_of_its_list(
    kind: str, count: int, seen: str, tmp_path: Path
) -> None:
    level = (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="{count}"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert lines(read(tmp_path, numbered("项", 1), numbering=level)) == [f"{seen}.项"]


def test_a_style_gives_its_list_to_styles_that_rest_on_it(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="条"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="款"><w:basedOn w:val="条"/></w:style>'
        '<w:style w:styleId="环"><w:basedOn w:val="环"/></w:style>'
    )
    grid = read(
        tmp_path,
        paragraph("用途", '<w:pStyle w:val="款"/>'),
        paragraph("正文", '<w:pStyle w:val="环"/>'),
        paragraph("要求", '<w:pStyle w:val="条"/>'),
        paragraph("附则", '<w:pStyle w:val="条"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        numbering=LEVELS,
        styles=styles,
    )
    assert lines(grid) == ["一、用途", "正文", "二、要求", "附则"]


def test_cells_merged_over_columns_and_rows_keep_their_places(tmp_path: Path) -> None:
    grid = read(
        tmp_path,
        paragraph("附件1"),
        table(
            [
                [cell("县市", merge="restart"), cell("中央资金", span=2)],
                [cell("", merge="continue"), cell("低保"), cell("特困")],
                [cell("甲县"), cell("1"), cell("2")],
            ]
        ),
    )
    assert [[c.value for c in row] for row in grid.rows] == [
        ["附件1"],
        ["县市", "中央资金", None],
        [None, "低保", "特困"],
        ["甲县", "1", "2"],
    ]
    assert grid.merges == [Merge(1, 1, 1, 2), Merge(1, 0, 2, 0)]
    amount = grid.rows[3][1]
    assert (amount.ref.where(), amount.ref.line) == ("「表1」B3", 4)
    assert not amount.as_amount().is_text


def test_columns_that_dragged_borders_left_are_no_columns(tmp_path: Path) -> None:
    rows = [
        [cell("县市", span=2), cell("金额", span=3)],
        [cell("甲县", span=2), cell("1", span=3)],
    ]
    grid = read(tmp_path, table(rows))
    assert [[c.value for c in row] for row in grid.rows] == [["县市", "金额"], ["甲县", "1"]]
    assert grid.merges == []


def test_a_row_that_a_tracked_change_deletes_is_gone(tmp_path: Path) -> None:
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell("乙县")}{cell("9")}</w:tr>'
    rows = table([[cell("甲县"), cell("1")]]).replace("</w:tbl>", f"{gone}</w:tbl>")
    assert [[c.value for c in row] for row in read(tmp_path, rows).rows] == [["甲县", "1"]]


def test_paragraphs_of_a_cell_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    inner = f"<w:tc><w:tcPr/>{plain_table([['子一', '子二']])}{paragraph('')}</w:tc>"
    grid = read(tmp_path, table([[cell("目标1\n目标2"), inner]]))
    assert [c.value for c in grid.rows[0]] == ["目标1\n目标2", "子一\n子二"]


NOTE = '<w:footnote w:type="separator"><w:p/></w:footnote>'


@pytest.mark.parametrize(
    ("run", "parts", "said"),
    [
        (RUN.format("全是正文"), {}, []),
        (f"<w:ins>{RUN.format('80')}</w:ins>", {}, ["1 处修订"]),
        (f"<w:del>{RUN.format('70')}</w:del><w:moveTo/>", {}, ["2 处修订"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>", {}, ["1 处隐藏文字"]),
        ('<w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r>', {}, ["1 张图片"]),
        ("", {"header": paragraph("某市财政局文件")}, ["页眉里的字没有核对：某市财政局文件"]),
        ("", {"footer": paragraph("— 2 —")}, []),
        ("", {"footnotes": NOTE}, []),
        ("", {"footnotes": f"{NOTE}<w:footnote>{paragraph('见附表')}</w:footnote>"}, ["1 条脚注"]),
        ("", {"comments": f"<w:comment>{paragraph('数对吗')}</w:comment>"}, ["1 条批注"]),
    ],
)
def test_what_is_not_read_of_a_document_is_said(
    run: str, parts: dict[str, str], said: list[str], tmp_path: Path
) -> None:
    grid = read(tmp_path, paragraph("正文"), raw(run), **parts)
    assert len(grid.remarks) == len(said)
    assert all(words in remark for words, remark in zip(said, grid.remarks, strict=True))


NOTICE = (
    paragraph("某财社〔2024〕5号"),
    paragraph("关于下达2024年困难群众救助补助资金预算的通知"),
    paragraph("附件1："),
    paragraph("2024年困难群众救助补助资金分配表"),
    paragraph("单位：万元"),
)


def allocation(tmp_path: Path, total: str) -> Notice:
    rows = [
        [cell("县市", merge="restart"), cell("补助资金", span=2), cell("合计", merge="restart")],
        [cell("", merge="continue"), cell("低保"), cell("特困"), cell("", merge="continue")],
        [cell(t) for t in ("合计", "300", "30", total)],
        [cell(t) for t in ("甲县", "100", "10", "110")],
        [cell(t) for t in ("乙县", "200", "20", "220")],
    ]
    return read_notice([write_document(tmp_path / "通知.docx", (*NOTICE, table(rows)))])


def test_an_allocation_table_of_a_document_is_understood_and_added_up(tmp_path: Path) -> None:
    notice = allocation(tmp_path, "330")
    assert notice.allocation is not None
    assert [r.name.text for r in notice.allocation.rows] == ["甲县", "乙县"]
    assert [c.path for c in notice.allocation.columns] == [
        ("补助资金", "低保"),
        ("补助资金", "特困"),
        ("合计",),
    ]
    assert not [f for f in check(notice) if f.rule in ("C03", "C08", "C44")]


def test_a_wrong_total_is_named_by_table_and_cell(tmp_path: Path) -> None:
    found = [f for f in check(allocation(tmp_path, "320")) if f.rule in ("C03", "C08")]
    assert {f.ref.where() for f in found} == {"「表1」D3"}


@pytest.mark.parametrize("name", ["changji-2023-70", "bazhou-2021-96"])
def test_a_real_notice_has_the_same_faults_as_text_and_as_a_document(
    name: str, shared: Path, tmp_path: Path
) -> None:
    source = shared / "notices" / f"{name}.txt"
    text = check(read_notice([source]))
    made = document_of(source.read_text(encoding="utf-8"), tmp_path / "通知.docx")
    document = check(read_notice([made]))
    assert {(f.rule, f.severity, f.ref.line) for f in text} == {
        (f.rule, f.severity, f.ref.line) for f in document
    }
    errors = [Counter(f.rule for f in s if f.severity.name == "ERROR") for s in (text, document)]
    assert errors[0] == errors[1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "旧的 .doc"),
        (b"not a package", "已损坏"),
        (b"", "已损坏"),
    ],
)
def test_what_is_no_document_is_refused_with_the_reason(
    content: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=words):
        read_docx(path)


def test_a_document_of_pictures_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="没有文字"):
        read(tmp_path, paragraph(""), raw("<w:r><w:drawing/></w:r>"))


@pytest.mark.parametrize("part", ["_rels/.rels", "word/document.xml"])
def test_a_document_that_lost_a_part_or_half_of_one_is_refused(part: str, tmp_path: Path) -> None:
    whole = write_document(tmp_path / "好.docx", NOTICE)
    for broken in (None, b"<w:document"):
        path = tmp_path / "坏.docx"
        with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                content = source.read(name) if name != part else broken
                if content is not None:
                    target.writestr(name, content)
        with pytest.raises(UnreadableFile, match="已损坏"):
            read_docx(path)


def test_the_commands_say_what_they_did_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = raw(f"<w:ins>{RUN.format('各县市财政局：')}</w:ins>")
    rows = plain_table([["县市", "补助资金"], ["合计", "3"], ["甲县", "1"], ["乙县", "2"]])
    path = write_document(tmp_path / "通知.docx", (*NOTICE[:2], changed, *NOTICE[2:], rows))
    main(["check", str(path)])
    assert "1 处修订，按全部接受以后的文字核对" in capsys.readouterr().err
    main(["import", str(path), "--out", str(tmp_path / "工作簿.xlsx")])
    assert "1 处修订" in capsys.readouterr().err
    assert (tmp_path / "工作簿.xlsx").exists()


@pytest.mark.parametrize("part", ["word/document.xml", "word/_rels/document.xml.rels"])
def test_a_part_that_is_too_large_is_not_read(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_document(tmp_path / "通知.docx", NOTICE)
    with zipfile.ZipFile(path) as package:
        size = package.getinfo(part).file_size
        largest = max(package.getinfo(name).file_size for name in package.namelist())
    monkeypatch.setattr(docx_package, "_LARGEST", largest)
    assert read_docx(path).rows
    monkeypatch.setattr(docx_package, "_LARGEST", size - 1)
    with pytest.raises(UnreadableFile, match="已损坏"):
        read_docx(path)

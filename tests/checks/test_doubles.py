"""What stands twice, or under another year or number: recipients, forms, titles, attachments."""

from __future__ import annotations

import pytest

from xianbiao.checks import check
from xianbiao.model.notices import Notice

from .edit import ADJUSTMENT, ALLOCATION, BASE, Edit, errors, line_of, made, row_of


def text_of(code: str, found: Notice) -> list[tuple[int | None, str]]:
    return [(f.ref.line, f.message) for f in errors(found, code)]


@pytest.mark.parametrize(
    ("text", "first", "second", "names"),
    [
        (ALLOCATION, "呼图壁县", "呼图壁县", "“呼图壁县”"),
        (ALLOCATION, "木垒县", "木垒哈萨克自治县", "“木垒县”与“木垒哈萨克自治县”"),
        (ADJUSTMENT, "尉犁县", "尉犁县", "“尉犁县”"),
        (ADJUSTMENT, "州救助站", "州救助站", "“州救助站”"),
    ],
)
def test_a_recipient_in_two_rows_is_named_with_both(
    text: str, first: str, second: str, names: str
) -> None:
    row = row_of(text, first)
    _, notice = made(text, (row, row + row.replace(first, second)))
    at = line_of(text, row.strip("\n"))
    message = f"{names}是同一单位，列了两行：第{at}行、第{at + 1}行"
    assert text_of("C90", notice) == [(at + 1, message)]


@pytest.mark.parametrize("text", [ALLOCATION, ADJUSTMENT, BASE])
def test_rows_that_differ_are_no_doubles(text: str) -> None:
    assert text_of("C90", made(text)[1]) == []


def test_the_same_institution_of_two_areas_is_two_recipients() -> None:
    rows = ["地区\t单位\t金额", "合计\t\t6", "昌吉州\t本级\t1", "\t昌吉市\t2", "巴州\t本级\t3"]
    _, notice = made("\n".join(["某某分配表", "单位：万元", *rows, ""]))
    table = notice.allocation
    assert table is not None
    assert table.repeated() == []


def test_a_second_form_is_an_error_at_its_subtitle() -> None:
    text, notice = made(ALLOCATION, ("(2024年度 阜康市)", "(2024年度 昌吉市)"))
    first, second = (line_of(text, "(2024年度 昌吉市)", n) for n in (1, 2))
    assert text_of("C42", notice) == [
        (second, f"昌吉市有两张绩效表：第{first}行、第{second}行"),
    ]
    assert {f.left for f in errors(notice, "C01") if f.ref.line == second + 5} == {529}


def test_two_forms_of_the_prefecture_are_one_too_many() -> None:
    text, notice = made(BASE, ("(2024年度 阜康市)", "(2024年度 昌吉州)"))
    assert [line for line, _ in text_of("C42", notice)] == [line_of(text, "年度 昌吉州)", 2)]


@pytest.mark.parametrize(
    ("edit", "line", "message"),
    [
        (("《关于下达2024年", "《关于下达2023年"), 5, "写 2024 年，附件都写同一年，所引上级"),
        (("关于下达2024年困难", "关于下达2025年困难"), 3, "写 2025 年，所引上级"),
        (("《关于下达2024年", "《关于提前下达2023年"), 5, "写 2024 年，附件都写同一年，所引上级"),
        (("《关于下达2024年", "《关于提前下达2024年"), None, ""),
        (("《关于下达2024年", "《关于下达2023—2024年"), None, ""),
        (("《关于下达2024年中央财政困难", "《关于印发2020年自治区资金管理办法及困难"), None, ""),
    ],
)
def test_the_year_of_the_title_is_that_of_the_superiors(
    edit: Edit, line: int | None, message: str
) -> None:
    text, notice = made(BASE, edit)
    found = text_of("C14", notice)
    assert [at for at, _ in found] == ([] if line is None else [line])
    start, places = f"标题（第3行）{message}", f"第{line_of(text, '新财社')}行"
    assert all(m.startswith(start) and places in m for _, m in found)


SECOND = "2.支出功能科目表\n"


@pytest.mark.parametrize(
    ("edits", "jump"),
    [
        ([], None),
        ([(SECOND, "")], "第 1 项之后应为第 2 项，写的是第 3 项"),
        ([(SECOND, ""), ("附件2：", "附件：")], "第 1 项之后应为第 2 项，写的是第 3 项"),
        ([(SECOND, "2.资金支出功能科目分配表\n")], None),
    ],
)
def test_a_gap_in_the_list_is_said_and_nothing_is_matched_by_chance(
    edits: list[Edit], jump: str | None
) -> None:
    text, notice = made(BASE, *edits)
    at = line_of(text, "3.中央对地方")
    expected = [(at, f"附件说明序号不连续：{jump}")] if jump else []
    codes = line_of(text, "支出功能科目表" if jump else "支出功能科目", 1 if jump else 2)
    found = [(f.ref.line, f.message) for f in check(notice) if f.rule == "C13"]
    assert found == expected
    wrong_title = [] if jump or not edits else [codes]
    assert [f.ref.line for f in errors(notice, "C10")] == wrong_title


def test_a_clearly_like_title_is_matched_without_its_number() -> None:
    text, notice = made(BASE, ("附件2：", "附件4："))
    assert text_of("C13", notice) == [
        (
            line_of(text, "附件4："),
            f"附件标识“附件4：”序号不对，按附件说明第 2 项（第{line_of(text, '2.支出')}行）"
            "应为“附件2”",
        )
    ]

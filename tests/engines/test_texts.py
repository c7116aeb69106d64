"""Formulas, number formats, colours and sheet names as texts, without LibreOffice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.engines.libreoffice.addresses import quoted
from xianbiao.engines.libreoffice.bridge import rgb, rgb_tuple
from xianbiao.engines.libreoffice.formula_texts import excel_text, own_text
from xianbiao.engines.libreoffice.formulas import is_intersection, shifted
from xianbiao.engines.libreoffice.name_uses import renamed
from xianbiao.engines.libreoffice.number_formats import to_excel
from xianbiao.engines.libreoffice.sheet_copies import numbered
from xianbiao.model.errors import XianbiaoError


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "moved"),
    [
        ("=A1", 2, 1, "=B3"),
        ("=$A1+A$1+$A$1", 2, 1, "=$A3+B$1+$A$1"),
        ("=SUM(A1:B2)", 1, 1, "=SUM(B2:C3)"),
        ('=IF(A1="A1","B""A1",A1)', 1, 0, '=IF(A2="A1","B""A1",A2)'),
        ("='A1'!A1+Sheet2!B2", 1, 0, "='A1'!A2+Sheet2!B3"),
        ("=LOG10(A1)+ATAN2(A1,B1)", 1, 0, "=LOG10(A2)+ATAN2(A2,B2)"),
        ("=表1[[#This Row],[A1]]+A1", 1, 0, "=表1[[#This Row],[A1]]+A2"),
        ("=Q1_合计+A1", 1, 0, "=Q1_合计+A2"),
        ("=A1", -1, 0, "=#REF!"),
        ("=A1", 0, -1, "=#REF!"),
        ("=Z9+AZ9", 0, 1, "=AA9+BA9"),
        ("=1E5+A1", 1, 0, "=1E5+A2"),
    ],
)
def test_a_copied_formula_moves_its_references(
    formula: str, rows: int, columns: int, moved: str
) -> None:
    assert shifted(formula, rows, columns) == moved


@given(st.integers(1, 500), st.integers(0, 400), st.integers(0, 20), st.sampled_from("ABXZ"))
def test_a_shift_and_its_reverse_undo_each_other(
    row: int, down: int, right: int, name: str
) -> None:
    formula = f'={name}{row}+$B{row}*SUM({name}$3:C{row})&"{name}{row}"'
    assert shifted(shifted(formula, down, right), -down, -right) == formula


@pytest.mark.parametrize(
    ("formula", "found"),
    [("=A1:A2!B1:B2", True), ('="!"&A1', False), ("=#REF!+1", False), ("='a!b'.A1", False)],
)
def test_an_intersection_is_told_from_an_error(formula: str, found: bool) -> None:
    assert is_intersection(formula) is found


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=旧*2", "=新*2"),
        ('=旧&"旧"', '=新&"旧"'),
        ("=旧名+旧", "=旧名+新"),
        ("=SUM(旧;A1)", "=SUM(新;A1)"),
        ("='旧'.A1+旧", "='旧'.A1+新"),
    ],
)
def test_a_name_is_changed_in_formulas(formula: str, result: str) -> None:
    assert renamed(formula, "旧", "新") == result


@pytest.mark.parametrize(
    ("code", "excel"),
    [
        ("General", "General"),
        ("Standard", "General"),
        ("BOOLEAN", "General"),
        ("YYYY/MM/DD", "yyyy/mm/dd"),
        ('YYYY"年"M"月"D"日"', 'yyyy"年"m"月"d"日"'),
        ("HH:MM:SS AM/PM", "hh:mm:ss AM/PM"),
        ("[HH]:MM", "[hh]:mm"),
        ("[RED]-0.00", "[Red]-0.00"),
        ("NNNN D", 'dddd", " d'),
        ('"D"0.00\\M', '"D"0.00\\M'),
        ("_ * #,##0.00_ ;_ * -#,##0.00_ ", "_ * #,##0.00_ ;_ * -#,##0.00_ "),
        ("[NatNum12]General", "General"),
    ],
)
def test_a_number_format_reads_as_excel_writes_it(code: str, excel: str) -> None:
    assert to_excel(code) == excel


def test_general_has_another_word_in_a_chinese_libreoffice() -> None:
    assert to_excel("常规", "常规") == "General"
    assert to_excel('常规"万元"', "常规") == 'General"万元"'


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_colour_is_the_same_as_tuple_text_and_number(colour: tuple[int, int, int]) -> None:
    red, green, blue = colour
    assert rgb(colour) == rgb(f"#{red:02x}{green:02x}{blue:02X}")
    assert rgb(colour) == rgb(red | green << 8 | blue << 16)
    assert rgb_tuple(rgb(colour)) == colour


def test_no_colour_is_none() -> None:
    assert rgb_tuple(rgb(None)) is None
    with pytest.raises(XianbiaoError, match="颜色写错了"):
        rgb("#fff")


@pytest.mark.parametrize(
    ("name", "written"),
    [("附件1", "附件1"), ("a b", "'a b'"), ("A1", "'A1'"), ("2024", "'2024'"), ("a'b", "'a''b'")],
)
def test_a_sheet_name_is_quoted_where_it_must_be(name: str, written: str) -> None:
    assert quoted(name) == written


def test_a_copy_gets_the_first_free_number_within_31_letters() -> None:
    assert numbered("附件", {"附件", "附件 (2)"}) == "附件 (3)"
    assert numbered("表" * 31, set()) == "表" * 27 + " (2)"


PLAIN = [
    ("=A1", "=A1"),
    ("=SUM(A1:A3,$B$2)", "=SUM(A1:A3;$B$2)"),
    ('=IF(附件1!$C$5="","",附件1!$C$5)', '=IF($附件1.$C$5="";"";$附件1.$C$5)'),
    ("='a b'!A1*1.5%", "=$'a b'.A1*1.5%"),
    ("='2024'!A1", "=$'2024'.A1"),
    ('=TEXT(A1,"0.0;x,y")&"a""b"', '=TEXT(A1;"0.0;x,y")&"a""b"'),
    ("=ROUND(SUM(A1:A3)-(B1+2),2)<>0", "=ROUND(SUM(A1:A3)-(B1+2);2)<>0"),
    ("=SUM(附件1!A1:B2)", "=SUM($附件1.A1:B2)"),
]


@pytest.mark.parametrize(("excel", "own"), PLAIN)
def test_a_plain_formula_is_translated_as_a_text(excel: str, own: str) -> None:
    assert own_text(excel) == own
    assert excel_text(own) == excel


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM((A1,B2))",
        "=(A1,B2)",
        "=A1 B1",
        "={1,2}",
        "=XB_CHECK(A1)",
        "=CEILING(A1,2)",
        "=分配[金额]",
        "=SUM(甲!A1:乙!B2)",
        "=SUM(1:1)",
        "=SUM(A:A)",
        "=合计*2",
        "=TRUE",
        "=NA()",
        "=#REF!+1",
        "=1E5",
        "=SUM(A1",
        "=A1)",
        '="a',
        "=A1:A2!B1:B2",
        "=@A1",
    ],
)
def test_any_other_formula_is_left_to_libreoffice(formula: str) -> None:
    assert own_text(formula) is None

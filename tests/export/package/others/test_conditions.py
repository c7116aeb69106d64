"""What is left of a condition in a file in which no cell shows another recipient's name."""

from __future__ import annotations

import pytest

from xianbiao.export.package.others.conditions import Unsettled, reduced


def names_others(text: str) -> bool:
    """Whether a text names anybody but 甲县."""
    return "乙县" in text or "丙县" in text


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        ('$A4="甲县"', '$A4="甲县"'),
        ("$B4>100", "$B4>100"),
        ('$A4="乙县"', None),
        ('"乙县"=$A4', None),
        ("'分配 表'!$A$4=\"乙县\"", None),
        ('TRIM($A4)="乙县"', None),
        ('LEFT( $A4 , 2 )="乙县"', None),
        ('EXACT($A4,"乙县")', None),
        ('ISNUMBER(SEARCH("乙县",$A4))', None),
        ('NOT(ISERROR(FIND("乙县",A4)))', None),
        ('OR($A4="甲县",$A4="乙县")', 'OR($A4="甲县")'),
        ('OR($A4="乙县",$A4="甲县",$B4>9)', 'OR($A4="甲县",$B4>9)'),
        ('or( $A4="乙县" , $A4="丙县" )', None),
        ('OR($A4="乙县",AND($A4="丙县",$B4>9),$B4>90)', "OR($B4>90)"),
        ('AND($A4="乙县",$B4>9)', None),
        ('AND(OR($A4="甲县",$A4="乙县"),$B4>9)', 'AND(OR($A4="甲县"),$B4>9)'),
        ('(OR($A4="甲县",$A4="乙县"))', '(OR($A4="甲县"))'),
        ('($A4="乙县")', None),
        ('OR($A4={"甲县","乙县","丙县"})', 'OR($A4={"甲县"})'),
        ('OR($A4={"乙县";"丙县"})', None),
        ('ISNUMBER(MATCH($A4,{"甲县","乙县"},0))', 'ISNUMBER(MATCH($A4,{"甲县"},0))'),
        ('OR($A4="甲县",$A4="乙县,一部分")', 'OR($A4="甲县")'),
        ('OR($A4="甲县"",(",$A4="乙县")', 'OR($A4="甲县"",(")'),
        ('OR(\'表(一)\'!$A4="甲县",$A4="乙县")', "OR('表(一)'!$A4=\"甲县\")"),
    ],
)
def test_what_is_never_true_is_left_out(condition: str, left: str | None) -> None:
    assert reduced(condition, names_others) == left


@pytest.mark.parametrize(
    "condition",
    [
        '$A4<>"乙县"',
        'NOT($A4="乙县")',
        'IF($A4="乙县",$B4>1,$B4>2)',
        'COUNTIF($A$4:$A4,"乙县")=0',
        '$A4&$A5="乙县"',
        'OR($A4="甲县",$A4<>"乙县")',
        '($A4="甲县")+($A4="乙县")',
        'OR($A4="甲县",$A4="乙县")=FALSE',
        "'乙县'!$A$1>0",
    ],
)
def test_anything_else_is_not_guessed_at(condition: str) -> None:
    with pytest.raises(Unsettled):
        reduced(condition, names_others)

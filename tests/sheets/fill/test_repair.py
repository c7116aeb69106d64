"""A repair writes one cell, leads through formulas that only repeat a cell, and refuses others."""

from decimal import Decimal

import pytest

from xianbiao.model.errors import XianbiaoError
from xianbiao.model.findings import Repair
from xianbiao.model.refs import Ref
from xianbiao.sheets.fill.repair import Source, repaired, source_of
from xianbiao.sheets.plan import Formula, Value

HERE = Ref("a.xlsx", "附件1", "A2")


@pytest.mark.parametrize(
    ("entered", "source"),
    [
        (Formula("=指标库!$D$5"), Source("指标库", "D5")),
        (Formula("='附件 1'!C7"), Source("附件 1", "C7")),
        (Formula("='a''b'!C7"), Source("a'b", "C7")),
        (Formula('=IF(指标库!$G$5="","○待填",指标库!$G$5)'), Source("指标库", "G5")),
        (Formula('=IF(指标库!$G$5="","○待填",指标库!$G$6)'), None),
        (Formula("=指标库!$D$5+1"), None),
        (Formula("=SUM(C6:C305)"), None),
        ("指标库!$D$5", None),
        ("=指标库!$D$5", None),
        (5189.0, None),
        (None, None),
    ],
)
def test_only_a_formula_that_repeats_a_cell_leads_there(
    entered: object, source: Source | None
) -> None:
    assert source_of(entered) == source


@pytest.mark.parametrize(
    ("entered", "repair", "value"),
    [
        (5189.0, Repair(HERE, Decimal(5198)), Decimal(5198)),
        (None, Repair(HERE, Decimal(5198)), Decimal(5198)),
        ("=1+1转移支出", Repair(HERE, "转移支付", "转移支出"), "=1+1转移支付"),
        ("=指标库!$D$5", Repair(HERE, "@1"), "@1"),
        ("转移支出表", Repair(HERE, "转移支付", "转移支出"), "转移支付表"),
        ("附件：", Repair(HERE, "附件2", "附件"), "附件2："),
    ],
)
def test_the_new_contents_are_the_proposed_ones(
    entered: object, repair: Repair, value: Value
) -> None:
    assert repaired(entered, repair, HERE) == value


@pytest.mark.parametrize(
    ("entered", "repair", "said"),
    [
        (Formula("=SUM(C6:C305)"), Repair(HERE, Decimal(1)), "这一格是公式"),
        ("转移支付表", Repair(HERE, "转移支付", "转移支出"), "建议不再适用"),
    ],
)
def test_a_repair_that_does_not_fit_is_refused(entered: object, repair: Repair, said: str) -> None:
    with pytest.raises(XianbiaoError, match=said):
        repaired(entered, repair, HERE)

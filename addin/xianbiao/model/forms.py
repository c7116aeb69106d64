"""Target forms (区域绩效目标表) as printed, and the indicators put back in their places."""

from __future__ import annotations

from enum import Enum

from xianbiao.model.amounts import Amount
from xianbiao.model.indicators import Indicator, IndicatorLibrary
from xianbiao.model.recipients import Recipient
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref, Text


class DamageKind(Enum):
    """How a form was damaged, as seen by the recogniser; each kind belongs to one rule."""

    ROW_SHIFTED = "整行移位"
    LABEL_SHIFTED = "标签移位"
    HEADER_SHORT = "表头缺列"
    VALUE_IN_NAME_COLUMN = "值在名称列"
    NO_VALUE_COLUMN = "名称无值列"
    VALUE_WITHOUT_NAME = "有值无名"
    NAME_WITHOUT_VALUE = "有名无值"
    NAME_IN_LABEL_COLUMN = "二级列出现指标名"
    SEVERAL_NAMES = "一格多名"
    NAME_TRUNCATED = "名称截断"
    MISCLASSIFIED = "归类错位"
    LABEL_ILLEGAL = "标签不合法"
    LABEL_MISSING = "缺标签"
    LABEL_WRONG_PARENT = "标签上级不符"
    INDICATOR_MISSING = "缺指标"
    INDICATOR_REPEATED = "指标重复"
    INDICATOR_UNKNOWN = "库外指标"
    VALUE_PARTED = "值分写几格"
    VALUE_INCOMPLETE = "值缺方向或单位"


class Damage(Record, frozen=True):
    """One thing that is wrong in the rows of a form.

    `original` is the text as printed; `restored` what the form holds after import, None where
    nothing could be restored with certainty; `basis` says on what the restoration rests.
    """

    kind: DamageKind
    ref: Ref
    original: str
    restored: str | None
    basis: str
    detail: str = ""

    @property
    def is_repair(self) -> bool:
        """Whether the import changed something here."""
        return self.restored is not None


class PlacedIndicator(Record, frozen=True):
    """One indicator of a form in its class, with its value or None where it is ○待填.

    `printed_level1` and `printed_level2` are the labels under which it was printed.
    `name_ref` is None where the printed form has lost the name, `value_ref` where it has lost
    the value.
    """

    name: str
    level1: str
    level2: str
    value: str | None
    indicator: Indicator | None
    name_ref: Ref | None
    value_ref: Ref | None
    printed_level1: str | None = None
    printed_level2: str | None = None
    printed_name: str | None = None

    @property
    def ref(self) -> Ref | None:
        """Where the indicator stands: its name, else its value."""
        return self.name_ref or self.value_ref


class FundRole(Enum):
    """The lines of 资金情况."""

    TOTAL = "下达金额"
    CENTRAL = "中央财政补助"
    OTHER = "其他资金"


class FundLine(Record, frozen=True):
    """One line of 资金情况: its printed label and its amount, in the unit of the form."""

    role: FundRole
    label: Text
    amount: Amount


class HeadField(Record, frozen=True):
    """One field of the form's head: 项目名称, 主管部门, … with its printed value."""

    name: Text
    value: Text


class TargetForm(Record):
    """One target form: head fields, fund lines, goals, and the rows of indicators.

    `funds_unit` is the unit that 资金情况（元） states, None where it states none.
    `body` holds the printed indicator rows, rows × columns, as they stand in the source.
    `remarks_label` heads a column of remarks (备注), of which `remarks` are those that say
    something; the column is no part of `header` and `body`.
    `region` is the name in the subtitle `(2024年度 昌吉市)`, else that of the one whom title, head
    or sheet name; `recipient` is set when it is a
    recipient of the allocation table, `is_prefecture` when it is the area that allocates.
    """

    label: Text | None
    title: Text | None
    subtitle: Text | None
    region: str
    year: int | None
    fields: list[HeadField]
    funds: list[FundLine]
    funds_merged: bool
    funds_ref: Ref | None
    goals_label: Text | None
    goals: Text | None
    header: list[Text]
    body: list[list[Text]]
    ref: Ref
    placed: list[PlacedIndicator] = field(default_factory=list)
    damages: list[Damage] = field(default_factory=list)
    funds_unit: str | None = None
    remarks_label: Text | None = None
    remarks: list[Text] = field(default_factory=list)
    library: IndicatorLibrary | None = None
    recipient: Recipient | None = None
    is_prefecture: bool = False
    is_evaluation: bool = False
    """Whether it reports what was reached (自评表) instead of only demanding it."""

    def fund(self, role: FundRole) -> FundLine | None:
        """The first fund line of a role."""
        return next((f for f in self.funds if f.role is role), None)

    def field(self, *names: str) -> HeadField | None:
        """The first head field with one of these names."""
        return next((f for f in self.fields if f.name.stripped in names), None)

    def remark(self, placed: PlacedIndicator) -> Text | None:
        """The remark in the row of an indicator."""
        row = placed.ref.position[0] if placed.ref is not None else None
        return next((r for r in self.remarks if r.ref.position[0] == row), None)

    def damaged(self, *kinds: DamageKind) -> list[Damage]:
        """The damages of some kinds, in printed order."""
        return [d for d in self.damages if d.kind in kinds]

    @property
    def repairs(self) -> list[Damage]:
        """What the import changed, in printed order."""
        return [d for d in self.damages if d.is_repair]

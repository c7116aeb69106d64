"""Draws self-evaluations at random, right ones, and tells in which cell each figure stands."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xianbiao.sheets.addresses import column_letters

SPLITS = ((10, 50, 30, 10), (10, 60, 30, 0), (10, 40, 40, 10), (20, 40, 30, 10))
CLASSES = ("产出指标", "效益指标", "满意度指标")
BELOW = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("社会效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
WORDS = {
    "name": ("三级指标", "三级指标名称"),
    "target": ("指标值", "年度指标值", "目标值", "年初设定目标值"),
    "actual": ("实际完成值", "全年实际完成值", "完成值"),
    "weight": ("分值", "权重", "标准分", "指标分值"),
    "score": ("得分", "自评得分", "自评分", "实际得分"),
    "reason": ("偏差原因分析及改进措施", "未完成原因", "扣分原因"),
}
ORDERS = (
    ("target", "actual", "weight", "score", "reason"),
    ("weight", "target", "actual", "score", "reason"),
    ("target", "weight", "actual", "score"),
    ("target", "weight", "actual", "reason", "score"),
)
MET = {
    "数量指标": ("≥100人", "120人"),
    "质量指标": ("≥95%", "97%"),
    "时效指标": ("≤30日", "28日"),
    "社会效益指标": ("有所提升", "有所提升"),
    "可持续影响指标": ("≥3年", "3年"),
    "服务对象满意度指标": ("≥90%", "92%"),
}
MISSED = {"数量指标": "90人", "质量指标": "94%", "时效指标": "35日", "服务对象满意度指标": "88%"}


@dataclass
class Made:
    """A drawing as rows of marks; the cells of one kind of figure, in order, by that kind."""

    rows: list[list[str]] = field(default_factory=list)
    cells: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def put(self, kind: str, column: int) -> None:
        """Note that a figure of a kind stands in a column of the last row."""
        self.cells.setdefault(kind, []).append((len(self.rows) - 1, column))

    def address(self, kind: str, which: int = 0) -> str:
        """The cell of a figure."""
        row, column = self.cells[kind][which]
        return f"{column_letters(column)}{row + 1}"

    def value(self, kind: str, which: int = 0) -> str:
        """What stands in the cell of a figure."""
        row, column = self.cells[kind][which]
        return self.rows[row][column]

    def change(self, kind: str, which: int, text: str) -> None:
        """Write something else into the cell of a figure."""
        row, column = self.cells[kind][which]
        self.rows[row][column] = text

    @property
    def drawing(self) -> str:
        """The drawing for `support.grids`."""
        return "\n".join("|".join(row) for row in self.rows) + "\n"


def make(seed: int) -> Made:
    """A right self-evaluation; the same for the same seed."""
    rng = random.Random(seed)
    made = Made()
    order = rng.choice(ORDERS)
    lead = rng.choice((0, 1))
    levels = lead + 3
    width = levels + len(order)
    execution, *classes = rng.choice(SPLITS)
    budget = rng.randint(80, 900)
    spent = rng.randint(budget // 2, budget)
    share = Decimal(spent) / budget
    rate = f"{round(share * 100, 2)}%"
    gained = round(execution * share, 2)
    inside = rng.random() < 0.3

    def row(*cells: str) -> None:
        made.rows.append([*cells, *[""] * (width - len(cells))])

    row("项目支出绩效自评表", *["<"] * (width - 1))
    row("项目名称", "就业补助资金")
    if inside:
        row("预算数：", str(budget), "执行数：", str(spent))
        made.put("budget", 1)
        made.put("spent", 3)
    else:
        row("项目资金（万元）", "", "全年预算数", "全年执行数", "执行率", "分值", "得分")
        row("", "年度资金总额", str(budget), str(spent), rate, str(execution), str(gained))
        for column, kind in enumerate(("budget", "spent", "rate", "execution", "gained"), 2):
            made.put(kind, column)
    heads = [rng.choice(WORDS[kind]) for kind in order]
    row(*["绩效指标"] * lead, "一级指标", "二级指标", rng.choice(WORDS["name"]), *heads)
    for place, kind in enumerate(order):
        made.put(f"{kind} heading", levels + place)
    if inside:
        label = ["^"] * lead + ["预算执行率"] * 3
        told = {"target": "100%", "actual": rate, "weight": str(execution), "score": str(gained)}
        row(*label, *(told.get(kind, "年底到位晚") for kind in order))
        made.put("execution", levels + order.index("weight"))
        made.put("gained", levels + order.index("score"))
    total = Decimal(gained) + _indicators(rng, made, order, lead, classes, row)
    if rng.random() < 0.85:
        row(rng.choice(("总分", "合计", "总 分")), *["<"] * (lead + 2), *[""] * len(order))
        for kind, text in (("weight", "100"), ("score", str(total))):
            made.rows[-1][levels + order.index(kind)] = text
            made.put(f"{kind} total", levels + order.index(kind))
    if rng.random() < 0.4:
        row("填表人：张三", "", "联系电话：", "13800000000")
    return made


def _indicators(
    rng: random.Random,
    made: Made,
    order: Sequence[str],
    lead: int,
    classes: Sequence[int],
    row: Callable[..., None],
) -> Decimal:
    """The rows of indicators; returns what they score together."""
    levels, total = lead + 3, Decimal(0)
    merged, stated = rng.random() < 0.5, rng.random() < 0.4
    for level1, points in zip(CLASSES, classes, strict=True):
        names = BELOW[level1] if points else ()
        for at, level2 in enumerate(names):
            weight = points // len(names) + (points % len(names) if at == 0 else 0)
            target, actual = MET[level2]
            score, reason = Decimal(weight), ""
            if level2 in MISSED and rng.random() < 0.2:
                actual, score, reason = MISSED[level2], score - Decimal("1.5"), "进度偏慢，已加快"
            first = f"{level1}（{points}分）" if stated else level1
            label = first if at == 0 else ("^" if merged else "")
            cells = {
                "target": target,
                "actual": actual,
                "weight": str(weight),
                "score": str(score),
                "reason": reason,
            }
            row(
                *["^"] * lead,
                label,
                level2,
                f"{level2[:-2]}第{at + 1}项",
                *(cells[kind] for kind in order),
            )
            for place, kind in enumerate(order):
                made.put(kind, levels + place)
            made.put("class", lead)
            total += score
    return total

"""Makes tables of many shapes, each with the truth about every cell, from a seed.

A table is made of a shape of columns, a shape of rows, a layout and some noise. The truth is
written down while the table is built, never read back by the recogniser's own means.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell, Grid, Merge

Place2 = tuple[int, int]
FILE = "生成.xlsx"


@dataclass
class Col:
    """One column: header words, meaning, attributes, and how its figures come about."""

    path: tuple[str, ...]
    meaning: str = "金额"
    source: str = ""
    batch: str = ""
    category: str = ""
    stage: str = ""
    terms: tuple[int, ...] = ()
    product: tuple[int, int, Decimal] | None = None
    adds: bool = True


@dataclass
class Row:
    """One row: printed name, kind, parent (index), whether its figures are sums of its parts."""

    name: str
    kind: str
    parent: int | None = None
    sums: bool = False
    area: str = ""
    sequence: str = ""
    values: dict[int, Decimal | None] = field(default_factory=dict)
    full: str = ""
    partial: bool = False
    blank: bool = False


@dataclass
class TrueTable:
    """What is true of one table: by address."""

    kind: str
    unit: str | None
    layout: str
    values: dict[str, tuple[str, str, str, str, str, str]] = field(default_factory=dict)
    """Cell → name cell of its row, meaning, source, batch, category, stage of its column."""
    numbers: dict[str, Decimal | None] = field(default_factory=dict)
    rows: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """Name cell → kind, name cell of the parent."""
    names: dict[str, str] = field(default_factory=dict)
    """Name cell → full name of the recipient."""
    sums: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass
class Made:
    """A sheet and what is true of it."""

    grid: Grid
    tables: list[TrueTable]
    recipe: str


def address(row: int, column: int) -> str:
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


class Sheet:
    """Cells and merged areas that are being laid down."""

    def __init__(self) -> None:
        self.cells: dict[Place2, object] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def put(self, row: int, column: int, value: object) -> None:
        self.cells[row, column] = value

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merges.append(Merge(top, left, bottom, right))

    @property
    def height(self) -> int:
        return max((r for r, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        return max((c for _, c in self.cells), default=-1) + 1

    def grid(self, name: str = "表") -> Grid:
        rows = [
            [
                Cell(self.cells.get((r, c)), Ref(FILE, name, address(r, c), column=c + 1))
                for c in range(self.width)
            ]
            for r in range(self.height)
        ]
        return Grid(
            FILE,
            name,
            rows,
            merges=list(self.merges),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
        )


SOURCES = ("中央资金", "自治区资金", "省级资金", "州级配套资金", "县级配套资金")
SOURCE_WORDS = {
    "中央资金": "中央",
    "自治区资金": "自治区",
    "省级资金": "省级",
    "州级配套资金": "州级",
    "县级配套资金": "县级",
}
BATCHES = ("提前下达", "第一批", "第二批", "本次下达")
CATEGORIES = (
    "城市低保",
    "农村低保",
    "特困人员",
    "临时救助",
    "流浪乞讨",
    "孤儿",
    "事实无人抚养儿童",
)
TOTAL_WORDS = ("合计", "总计", "小计", "总计数", "合 计", "总  计", "全州合计", "合计：")
TITLES = ("困难群众救助补助资金分配表", "财政补助资金分配情况表", "资金下达明细表")
INSTITUTIONS = ("州救助站", "州儿童福利院", "经济开发区", "高新区管委会", "州社会福利中心")


@cache
def prefectures() -> list[tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]]]:
    """Prefectures with at least three counties: code, name, counties with all their names."""
    places = load_places()
    found = []
    for place in places:
        if place.level != "prefecture":
            continue
        children = [
            (p.name, p.names)
            for p in places.children(place.code)
            if places.find(p.name, within=place.code) is p
        ]
        if len(children) >= 3:
            found.append((place.code, place.name, tuple(children)))
    return found


# ---------------------------------------------------------------- columns


def flat_amount(rng: random.Random) -> list[Col]:
    word = rng.choice(("补助资金", "分配金额", "中央补助资金", "下达金额", "金额", "资金"))
    return [Col((word,), source="中央" if "中央" in word else "")]


def by_source(rng: random.Random) -> list[Col]:
    chosen = rng.sample(SOURCES, rng.randint(2, 4))
    word = rng.choice(("合计", "资金合计", "小计", "总计"))
    first = rng.random() < 0.7
    parts = [Col((s,), source=SOURCE_WORDS[s]) for s in chosen]
    if first:
        return [Col((word,), "合计", terms=tuple(range(1, len(parts) + 1))), *parts]
    return [*parts, Col((word,), "合计", terms=tuple(range(len(parts))))]


def by_category(rng: random.Random) -> list[Col]:
    chosen = rng.sample(CATEGORIES, rng.randint(2, 6))
    top = rng.choice(("补助资金", "分类资金", "其中"))
    if top == "其中":
        parts = [Col(("其中", c), category=c) for c in chosen]
    else:
        parts = [Col((top, c), category=c) for c in chosen]
    return [Col(("合计",), "合计", terms=tuple(range(1, len(parts) + 1))), *parts]


def by_source_and_category(rng: random.Random) -> list[Col]:
    result = [Col(("合计",), "合计")]
    totals = []
    for s in rng.sample(SOURCES, rng.randint(2, 3)):
        start = len(result)
        chosen = rng.sample(CATEGORIES, rng.randint(2, 4))
        totals.append(start)
        source = SOURCE_WORDS[s]
        terms = tuple(range(start + 1, start + 1 + len(chosen)))
        result.append(Col((s, "小计"), "合计", source=source, terms=terms))
        result.extend(Col((s, c), source=source, category=c) for c in chosen)
    result[0].terms = tuple(totals)
    return result


def by_batch_and_source(rng: random.Random) -> list[Col]:
    result: list[Col] = []
    totals = []
    for b in rng.sample(BATCHES, rng.randint(2, 3)):
        start = len(result)
        chosen = rng.sample(SOURCES, 2)
        totals.append(start)
        result.append(Col((b, "小计"), "合计", batch=b, terms=(start + 1, start + 2)))
        result.extend(Col((b, s), batch=b, source=SOURCE_WORDS[s]) for s in chosen)
    result.append(Col(("总计",), "合计", terms=tuple(totals)))
    return result


def counted(rng: random.Random) -> list[Col]:
    factor = rng.choice((Decimal(1), Decimal("0.0001"), Decimal(12)))
    count = rng.choice(("人数", "保障人数（人）", "救助人次"))
    standard = rng.choice(("标准", "补助标准（元）", "人均标准"))
    amount = rng.choice(("金额", "补助资金", "补助金额"))
    groups = rng.sample(CATEGORIES, rng.randint(1, 4))
    with_total = len(groups) > 1
    result: list[Col] = [Col(("合计",), "合计")] if with_total else []
    amounts = []
    for g in groups:
        start = len(result)
        path = (g,) if with_total or rng.random() < 0.5 else ()
        category = g if path else ""
        result.append(Col((*path, count), "人数", category=category))
        result.append(Col((*path, standard), "标准", category=category, adds=False))
        result.append(Col((*path, amount), category=category, product=(start, start + 1, factor)))
        amounts.append(start + 2)
    if with_total:
        result[0].terms = tuple(amounts)
    return result


def three_deep(rng: random.Random) -> list[Col]:
    """source × batch × category × (count, standard, amount)."""
    result = [Col(("合计",), "合计")]
    amounts = []
    for s in rng.sample(SOURCES, rng.randint(1, 2)):
        source = SOURCE_WORDS[s]
        for b in rng.sample(BATCHES, rng.randint(1, 2)):
            for g in rng.sample(CATEGORIES, rng.randint(1, 2)):
                start = len(result)
                path = (s, b, g)
                shared = {"source": source, "batch": b, "category": g}
                result.append(Col((*path, "人数"), "人数", **shared))
                result.append(Col((*path, "标准"), "标准", adds=False, **shared))
                product = (start, start + 1, Decimal(1))
                result.append(Col((*path, "金额"), product=product, **shared))
                amounts.append(start + 2)
    result[0].terms = tuple(amounts)
    return result if len(amounts) > 1 else three_deep(rng)


def with_ratio(rng: random.Random) -> list[Col]:
    """Amounts beside figures that must not be added up, and money that is given back."""
    ratio = rng.choice(("分配系数", "因素占比", "绩效得分"))
    columns = [
        Col((rng.choice(("保障人数", "机构数", "救助人次")),), "人数"),
        Col((ratio,), "比例或系数", adds=False),
        Col(("应下达资金",)),
        Col(("扣减资金",)),
    ]
    rng.shuffle(columns)
    return columns


def many(rng: random.Random) -> list[Col]:
    """Up to 22 columns of amounts: each source with each category and its total."""
    result = [Col(("总计",), "合计")]
    totals = []
    chosen = rng.sample(CATEGORIES, 6)
    last = rng.random() < 0.5
    for s in SOURCES[:3]:
        start = len(result)
        source = SOURCE_WORDS[s]
        first = start + (not last)
        total = Col((s, "小计"), "合计", source=source, terms=tuple(range(first, first + 6)))
        parts = [Col((s, c), source=source, category=c) for c in chosen]
        totals.append(start + 6 if last else start)
        result += [*parts, total] if last else [total, *parts]
    result[0].terms = tuple(totals)
    return result


def adjustment(rng: random.Random) -> list[Col]:
    result: list[Col] = []
    documents = [f"财社〔2023〕{rng.randint(2, 90)}号" for _ in range(rng.randint(1, 2))]
    for d in dict.fromkeys(documents):
        start = len(result)
        result.append(Col((d, "调整前"), stage="调整前"))
        result.append(Col((d, "调整数"), stage="调整数"))
        result.append(Col((d, "调整后"), stage="调整后", terms=(start, start + 1)))
    return result


COLUMNS = {
    "单列": flat_amount,
    "来源": by_source,
    "类别": by_category,
    "来源×类别": by_source_and_category,
    "批次×来源": by_batch_and_source,
    "人数×标准": counted,
    "四层": three_deep,
    "调整": adjustment,
    "系数": with_ratio,
    "二十列": many,
}

# ------------------------------------------------------------------- rows


def _names(rng: random.Random, count: int) -> tuple[str, list[tuple[str, str]]]:
    """A prefecture and some of its counties: printed and full name."""
    _, area, counties = rng.choice(prefectures())
    chosen = (
        list(counties[:count])
        if rng.random() < 0.7
        else rng.sample(counties, min(count, len(counties)))
    )
    printed = []
    for full, names in chosen:
        name = rng.choice(names) if rng.random() < 0.2 else full
        if len(name) == 2 and rng.random() < 0.5:
            name = f"{name[0]} {name[1]}"
        elif rng.random() < 0.05:
            name = f"{name[:1]}\u3000{name[1:]}"
        printed.append((name, full))
    return area, printed


MADE_UP = (
    *(f"{c}县" for c in "甲乙丙丁戊己庚辛"),
    *(f"第{c}中学" for c in "一二三四五"),
    "市民政局",
    "县救助管理站",
    "某某慈善协会",
    "康宁医院",
)


def made_up_rows(rng: random.Random) -> list[Row]:
    """Recipients that no list knows."""
    names = rng.sample(MADE_UP, rng.randint(3, 12))
    return _with_total(rng, [Row(n, "单位", full=n) for n in names], "")


def area_rows(rng: random.Random) -> list[Row]:
    """A column of areas left of the names, with or without 小计 in each."""
    code = rng.choice(prefectures())[0]
    group = [p for p in prefectures() if p[0][:2] == code[:2]]
    subtotals = rng.random() < 0.5
    rows: list[Row] = []
    for _, area, counties in rng.sample(group, min(len(group), rng.randint(2, 4))):
        at = len(rows)
        if subtotals:
            rows.append(Row("小计", "小计", sums=True, area=area))
        for f, _ in counties[: rng.randint(2, 5)]:
            rows.append(Row(f, "单位", at if subtotals else None, full=f, area=area))
    return _with_total(rng, rows, "", none=False)


def heading_rows(rng: random.Random) -> list[Row]:
    """Groups under a heading without figures."""
    rows: list[Row] = []
    groups = (("一、县市", _names(rng, 4)[1]), ("二、州直单位", [(n, n) for n in INSTITUTIONS[:3]]))
    for name, members in groups:
        at = len(rows)
        rows.append(Row(name, "分组标题", sums=True, blank=True))
        rows += [Row(n, "单位", at, full=f) for n, f in members]
    return _with_total(rng, rows, "", none=False)


def flat_rows(rng: random.Random) -> list[Row]:
    area, counties = _names(rng, rng.randint(3, 14))
    rows = [Row(n, "单位", full=f) for n, f in counties]
    if rng.random() < 0.4:
        rows += [Row(n, "单位", full=n) for n in rng.sample(INSTITUTIONS, rng.randint(1, 2))]
    return _with_total(rng, rows, area)


def _with_total(rng: random.Random, rows: list[Row], area: str, none: bool = True) -> list[Row]:
    """A total row first or last, by a word or by the name of the area; or none at all."""
    chance = rng.random()
    if none and chance < 0.08:
        return rows
    by_area = bool(area) and none and chance < 0.2
    name = area if by_area else rng.choice(TOTAL_WORDS)
    total = Row(name, "合计", sums=True)
    at = 0 if rng.random() < 0.5 else len(rows)
    moved = [Row(**r.__dict__) for r in rows]
    for r in moved:
        r.parent = at if r.parent is None else r.parent + (at == 0)
    moved.insert(at, total)
    return moved


def grouped_rows(rng: random.Random) -> list[Row]:
    """Prefectures of one province, each above its counties."""
    code = rng.choice(prefectures())[0]
    group = [p for p in prefectures() if p[0][:2] == code[:2]]
    rows: list[Row] = []
    for _, area, counties in rng.sample(group, min(len(group), rng.randint(2, 4))):
        at = len(rows)
        rows.append(Row(area, "小计", sums=True, full=area))
        if rng.random() < 0.4:
            own = f"{area[-1]}本级"
            rows.append(Row(own, "单位", at, full=own))
        for full, _ in counties[: rng.randint(2, 6)]:
            rows.append(Row(full, "单位", at, full=full))
    return _with_total(rng, rows, "", none=False)


def subtotal_rows(rng: random.Random) -> list[Row]:
    """Groups with 小计 before or after their rows."""
    code = rng.choice(prefectures())[0]
    group = [p for p in prefectures() if p[0][:2] == code[:2]]
    before = rng.random() < 0.5
    named = rng.random() < 0.6
    rows: list[Row] = []
    for number, (_, area, counties) in enumerate(rng.sample(group, min(len(group), 3))):
        members = [Row(f, "单位", full=f) for f, _ in counties[: rng.randint(2, 5)]]
        name = (
            f"{area}小计"
            if named
            else ("小计" if rng.random() < 0.5 else f"第{'一二三'[number]}组小计")
        )
        at = len(rows) + (0 if before else len(members))
        for m in members:
            m.parent = at
        head = Row(name, "小计", sums=True)
        rows += [head, *members] if before else [*members, head]
    chance = rng.random()
    total = Row(rng.choice(("合计", "总计", "总计数")), "合计", sums=True)
    first = chance < 0.5
    moved = []
    for r in rows:
        r.parent = (0 if first else len(rows)) if r.parent is None else r.parent + first
        moved.append(r)
    return [total, *moved] if first else [*moved, total]


def part_rows(rng: random.Random) -> list[Row]:
    """Counties with 其中 below some of them."""
    area, counties = _names(rng, rng.randint(3, 8))
    rows: list[Row] = []
    for number, (n, f) in enumerate(counties, 1):
        at = len(rows)
        rows.append(Row(n, "单位", full=f, sequence=str(number)))
        if rng.random() < 0.45:
            words = rng.sample(
                ("六工镇", "三工镇", "大西渠镇", "滨湖镇", "下巴湖乡"), rng.randint(1, 3)
            )
            if rng.random() < 0.5:
                words[0] = "县本级" if f.endswith("县") else "市本级"
            partial = len(words) == 1 or rng.random() < 0.4
            rows[at].sums, rows[at].partial = not partial, partial
            for k, w in enumerate(words):
                rows.append(Row(("其中：" if k == 0 else "") + w, "其中", at))
    return _with_total(rng, rows, area)


def town_rows(rng: random.Random) -> list[Row]:
    """A county's own table: towns as recipients."""
    towns = [
        f"{a}{b}"
        for a in ("东湾", "西地", "芳草湖", "城关", "古城", "老台", "白杨河", "泉子街")
        for b in ("镇", "乡")
    ]
    chosen = rng.sample(towns, rng.randint(4, 12))
    rows = [Row(t, "单位", full=t) for t in chosen]
    if rng.random() < 0.5:
        rows.insert(0, Row("县本级", "单位", full="县本级"))
    return _with_total(rng, rows, "")


def numbered_rows(rng: random.Random) -> list[Row]:
    """一、 groups above 1. rows."""
    code = rng.choice(prefectures())[0]
    group = [p for p in prefectures() if p[0][:2] == code[:2]]
    rows: list[Row] = []
    for number, (_, area, counties) in enumerate(rng.sample(group, min(len(group), 3))):
        at = len(rows)
        rows.append(Row(f"{'一二三'[number]}、{area}", "小计", sums=True, full=area))
        for k, (f, _) in enumerate(counties[: rng.randint(2, 5)], 1):
            rows.append(Row(f"{k}.{f}", "单位", at, full=f))
    return _with_total(rng, rows, "", none=False)


ROWS = {
    "平铺": flat_rows,
    "市带县": grouped_rows,
    "小计": subtotal_rows,
    "其中": part_rows,
    "乡镇": town_rows,
    "编号": numbered_rows,
    "不在名单": made_up_rows,
    "地区列": area_rows,
    "标题行": heading_rows,
}

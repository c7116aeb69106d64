"""Fills a shape with figures that add up, and lays it down on a sheet with noise around it."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from support.shapes import (
    COLUMNS,
    ROWS,
    TITLES,
    Col,
    Made,
    Row,
    Sheet,
    TrueTable,
    address,
)

KINDS = {"调整": "调整分配表"}


def _figure(rng: random.Random, column: Col, decimals: int) -> Decimal | None:
    if column.meaning == "人数":
        return Decimal(rng.randint(3, 9000))
    if column.meaning == "标准":
        return Decimal(rng.choice((80, 300, 450, 620, 735, 1200)))
    if column.meaning == "比例或系数":
        return Decimal(rng.randint(1, 999)) / 1000
    if column.stage == "调整数":
        return Decimal(rng.randint(-40, 60)).scaleb(-0)
    chance = rng.random()
    if chance < 0.06:
        return Decimal(0)
    if chance < 0.1:
        return None
    step = Decimal(1).scaleb(-decimals)
    return (Decimal(rng.randint(50, 900000)) / 100).quantize(step, ROUND_HALF_UP)


def fill(rng: random.Random, columns: list[Col], rows: list[Row], decimals: int) -> None:
    """Give every row its figures: single rows by chance, sums from their parts."""
    children: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        if row.parent is not None:
            children.setdefault(row.parent, []).append(i)
    for c, column in enumerate(columns):
        if column.terms or column.product:
            continue
        for row in rows:
            if not row.sums:
                row.values[c] = _figure(rng, column, decimals)
    for row in rows:
        if not row.sums:
            _across(columns, row, decimals)
    _parts(rng, columns, rows, children)
    for row in rows:
        if row.blank:
            row.sums = True
    for i in sorted(range(len(rows)), key=lambda k: -_depth(rows, k)):
        row = rows[i]
        if not row.sums:
            continue
        for c, column in enumerate(columns):
            known = [v for k in children.get(i, []) if (v := rows[k].values.get(c)) is not None]
            row.values[c] = sum(known, Decimal(0)) if column.adds and known else None
    for row in rows:
        if row.blank:
            row.values = dict.fromkeys(range(len(columns)))


def _parts(
    rng: random.Random, columns: list[Col], rows: list[Row], children: dict[int, list[int]]
) -> None:
    """Parts of a row that lists only some of it stay below its figures."""
    for i, row in enumerate(rows):
        if not row.partial:
            continue
        for k in children[i]:
            for c, column in enumerate(columns):
                whole = row.values.get(c)
                if column.product or column.terms:
                    continue
                if column.meaning == "标准":
                    rows[k].values[c] = whole
                    continue
                if whole is None:
                    rows[k].values[c] = None
                else:
                    share = Decimal(rng.randint(5, 20)) / 100
                    rows[k].values[c] = (whole * share).quantize(whole, ROUND_HALF_UP)
            _across(columns, rows[k], 2)


def _depth(rows: list[Row], i: int) -> int:
    depth = 0
    at: int | None = i
    while at is not None:
        at = rows[at].parent
        depth += 1
    return depth


def _across(columns: list[Col], row: Row, decimals: int) -> None:
    """Products first, then totals of columns, the inner ones before the outer."""
    for c, column in enumerate(columns):
        if column.product:
            count, standard, factor = column.product
            n, s = row.values.get(count), row.values.get(standard)
            exact = n * s * factor if n is not None and s is not None else None
            step = Decimal("0.0001") if factor < 1 else Decimal(1)
            row.values[c] = exact.quantize(step, ROUND_HALF_UP) if exact is not None else None
    waiting = [c for c, column in enumerate(columns) if column.terms]
    while waiting:
        for c in list(waiting):
            if any(t in waiting for t in columns[c].terms):
                continue
            known = [v for t in columns[c].terms if (v := row.values.get(t)) is not None]
            row.values[c] = sum(known, Decimal(0)) if known else None
            waiting.remove(c)


def make(seed: int) -> Made:
    """One sheet with one to three tables, and what is true of it."""
    rng = random.Random(seed)
    sheet = Sheet()
    tables = []
    recipe = []
    top = rng.choice((0, 0, 0, 1, 2))
    left = rng.choice((0, 0, 0, 0, 1, 2))
    count = rng.choices((1, 2, 3), (80, 14, 6))[0]
    side = count == 2 and rng.random() < 0.4
    for _ in range(count):
        columns_name, rows_name = rng.choice(list(COLUMNS)), rng.choice(list(ROWS))
        layout = rng.choices(("普通", "并列", "转置"), (78, 11, 11))[0]
        if layout == "并列":
            columns_name, rows_name = rng.choice(("单列", "来源", "人数×标准")), "平铺"
        if layout == "转置" and rows_name in (
            "其中",
            "编号",
            "小计",
            "地区列",
            "标题行",
            "不在名单",
        ):
            rows_name = "平铺"
        if side:
            layout = "普通"
        table, bottom, right = lay(rng, sheet, top, left, columns_name, rows_name, layout, side)
        tables.append(table)
        recipe.append(f"{columns_name}/{rows_name}/{layout}")
        if side:
            left = right + rng.randint(1, 2)
        else:
            top = bottom + rng.randint(1, 2)
    return Made(sheet.grid(), tables, f"种子{seed}：" + "；".join(recipe))


def lay(
    rng: random.Random,
    sheet: Sheet,
    top: int,
    left: int,
    columns_name: str,
    rows_name: str,
    layout: str,
    side: bool = False,
) -> tuple[TrueTable, int, int]:
    """Lay one table down; returns its truth and the first row and column behind it."""
    columns, rows = COLUMNS[columns_name](rng), ROWS[rows_name](rng)
    decimals = rng.choice((0, 0, 1, 2, 2, 3, 4, 5))
    fill(rng, columns, rows, decimals)
    unit = rng.choice(("万元", "万元", "元"))
    categories = {c.category for c in columns if c.category and c.meaning == "金额"}
    kind = KINDS.get(columns_name, "分类分配表" if len(categories) > 1 else "分配表")
    table = TrueTable(kind, unit, layout)
    levels = max(len(c.path) for c in columns)
    extra = levels < 4 and layout == "普通" and len(columns) > 2 and rng.random() < 0.12
    if extra:
        columns = [
            Col(
                (("2024年补助资金安排情况"), *c.path),
                *(c.meaning, c.source, c.batch, c.category, c.stage, c.terms, c.product, c.adds),
            )
            for c in columns
        ]
        levels += 1
    prefix: list[str] = []
    if layout != "转置" and rng.random() < 0.6:
        prefix.append("序号")
    if rows_name == "地区列":
        prefix.append("市州")
        prefix.append("县（市、区）")
    else:
        prefix.append(rng.choice(("县市", "县（市、区）", "单位名称", "单位", "地区", "县市名称")))
    suffix = []
    if layout == "普通":
        suffix = [w for w in ("区划代码", "文号", "备注") if rng.random() < 0.2]
    between = 1 if layout == "普通" and not side and rng.random() < 0.05 else 0
    merged = rng.random() < 0.7
    ordinal = layout == "普通" and rng.random() < 0.1
    if layout == "转置":
        width, height = levels + len(rows), len(columns) + 1
    else:
        width = len(prefix) + between + len(columns) + len(suffix)
        height = levels + ordinal + len(rows)
    panels = 1
    if layout == "并列":
        panels = rng.choice((2, 3, 4))
        gap = rng.choice((0, 1))
        each = -(-len(rows) // panels)
        if each * (panels - 1) >= len(rows):
            panels, each = 2, -(-len(rows) // 2)
        width = panels * (len(prefix) + len(columns)) + gap * (panels - 1)
        height = levels + each
    top = _head(rng, sheet, top, left, width, unit, side)
    draw = _Drawer(rng, sheet, table, merged, between)
    if layout == "转置":
        draw.transposed(top, left, columns, rows, prefix[-1], levels)
    elif layout == "并列":
        step = len(prefix) + len(columns) + gap
        for p in range(panels):
            draw.header(top, left + p * step, columns, prefix, [], levels)
        for i, row in enumerate(rows):
            p, at = divmod(i, each)
            draw.row(top + levels + at, left + p * step, columns, rows, i, row, prefix, [])
    else:
        draw.header(top, left, columns, prefix, suffix, levels)
        body = top + levels
        if ordinal:
            for c in range(width):
                if c < len(prefix):
                    sheet.put(body, left + c, "甲乙丙"[c])
                elif c >= len(prefix) + between:
                    sheet.put(body, left + c, c - len(prefix) - between + 1)
            body += 1
        again = len(rows) > 8 and rng.random() < 0.12
        draw.broken = again
        at = body
        for i, row in enumerate(rows):
            if again and i == len(rows) // 2:
                at += 1
                if rng.random() < 0.5:
                    draw.header(at, left, columns, prefix, suffix, levels)
                    at += levels
            draw.row(at, left, columns, rows, i, row, prefix, suffix)
            at += 1
        height = at - top
    draw.settle(rows)
    bottom = top + height
    if rng.random() < 0.25 and not side:
        sheet.put(
            bottom,
            left,
            rng.choice(("注：资金用于困难群众基本生活救助。", "备注：本表数据截至2024年12月。")),
        )
        bottom += 1
    if rng.random() < 0.1 and not side:
        sheet.hidden_rows.update(rng.sample(range(top, top + height), 2))
    if rng.random() < 0.05:
        sheet.hidden_columns.add(left + width - 1)
    return table, bottom, left + width


def _head(
    rng: random.Random, sheet: Sheet, top: int, left: int, width: int, unit: str, side: bool
) -> int:
    if rng.random() < 0.3 and not any(str(v).startswith("附件") for v in sheet.cells.values()):
        sheet.put(top, left, "附件1")
        top += 1
    sheet.put(top, left, f"2024年{rng.choice(TITLES)}")
    if rng.random() < 0.8:
        sheet.merge(top, left, top, left + width - 1)
    top += 1
    place = rng.random()
    if place < 0.5:
        sheet.put(top, left + width - 1 if width > 2 else left, f"单位：{unit}")
    elif place < 0.8:
        sheet.put(top, left, f"金额单位：{unit}")
        if rng.random() < 0.5:
            sheet.merge(top, left, top, left + width - 1)
    elif width > 3:
        sheet.put(top, left, "填报单位：某某财政局")
        sheet.put(top, left + width - 1, f"单位：{unit}")
    else:
        sheet.put(top, left, f"（单位：{unit}）")
    return top + 1


class _Drawer:
    def __init__(
        self, rng: random.Random, sheet: Sheet, table: TrueTable, merged: bool, between: int
    ) -> None:
        self.between = between
        self.broken = False
        self.spaced = rng.random() < 0.08
        self.rng = rng
        self.sheet = sheet
        self.table = table
        self.merged = merged
        self.texts = rng.random() < 0.12
        self.worded = rng.random() < 0.06
        self.name_cells: dict[int, str] = {}

    def header(
        self,
        top: int,
        left: int,
        columns: list[Col],
        prefix: list[str],
        suffix: list[str],
        levels: int,
    ) -> None:
        for c, word in enumerate(prefix):
            self._tall(top, left + c, word, levels)
        first = left + len(prefix) + self.between
        self._paths(top, first, columns, levels, False)
        for c, word in enumerate(suffix):
            self._tall(top, first + len(columns) + c, word, levels)

    def _tall(self, top: int, column: int, word: str, levels: int) -> None:
        self.sheet.put(top, column, self._worded(word))
        if self.merged:
            self.sheet.merge(top, column, top + levels - 1, column)

    def _worded(self, word: str) -> str:
        """A header word as clerks space it out or break it into lines."""
        if not self.spaced or len(word) > 6:
            return word
        return "\n".join(word) if len(word) > 3 else " ".join(word)

    def _paths(self, top: int, left: int, columns: list[Col], levels: int, turned: bool) -> None:
        def put(level: int, c: int, word: str) -> None:
            at = (top + c, left + level) if turned else (top + level, left + c)
            self.sheet.put(*at, self._worded(word))

        def merge(level: int, c: int, level_end: int, c_end: int) -> None:
            if not self.merged:
                return
            if turned:
                self.sheet.merge(top + c, left + level, top + c_end, left + level_end)
            else:
                self.sheet.merge(top + level, left + c, top + level_end, left + c_end)

        for c, column in enumerate(columns):
            for level, word in enumerate(column.path):
                if level < len(column.path) - 1:
                    before = columns[c - 1].path if c else ()
                    if before[: level + 1] == column.path[: level + 1] and len(before) > level + 1:
                        continue
                    end = c
                    while (
                        end + 1 < len(columns)
                        and columns[end + 1].path[: level + 1] == column.path[: level + 1]
                        and len(columns[end + 1].path) > level + 1
                    ):
                        end += 1
                    put(level, c, word)
                    merge(level, c, level, end)
                else:
                    put(level, c, word)
                    merge(level, c, levels - 1, c)

    def row(
        self,
        at: int,
        left: int,
        columns: list[Col],
        rows: list[Row],
        i: int,
        row: Row,
        prefix: list[str],
        suffix: list[str],
    ) -> None:
        if "序号" in prefix and row.kind in ("单位",) and not row.name[:1].isdigit():
            number = sum(1 for r in rows[: i + 1] if r.kind == "单位")
            self.sheet.put(at, left, int(row.sequence) if row.sequence else number)
        name_at = (at, left + len(prefix) - 1)
        first = left + len(prefix) + self.between
        if "市州" in prefix:
            self._area(at, left + prefix.index("市州"), rows, i)
        if row.kind == "合计" and len(prefix) == 2 and self.merged and self.rng.random() < 0.5:
            name_at = (at, left)
            self.sheet.merge(at, left, at, left + 1)
        self._name(name_at, i, row)
        for c, column in enumerate(columns):
            self._value((at, first + c), i, row, c, column)
        for c, word in enumerate(suffix, first + len(columns)):
            if word == "区划代码" and row.kind == "单位":
                self.sheet.put(at, c, self.rng.choice((652301, "652302", 652323)))
            elif word == "文号" and row.kind == "单位":
                self.sheet.put(at, c, f"财社〔2024〕{self.rng.randint(1, 99)}号")
            elif word == "备注" and self.rng.random() < 0.2:
                self.sheet.put(at, c, "含上年结转")

    def _area(self, at: int, column: int, rows: list[Row], i: int) -> None:
        """The area of a run of rows, in its first row or merged over all of them."""
        area = rows[i].area
        if not area or (i and rows[i - 1].area == area):
            return
        end = i
        while end + 1 < len(rows) and rows[end + 1].area == area:
            end += 1
        self.sheet.put(at, column, area)
        if self.merged and not self.broken:
            self.sheet.merge(at, column, at + end - i, column)

    def transposed(
        self, top: int, left: int, columns: list[Col], rows: list[Row], corner: str, levels: int
    ) -> None:
        self.sheet.put(top, left, "项目")
        if self.merged:
            self.sheet.merge(top, left, top, left + levels - 1)
        self._paths(top + 1, left, columns, levels, True)
        for i, row in enumerate(rows):
            self._name((top, left + levels + i), i, row)
            for c, column in enumerate(columns):
                self._value((top + 1 + c, left + levels + i), i, row, c, column)

    def _name(self, at: tuple[int, int], i: int, row: Row) -> None:
        self.sheet.put(*at, row.name)
        self.name_cells[i] = address(*at)
        if row.kind == "单位":
            self.table.names[address(*at)] = row.full

    def _value(self, at: tuple[int, int], i: int, row: Row, c: int, column: Col) -> None:
        value = row.values.get(c)
        cell = address(*at)
        self.table.values[cell] = (
            self.name_cells[i],
            column.meaning,
            column.source,
            column.batch,
            column.category,
            column.stage,
        )
        self.table.numbers[cell] = value
        if value is None:
            return
        self.sheet.put(*at, self._printed(value, row, column))

    def _printed(self, value: Decimal, row: Row, column: Col) -> object:
        plain = column.product is None and column.meaning == "金额" and row.kind == "单位"
        if self.worded and plain and value > 5 and self.rng.random() < 0.1:
            return f"{value:f}(其中，灾情因素{self.rng.randint(1, 4)}万元)"
        if self.texts:
            return f"{value:,f}"
        return int(value) if value == value.to_integral_value() else float(value)

    def settle(self, rows: list[Row]) -> None:
        """Write down the kinds of the rows and what they add up."""
        parts: dict[int, set[str]] = {}
        for i, row in enumerate(rows):
            parent = self.name_cells[row.parent] if row.parent is not None else None
            self.table.rows[self.name_cells[i]] = (row.kind, parent)
            upper = row.parent
            while upper is not None and rows[upper].blank:
                upper = rows[upper].parent
            if upper is not None and not row.blank:
                parts.setdefault(upper, set()).add(self.name_cells[i])
        for i, members in parts.items():
            self.table.sums[self.name_cells[i]] = frozenset(members)

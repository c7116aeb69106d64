"""The words of self-evaluations: what heads their columns, and which rows hold no indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.funds import FormDefinition
from xianbiao.model.indicators import plain
from xianbiao.model.records import replace
from xianbiao.sheets.grid import Cell
from xianbiao.sheets.recognise.form_words import is_name_heading, is_value_heading, points_apart

ACTUAL, WEIGHT, SCORE, REASON = "实际完成值", "分值", "得分", "偏差原因"
"""What a column beside the targets holds."""
BUDGET, FIRST_BUDGET, SPENT, RATE = "预算数", "年初预算数", "执行数", "执行率"
"""What a column of the lines of money holds, beside weight and score."""

_BRACKETS = expression(r"\([^()]*\)")
_TAIL = expression(r"[:%A-Z]+$")
_HEADINGS = (
    (
        ACTUAL,
        expression(
            r"(?:20\d\d年度?|全年|年度|年末|本年|绩效)*实际(?:完成)?(?:值|情况|数|数值|指标值)"
            r"|(?:全年|年度|年末|本年|指标|目标|绩效)*完成(?:值|情况|指标值)|业绩值"
        ),
    ),
    (
        SCORE,
        expression(
            r"(?:自评|实际|评价|绩效|指标|单位|考核|最终|加权|权重)*(?:得分|评分|打分|得分值|评分值)"
            r"|自评(?:分|分数|分值)"
        ),
    ),
    (
        WEIGHT,
        expression(
            r"(?:标准|指标|评价|考核|规定|基准|三级指标)*"
            r"(?:分值|权重|分值权重|权重分值|权重分|权重值|满分|满分值|标准分)"
        ),
    ),
)
_REASON = expression(r"偏差(?!率|度$)|未完成|扣分原因|失分原因|改进措施")
_SPENDING = (
    (FIRST_BUDGET, expression(r"年初预算(?:数|金额|安排数?)?")),
    (
        BUDGET,
        expression(r"(?:全年|年度|当年|本年|调整后?|项目|资金)*预算(?:数|金额|额|安排数?|总额)?"),
    ),
    (
        SPENT,
        expression(r"(?:全年|年度|当年|本年|实际|预算|累计|资金)*(?:执行|支出|使用)(?:数|金额|额)"),
    ),
    (RATE, expression(r"(?:全年|年度|预算|资金|项目)*(?:执行|支出|使用)率")),
)
_EXECUTION = expression(r"(?:项目|部门|年度|全年)*(?:预算|资金)?执行(?:率|情况)?(?:指标)?")
_TOTAL = expression(
    r"(?:自评|评价|绩效|评分|综合)*(?:总分|总分值|总得分|得分合计|合计得分|合计|总计|总评分)"
    r"(?:\([^()]*\))?(?:[:：].*)?"
)
_SUBTOTAL = expression(r"(?:[^\d]{0,12})?小计(?:\([^()]*\))?")
_PLACEHOLDER = expression(r"(?:三级)?指标(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[:：]?|[…·.]+")


def bare(text: str) -> str:
    """A heading without what stands in brackets, a colon, or the letter of a formula."""
    return _TAIL.sub("", _BRACKETS.sub("", plain(text)))


def role_of(text: str) -> str:
    """What a column of indicators holds by its heading; "" for none of the four."""
    heading = bare(text)
    if not heading:
        return ""
    for role, words in _HEADINGS:
        if words.fullmatch(heading):
            return role
    return REASON if _REASON.search(heading) else ""


def money_role(text: str) -> str:
    """What a column of the lines of money holds by its heading, "" where it is something else."""
    heading = bare(text)
    for role, words in _SPENDING:
        if words.fullmatch(heading):
            return role
    role = role_of(text)
    return role if role in (WEIGHT, SCORE) else ""


def is_weighted(text: str) -> bool:
    """Whether a heading of scores says that they are weighted already: 加权得分."""
    return "权" in text and role_of(text) == SCORE


def heads_evaluation(texts: Iterable[str]) -> bool:
    """Whether the header of a form has a column for results or scores."""
    return any(role_of(text) in (ACTUAL, SCORE) for text in texts)


def is_execution(text: str) -> bool:
    """Whether a label names the rate of spending: 预算执行率, with points or without."""
    return bool(_EXECUTION.fullmatch(points_apart(text)[0]))


def is_total(text: str) -> bool:
    """Whether a word names the row of all scores: 总分, 合计."""
    return bool(_TOTAL.fullmatch(plain(text)))


def is_subtotal(text: str) -> bool:
    """Whether a word names the row of the scores of one class: 小计."""
    return bool(_SUBTOTAL.fullmatch(plain(text)))


def is_placeholder(text: str) -> bool:
    """Whether a name is one that a blank form is printed with: 指标1：, ……"""
    return bool(_PLACEHOLDER.fullmatch(plain(text)))


def indicators_alone(rows: Sequence[list[Cell]], at: int) -> list[list[Cell]]:
    """The rows of a form whose header is row `at`, as those of a form without scores.

    Left out are the rate of spending, sums of scores, names that only a blank form has, and
    the columns of points of the levels above the names.
    """
    header = rows[at]
    name = next((i for i, c in enumerate(header) if is_name_heading(c.text)), 0)
    gone = {i for i in range(name) if role_of(header[i].text) == WEIGHT}
    kept = [*rows[: at + 1], *(row for row in rows[at + 1 :] if _has_indicator(row))]
    if not gone:
        return kept
    return [*kept[:at], *([c for i, c in enumerate(r) if i not in gone] for r in kept[at:])]


def _has_indicator(row: Sequence[Cell]) -> bool:
    filled = [c for c in row if not c.is_blank]
    first = filled[0].text if filled else ""
    is_waiting = bool(filled) and is_placeholder(filled[-1].text)
    has_sum = any(is_subtotal(c.text) for c in filled[:3])
    return not (is_total(first) or is_execution(first) or is_waiting or has_sum)


def with_own_labels(
    form: FormDefinition, header: Sequence[Cell], rows: Sequence[Sequence[Cell]]
) -> FormDefinition:
    """A form that also knows the labels of its own (履职效能, 管理效率) of a self-evaluation.

    They stand in the columns of labels beside a name and a value, each in its column, and are
    no name themselves.
    """
    places = {plain(c.text): c.ref.column for c in header}
    name = next((c.ref.column for c in header if is_name_heading(c.text)), None)
    value = next((c.ref.column for c in header if is_value_heading(c.text)), None)
    by_column = [{c.ref.column: plain(c.text) for c in row if not c.is_blank} for row in rows]
    settled = [row for row in by_column if name in row and value in row]
    taken = {row[name] for row in settled}
    taken |= {plain(label) for label in (*form.level1, *form.level2)}
    own = []
    for head in ("一级指标", "二级指标"):
        texts = (points_apart(row.get(places.get(head), ""))[0] for row in settled)
        own.append({t: t for t in texts if t and not {t, f"{t}指标"} & taken})
    return replace(form, level1=form.level1 | own[0], level2=form.level2 | own[1])

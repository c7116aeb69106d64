"""What the figures of a column mean, by the words of its header and by what stands below."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.model.tables import Meaning
from xianbiao.sheets.recognise.tables.words import words

_BRACKETS = expression(r"\([^()]*\)")
_STRONG_AMOUNT = expression(
    r"(?:金额|资金|经费|拨款|支出|补助金|额度|总额|补助额|补助|补贴|下达数|分配数|安排数)$"
)
_AVERAGE = expression(r"[人户月年床亩]均|每[人户]")
_RATE = expression(r"(?:幅度?|率|百分比|比重)(?:\(|$)|(?<![\d.])%\)?$")
_DIVIDED = expression(
    r"(?:占.{0,8}(?:比重?|比例|百分比)|占比|比重|百分比|增幅|增长率|增减幅度?|同比增[长减]"
    r"|([人户亩]均)(?:金额|补助|资金|水平|支出)?)(?:\([^()]*\))?"
)
"""What a header says of every column below it, whatever its own word: 占比 over 人数 and 金额."""
_THINGS = expression(r"[(](?:台套?|套|[万千]?亩|公顷|[万千]?吨|辆|件|平方米|立方米|[千公]米)[)]$")
"""Things that are counted, whatever the words before them: 农机购置补贴（台套）."""
_TOTAL = expression(r"(?:[合总共]计|总额)(?:\([^()]*\))?")
_AMOUNT_OF_TOTAL = expression(
    r"^(?:金额|资金|经费|补助资金|补助金额|资金额)(?:\([^()]*\))?$|下达|批|拨付|预拨"
)
"""What stands below 总计 and is the sum of its namesakes in the groups: 金额, 本次下达."""
_ACCOUNT = expression(r"科目")
_TEXTUAL = (
    (Meaning.REMARK, "remark"),
    (Meaning.CODE, "code"),
    (Meaning.TEXT, "document"),
    (Meaning.TEXT, "text"),
)
_FIGURES = (
    (Meaning.STANDARD, "standard"),
    (Meaning.RATIO, "ratio"),
    (Meaning.COUNT, "count"),
)


class Body(Record):
    """What stands below one header: counts of words, figures and codes of any or of function.

    `percents` and `dashes` are those of the words that are a figure with %, or a dash alone.
    """

    words: int = 0
    percents: int = 0
    dashes: int = 0
    figures: int = 0
    codes: int = 0
    functions: int = 0
    names: int = 0
    steps: int = 0


def meaning_of(path: tuple[str, ...], body: Body) -> tuple[Meaning, float, str]:
    """The meaning of a column that is neither number nor name of the rows."""
    vocabulary = words()
    leaf = path[-1] if path else ""
    mostly_words = body.words > body.figures
    named = _ACCOUNT.search(leaf) and not _STRONG_AMOUNT.search(_BRACKETS.sub("", leaf))
    if named and 0 < body.functions == body.figures:
        return Meaning.CODE, 0.95, f"表头“{leaf}”，下面是科目代码"
    for meaning, key in _TEXTUAL:
        if vocabulary.columns[key].search(leaf) and not (meaning is Meaning.TEXT and body.figures):
            if meaning is Meaning.REMARK and body.figures > body.words:
                continue
            if meaning is Meaning.CODE and body.figures and not body.codes:
                continue
            return meaning, 0.95, f"表头“{leaf}”"
    if body.percents > body.figures and body.percents + body.dashes == body.words:
        return Meaning.RATIO, 0.95, f"表头“{leaf}”，下面是百分数"
    if mostly_words and body.figures == 0:
        return Meaning.TEXT, 0.6 if leaf else 0.4, "下面都是文字"
    for text in path[:-1]:
        if divided := _DIVIDED.fullmatch(text):
            meaning = Meaning.STANDARD if divided[1] else Meaning.RATIO
            return meaning, 0.9, f"表头“{text}”"
    total = next((t for t in path[:-1] if _TOTAL.fullmatch(t)), None)
    if total is not None and _AMOUNT_OF_TOTAL.search(leaf):
        return Meaning.TOTAL, 0.95, f"表头“{total}”"
    for depth, text in enumerate(reversed(path)):
        found = figure_meaning(text, [] if depth else list(path[:-1]))
        if found is not None:
            sure = 0.97 if depth == 0 else 0.9
            return found, sure - (0.2 if mostly_words else 0), f"表头“{text}”"
    for key, label in (("source", "资金来源"), ("batch", "批次"), ("category", "救助类别")):
        for text in reversed(path):
            if word := vocabulary.attribute(key, text):
                return Meaning.AMOUNT, 0.85, f"表头“{text}”里的“{word}”是{label}，下面是数"
    return Meaning.UNKNOWN, 0.3, f"表头“{leaf}”不在用词表里" if leaf else "表头空白"


def figure_meaning(text: str, above: Sequence[str]) -> Meaning | None:
    """What one header word says of the figures below it; None where it says nothing.

    `above` are the words over it: 合计 below 保障人数 is a number of persons.
    """
    vocabulary = words().columns
    bare = _BRACKETS.sub("", text) or text
    if vocabulary["total"].search(bare) and not vocabulary["part"].search(bare):
        upper = [figure_meaning(t, []) for t in reversed(above)]
        own = next((m for m, key in _FIGURES if vocabulary[key].search(bare)), None)
        if own is None:
            own = next((m for m in upper if m not in (None, Meaning.AMOUNT, Meaning.TOTAL)), None)
            if next((m for m in upper if m is not None), None) in (Meaning.AMOUNT, Meaning.TOTAL):
                own = None
        return own or Meaning.TOTAL
    if _RATE.search(text):
        return Meaning.RATIO
    if _THINGS.search(text):
        return Meaning.COUNT
    staged = any(vocabulary[key].search(bare) for key in ("before", "change", "after"))
    if (_STRONG_AMOUNT.search(bare) and not _AVERAGE.search(bare)) or staged:
        return Meaning.AMOUNT
    for meaning, key in _FIGURES:
        if vocabulary[key].search(text):
            return meaning
    return Meaning.AMOUNT if vocabulary["amount"].search(text) else None

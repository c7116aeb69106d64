"""C70 in the running text: the codes of accounts and tags that it names bear their names."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.c10_titles import likeness
from xianbiao.checks.code_years import year_of_accounts
from xianbiao.checks.paragraphs import Paragraph, paragraphs
from xianbiao.checks.registry import Fault
from xianbiao.model.accounts import accounts_of
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice

_CODE = expression(
    r"(?<![\dA-Za-z.．〔\-])(?:\d{5}(?:\d{2})?|(?<=[“\"第])\d{3}(?=\s*[类\u4e00-\u9fa5])|(?<=[“\"])0\d)"
    r"(?![\d.．%％])"
)
_NAME = expression(
    r"\s*[项款类]?\s*[”\"]?\s*[-—–－,，:：]*\s*[“\"]?\s*([\u4e00-\u9fa5][^“”\"，。；、,;]{1,40})"
)
_BEFORE = expression(r"([\u4e00-\u9fa5]{2,30})\s*[（(]\s*$")
_NO_NAME = expression(
    r"科目|[项款类目]|等|和|及|与|的|[下中](?=[的列属相支核])|相关|有关|万?元|号|人(?![口力才员])|户"
)
_ALIKE = 0.6
_SHORTEST = 4
_INCOME = expression(r"(?<!\d)1100\d{3}(?!\d)")


def accounts_bear_their_names(notice: Notice) -> Iterator[Fault]:
    """Codes with the name of another (error), or with a name that is nearly theirs (hint).

    Only accounts whose name of the year is known are judged.
    """
    for unit, at, code, name in names_in_text(notice):
        year = year_of_accounts(notice, unit)
        known = _known(notice, year) if year is not None else {}
        fault = _fault(unit, at, code, name, known) if known else None
        if fault is not None:
            yield fault
    yield from _income_of_the_fund(notice)


def names_in_text(notice: Notice) -> Iterator[tuple[Paragraph, int, str, str]]:
    """The codes of the running text with the names that stand beside them, and their offsets."""
    for unit in paragraphs(notice.body):
        for found in _CODE.finditer(unit.text):
            if name := _name_at(unit.text, found.start(), found.end()):
                yield unit, found.start(), found.group(), name


def known_names(notice: Notice) -> dict[str, str]:
    """The names of the accounts of the budget year, by code."""
    return _known(notice, notice.budget_year) if notice.budget_year is not None else {}


def _known(notice: Notice, year: int) -> dict[str, str]:
    """The names of the accounts of a year by code; a fund's own codes are accounts too."""
    own = notice.fund.codes.get(year, ()) if notice.fund else ()
    return {a.code: a.name for a in accounts_of(year).values()} | {c.code: c.name for c in own}


def _name_at(text: str, start: int, end: int) -> str:
    """The name that stands behind a code, or before one in brackets; "" where there is none."""
    before = _BEFORE.search(text, 0, start)
    if before and text[end : end + 1] in (")", "）"):
        return before[1]
    found = _NAME.match(text, end)
    if found is None or _NO_NAME.match(found[1]):
        return ""
    return found[1].partition("科目")[0]


def _fault(
    unit: Paragraph, at: int, code: str, printed: str, known: dict[str, str]
) -> Fault | None:
    name = plain(printed).replace("其它", "其他")
    official = known.get(code)
    last = name.replace("—", "-").rpartition("-")[2]
    if official is not None and _begins_or_ends(name, last, plain(official)):
        return None
    others = {c for c, n in known.items() if len(n) >= _SHORTEST and plain(n) in (name, last)}
    if len(others) == 1:
        right = others.pop()
        if len(right) == len(code):
            belongs = f"，{code} 是“{official}”" if official else ""
            return Fault(
                unit.ref_at(at),
                f"正文写“{code} {known[right]}”，该科目的代码是 {right}{belongs}",
                left=code,
                right=right,
                suggestion="核对代码和名称",
            )
    is_whole = _is_quoted_whole(unit.text, at, code, printed)
    near = official is not None and likeness(name[: len(official)], plain(official)) >= _ALIKE
    if official is None or not (near or is_whole):
        return None
    return Fault(
        unit.ref_at(at),
        f"正文 {code} 的名称写“{printed.strip()}”，应为“{official}”",
        left=printed.strip(),
        right=official,
        severity=Severity.HINT,
        suggestion=f"核对后改为“{official}”",
    )


def _is_quoted_whole(text: str, at: int, code: str, printed: str) -> bool:
    """Whether a code and what stands behind it fill a pair of quotes: that is meant as a name."""
    end = at + len(code) + len(printed)
    return text[at - 1 : at] in ("“", '"') and text[at + len(code) : end + 1] == f"{printed}”"


def _begins_or_ends(name: str, last: str, official: str) -> bool:
    """Whether a name in the text is the official one with words around it."""
    return name.startswith(official) or last.startswith(official) or name.endswith(official)


def _income_of_the_fund(notice: Notice) -> Iterator[Fault]:
    """The one income account that the text names, where the fund has another."""
    own = _INCOME.search(notice.fund.income_account) if notice.fund else None
    cited = [(u, f) for u in paragraphs(notice.body) for f in _INCOME.finditer(u.text)]
    if own is None or len({f.group() for _, f in cited}) != 1:
        return
    unit, found = cited[0]
    is_known = found.group() in accounts_of(notice.budget_year or 0)
    if is_known and found.group() != own.group() and notice.fund is not None:
        yield Fault(
            unit.ref_at(found.start()),
            f"正文的收入科目是 {found.group()}，{notice.fund.name}列“{notice.fund.income_account}”",
            left=found.group(),
            right=own.group(),
            severity=Severity.HINT,
            suggestion="核对收入科目",
        )

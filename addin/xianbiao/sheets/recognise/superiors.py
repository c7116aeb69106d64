"""The documents that a notice rests on, and the year of its budget."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xianbiao.model.document_numbers import CITED_NUMBER
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice, SuperiorDocument
from xianbiao.model.refs import Text

_FUND_WORDS = expression(r"资金|预算|下达|分配|拨付|经费")
_CITED = expression(
    rf"《([^《》]+(?:《[^《》]*》[^《》]*)?)》\s*(?:[（(]\s*({CITED_NUMBER})\s*"
    r"(?:[，,、；;][^（）()]*)?[）)])"
)
_BY_NUMBER = expression(
    rf"(?:^|[，,。；;])\s*(?:根据|按照|依据|依照|按)(?:[\u4e00-\u9fa5]{{1,20}}(?:局|厅|部|委员会))?\s*"
    rf"({CITED_NUMBER})(?=[^。；;]*(?:下达|拨付|安排))"
)
"""A document cited without its title, in the sentence that hands out the money."""
_METHOD = expression(
    r"(?:办法|细则|规定|规程|制度|规划|(?<!分配)(?:方案|意见))[》〉>]?的?(?:补充)?(?:通知|函)?$"
)
_UPWARD = expression(r"(?:函|请示|报告|申请|纪要|建议)$")
"""What asks for money or tells of it, and hands out none."""
_BASIS = expression(r"(?:根据|按照|依据|依照|按)[^，。；,;《》]{0,20}")
_YEAR = expression(r"(20\d\d)\s*年")


def superiors_in(body: Sequence[Text]) -> list[SuperiorDocument]:
    """The documents that the text rests on in one clause; rule books hand out no money.

    A document that is cited by its number alone has no title.
    """
    result: list[SuperiorDocument] = []
    for text in body:
        for found in _CITED.finditer(text.text):
            clause = re.split(r"[，。；,;]", text.text[: found.start()])[-1]
            title = plain(found.group(1))
            if not _BASIS.search(clause) or _METHOD.search(title) or _UPWARD.search(title):
                continue
            if _FUND_WORDS.search(title):
                result.append(SuperiorDocument(found.group(1), found.group(2), text.ref))
        if not result and (cited := _BY_NUMBER.search(text.text)):
            result.append(SuperiorDocument("", cited[1], text.ref))
        if result:
            break
    return result


def budget_year(notice: Notice) -> int | None:
    """The year of the budget: that of the title, else that of the first paragraph.

    A title stands alone where the list of attachments and the superior's title both name one
    other year: then that is the year.
    """
    listed = {y for e in notice.entries for y in _YEAR.findall(e.name.text)}
    cited = set(_YEAR.findall(notice.superior.title)) if notice.superior is not None else set()
    own = _YEAR.findall(notice.title.text) if notice.title is not None else []
    if len(listed) == 1 and listed == cited and own and not listed & set(own):
        return int(listed.pop())
    sources = [notice.title, *notice.body[:1]]
    for text in sources:
        found = _YEAR.search(text.text) if text else None
        if found:
            return int(found.group(1))
    return None

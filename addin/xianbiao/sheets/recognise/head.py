"""Recognises the head and the text of a notice: number, title, addressees, list, date, copies."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from xianbiao.model.document_numbers import is_document_number, is_meant_as_number
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.notices import AttachmentEntry, Notice, Part, Passage, SuperiorDocument
from xianbiao.model.refs import Text

_DATE = expression(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_PRINTED = expression(r"(.*?)(20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印发")
_LIST = expression(r"附\s*件\s*[:：]\s*(\S.*)")
_ENTRY = expression(r"(\d{1,2})\s*[.．、]\s*(.*)")
_ADDRESSEES = expression(r".{2,120}[:：]")
_OFFICE = r"[\u4e00-\u9fa5]{2,20}?(?:局|厅|委员会|政府|部|办公室|中心)"
_ISSUER = expression(_OFFICE)
_ISSUERS = expression(rf"(?:{_OFFICE}[、,]?)+")
_FUND_WORDS = expression(r"资金|预算|下达|分配|拨付")
_TITLE_END = ("通知", "函", "批复", "意见", "方案", "决定", "公告", "报告")
_CITED = expression(
    r"《([^《》]+(?:《[^《》]*》[^《》]*)?)》\s*[（(]\s*"
    r"([\u4e00-\u9fa5]{2,14}[〔\[(（]\s*20\d\d\s*[〕\])）]\s*第?\s*\d+\s*号)\s*(?:[，,、；;][^（）()]*)?[）)]"
)
_METHOD = expression(
    r"(?:办法|细则|规定|规程|制度|规划|(?<!分配)(?:方案|意见))[》〉]?的?(?:通知|函)?$"
)
_BASIS = expression(r"(?:根据|按照|依据|依照|按)[^，。；,;《》]{0,20}")
_YEAR = expression(r"(20\d\d)\s*年")
_MARKUP = expression(r"^\s*(?:#{1,6}\s+|[-*]\s+)")


def read_head(notice: Notice, lines: Sequence[Text]) -> None:
    """Fill a notice from the lines before its attachments.

    Every line is also kept as a passage under its part; what is not there stays None.
    """
    reader = _HeadReader(notice, [_unmark(line) for line in lines if not _is_rule(line)])
    reader.run()
    superiors = _superiors(notice.body)
    notice.superior = superiors[0] if superiors else None
    notice.other_superiors = superiors[1:]
    notice.budget_year = _budget_year(notice)


def parse_date(text: str) -> dt.date | None:
    """The date of a text such as 2023年12月22日; None when it has none or an impossible one."""
    found = _DATE.search(text)
    if not found:
        return None
    try:
        return dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _is_rule(line: Text) -> bool:
    return not line or set(line.stripped) <= set("-—_=*")


def _unmark(line: Text) -> Text:
    return Text(_MARKUP.sub("", line.text).strip(), line.ref)


class _HeadReader:
    def __init__(self, notice: Notice, lines: list[Text]) -> None:
        self.notice = notice
        self.lines = lines
        self.at = 0

    def run(self) -> None:
        self._letterhead()
        self._title()
        self._body()
        self._tail()

    def _add(self, part: Part, text: Text) -> None:
        self.notice.passages.append(Passage(part, text))

    def _letterhead(self) -> None:
        numbered = next((i for i, t in enumerate(self.lines) if is_document_number(t.text)), None)
        titled = next((i for i, t in enumerate(self.lines) if _starts_title(t.text)), None)
        if numbered is None:
            above = enumerate(self.lines[: titled or 0])
            numbered = next((i for i, t in above if is_meant_as_number(t.text)), None)
        end = numbered if numbered is not None else titled
        if end is None or (titled is not None and titled < end):
            return
        for text in self.lines[:end]:
            self._add(Part.LETTERHEAD, text)
            name = text.stripped.removesuffix("文件").strip()
            if name:
                self.notice.issuers.append(Text(name, text.ref))
        self.at = end
        if numbered is not None:
            self.notice.number = self.lines[end]
            self._add(Part.NUMBER, self.lines[end])
            self.at = end + 1

    def _title(self) -> None:
        start = next(
            (i for i in range(self.at, len(self.lines)) if _starts_title(self.lines[i].text)), None
        )
        if start is None:
            return
        parts = [self.lines[start]]
        while not parts[-1].stripped.endswith(_TITLE_END) and start + len(parts) < len(self.lines):
            following = self.lines[start + len(parts)]
            if len(parts) > 3 or _ADDRESSEES.fullmatch(following.stripped):
                break
            parts.append(following)
        whole = "".join(p.stripped for p in parts)
        before, about, rest = whole.partition("关于")
        if before.strip() and not self.notice.issuers:
            for name in _ISSUER.findall(plain(before)):
                self.notice.issuers.append(Text(name, parts[0].ref))
        self.notice.title = Text(about + rest, parts[0].ref)
        self._add(Part.TITLE, self.notice.title)
        self.at = start + len(parts)

    def _body(self) -> None:
        if self.notice.title is None and self.notice.number is None:
            return
        if self.at < len(self.lines) and _ADDRESSEES.fullmatch(self.lines[self.at].stripped):
            self.notice.addressees = self.lines[self.at]
            self._add(Part.ADDRESSEES, self.lines[self.at])
            self.at += 1
        while self.at < len(self.lines) and not self._ends_body(self.lines[self.at]):
            self._add(Part.BODY, self.lines[self.at])
            self.at += 1
        self._attachment_list()

    def _ends_body(self, text: Text) -> bool:
        line = text.stripped
        if _LIST.fullmatch(line) or line.startswith(("抄送", "抄报")):
            return True
        if _DATE.fullmatch(line):
            return True
        rest = [t.stripped for t in self.lines[self.at + 1 : self.at + 4]]
        return (
            len(line) <= 25
            and line.endswith(("局", "厅", "部", "办公室", "委员会"))
            and any(_DATE.fullmatch(t) for t in rest)
        )

    def _attachment_list(self) -> None:
        if self.at >= len(self.lines):
            return
        found = _LIST.fullmatch(self.lines[self.at].stripped)
        if not found:
            return
        line = self.lines[self.at]
        self._entry(Text(found.group(1), line.ref))
        self._add(Part.ATTACHMENT_LIST, line)
        self.at += 1
        while self.at < len(self.lines) and _ENTRY.fullmatch(self.lines[self.at].stripped):
            self._entry(self.lines[self.at])
            self._add(Part.ATTACHMENT_LIST, self.lines[self.at])
            self.at += 1

    def _entry(self, text: Text) -> None:
        found = _ENTRY.fullmatch(text.stripped)
        number = int(found.group(1)) if found else None
        name = found.group(2) if found else text.stripped
        self.notice.entries.append(AttachmentEntry(number, Text(name.strip(), text.ref)))

    def _tail(self) -> None:
        notice = self.notice
        for text in self.lines[self.at :]:
            line = text.stripped
            if line.startswith(("抄送", "抄报")):
                notice.copies = text
                self._add(Part.COPIES, text)
            elif printed := _PRINTED.fullmatch(line):
                notice.printed_date = text
                self._add(Part.PRINTED, text)
                if printed.group(1).strip():
                    notice.printed_by = Text(printed.group(1).strip(), text.ref)
            elif _DATE.fullmatch(line) and notice.date_text is None:
                notice.date_text, notice.date = text, parse_date(line)
                self._add(Part.DATE, text)
            elif notice.date_text is None and notice.copies is None and _is_office(line):
                notice.signatures.append(text)
                self._add(Part.SIGNATURE, text)
            elif notice.printed_by is None and _is_office(line):
                notice.printed_by = text
                self._add(Part.PRINTED, text)


def _is_office(line: str) -> bool:
    return len(line) <= 40 and line.endswith(("局", "厅", "部", "办公室", "委员会", "政府", "中心"))


def _starts_title(text: str) -> bool:
    """Whether a line begins a title: 关于…, also behind the names of its issuers."""
    line = plain(text)
    before, about, rest = line.partition("关于")
    if not about or len(rest) < 4 or line.endswith(("。", ",", ";", ":")):
        return False
    return not before or (bool(_ISSUERS.fullmatch(before)) and rest.endswith(_TITLE_END))


def _superiors(body: Sequence[Text]) -> list[SuperiorDocument]:
    """The documents that the text rests on in one clause; rule books hand out no money."""
    result: list[SuperiorDocument] = []
    for text in body:
        for found in _CITED.finditer(text.text):
            clause = re.split(r"[，。；,;]", text.text[: found.start()])[-1]
            if not _BASIS.search(clause) or _METHOD.search(plain(found.group(1))):
                continue
            if _FUND_WORDS.search(found.group(1)):
                result.append(SuperiorDocument(found.group(1), found.group(2), text.ref))
        if result:
            break
    return result


def _budget_year(notice: Notice) -> int | None:
    sources = [notice.title, *notice.body[:1]]
    for text in sources:
        found = _YEAR.search(text.text) if text else None
        if found:
            return int(found.group(1))
    return None

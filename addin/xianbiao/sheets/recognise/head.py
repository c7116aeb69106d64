"""Recognises the head and the text of a notice: number, title, addressees, list, date, copies."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.document_numbers import is_document_number, is_meant_as_number
from xianbiao.model.expressions import expression
from xianbiao.model.notices import Notice, Part, Passage
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Text
from xianbiao.model.written_dates import WRITTEN, date_in, is_date, is_meant_as_date
from xianbiao.sheets.recognise.attachment_list import begins_list, is_bare_heading, read_list
from xianbiao.sheets.recognise.head_words import (
    begins_addressees,
    is_addressees,
    is_issuer,
    is_number,
    is_office,
    offices_in,
    title_lines,
)
from xianbiao.sheets.recognise.superiors import budget_year, superiors_in

_PRINTED = expression(rf"(.*?){WRITTEN}\s*印发")
_MARKUP = expression(r"^\s*(?:#{1,6}\s+|[-*]\s+)")
_COPIES = ("抄送", "抄报")
_BELOW_TITLE = 8
"""How many lines a web page may put between the title and the addressees."""
_SIGNATURES = 6


def read_head(notice: Notice, lines: Sequence[Text]) -> None:
    """Fill a notice from the lines before its attachments.

    Every line is also kept as a passage under its part; what is not there stays None.
    """
    reader = _HeadReader(notice, [_unmark(line) for line in lines if not _is_rule(line)])
    reader.run()
    superiors = superiors_in(notice.body)
    notice.superior = superiors[0] if superiors else None
    notice.other_superiors = superiors[1:]
    notice.budget_year = budget_year(notice)


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
        self._below_title()
        self._body()
        self._tail()

    def _add(self, part: Part, text: Text) -> None:
        self.notice.passages.append(Passage(part, text))

    def _letterhead(self) -> None:
        """What stands above the title: issuers, the number, and what a web page adds."""
        titled = next((i for i in range(len(self.lines)) if title_lines(self.lines, i)), None)
        numbered = self._numbered(titled)
        end = titled if titled is not None else numbered
        if end is None:
            return
        for at, text in enumerate(self.lines[:end]):
            if at == numbered:
                self._number(text)
            else:
                self._add(Part.LETTERHEAD, text)
                if at < (numbered if numbered is not None else end):
                    self._issuer(text)
                elif is_office(text.stripped.replace("\u3000", " ")):
                    self._joint_issuers(offices_in(text.stripped), text)
        self.at = end
        if numbered is not None and numbered >= end:
            self._number(self.lines[numbered])
            self.at = numbered + 1

    def _numbered(self, titled: int | None) -> int | None:
        """The line of the number: a real one, else one that was meant as such above the title."""
        above = self.lines[:titled] if titled is not None else self.lines
        found = next((i for i, t in enumerate(above) if is_document_number(t.text)), None)
        if found is None and titled is not None:
            found = next((i for i, t in enumerate(above) if is_meant_as_number(t.text)), None)
        return found

    def _number(self, text: Text) -> None:
        self.notice.number = text
        self._add(Part.NUMBER, text)

    def _issuer(self, text: Text) -> None:
        name = text.stripped.removesuffix("文件").strip()
        if is_issuer(name):
            self.notice.issuers.append(Text(name, text.ref))

    def _title(self) -> None:
        count = title_lines(self.lines, self.at) if self.at < len(self.lines) else 0
        if not count:
            return
        parts = self.lines[self.at : self.at + count]
        whole = "".join(p.stripped for p in parts)
        before, about, rest = whole.partition("关于")
        if before.strip():
            offices = offices_in(before)
            if not self.notice.number or not self.notice.issuers:
                known = {squeeze(t.stripped) for t in self.notice.issuers}
                new = [Text(name, parts[0].ref) for name in offices if name not in known]
                self.notice.issuers += new
            else:
                self._joint_issuers(offices, parts[0])
        self.notice.title = Text(about + rest, parts[0].ref)
        self._add(Part.TITLE, self.notice.title)
        self.at += count

    def _joint_issuers(self, offices: list[str], line: Text) -> None:
        """Offices above or in the title that issue it together with those of the letterhead."""
        known = {squeeze(t.stripped) for t in self.notice.issuers}
        if known and known < set(offices):
            self.notice.issuers += [Text(o, line.ref) for o in offices if o not in known]

    def _below_title(self) -> None:
        """Web pages print the number, and facts of their own, between title and addressees."""
        if self.notice.title is None:
            return
        reach = range(self.at, min(self.at + _BELOW_TITLE, len(self.lines)))
        again = next((i for i in reach if title_lines(self.lines, i)), None)
        if again is not None:
            self._print_title_again(again)
            return
        addressed = next((i for i in reach if is_addressees(self.lines[i])), None)
        if addressed is not None and addressed > self.at:
            addressed -= begins_addressees(self.lines[addressed - 1])
        if addressed is None:
            addressed = self.at + 1 if reach and is_number(self.lines[self.at]) else self.at
        for text in self.lines[self.at : addressed]:
            if self.notice.number is None and is_number(text):
                self._number(text)
            else:
                self._add(Part.LETTERHEAD, text)
        self.at = addressed

    def _print_title_again(self, again: int) -> None:
        """A page that heads the document with its title: what stands below is its letterhead."""
        self.notice.passages = [p for p in self.notice.passages if p.part is not Part.TITLE]
        self.notice.issuers.clear()
        for text in self.lines[self.at : again]:
            if self.notice.number is None and is_number(text):
                self._number(text)
            else:
                self._add(Part.LETTERHEAD, text)
                self._issuer(text)
        self.at = again
        self._title()
        self._below_title()

    def _body(self) -> None:
        if self.notice.title is None and self.notice.number is None:
            return
        self._addressees()
        while self.at < len(self.lines) and not self._ends_body(self.lines[self.at]):
            self._add(Part.BODY, self.lines[self.at])
            self.at += 1
        self._attachment_list()

    def _addressees(self) -> None:
        """One line that ends in a colon, or two where it runs on."""
        lines = self.lines[self.at : self.at + 2]
        count = 1
        if len(lines) == 2 and begins_addressees(lines[0]) and is_addressees(lines[1]):
            count = 2
        elif not lines or not is_addressees(lines[0]):
            return
        whole = "".join(t.stripped for t in lines[:count])
        self.notice.addressees = Text(whole, lines[0].ref) if count == 2 else lines[0]
        self._add(Part.ADDRESSEES, self.notice.addressees)
        self.at += count

    def _ends_body(self, text: Text) -> bool:
        line = text.stripped
        if self._lists_attachments(self.at) or line.startswith(_COPIES) or is_date(line):
            return True
        if not self.notice.body:
            return False
        rest = [t.stripped for t in self.lines[self.at + 1 : self.at + 1 + _SIGNATURES]]
        return is_office(line) and any(is_date(r) or is_meant_as_date(r) for r in rest)

    def _lists_attachments(self, at: int) -> bool:
        line = self.lines[at].stripped
        return begins_list(line) or is_bare_heading(line)

    def _attachment_list(self) -> None:
        if self.at >= len(self.lines) or not self._lists_attachments(self.at):
            return
        if self.notice.entries:
            return
        entries, used = read_list(self.lines, self.at)
        self.notice.entries.extend(entries)
        for text in self.lines[self.at : self.at + used]:
            self._add(Part.ATTACHMENT_LIST, text)
        self.at += used

    def _tail(self) -> None:
        notice = self.notice
        while self.at < len(self.lines):
            self._attachment_list()
            if self.at >= len(self.lines):
                return
            text = self.lines[self.at]
            line = text.stripped
            self.at += 1
            if line.startswith(_COPIES):
                notice.copies = text
                self._add(Part.COPIES, text)
            elif printed := _PRINTED.fullmatch(line):
                notice.printed_date = text
                self._add(Part.PRINTED, text)
                if printed.group(1).strip():
                    notice.printed_by = Text(printed.group(1).strip(), text.ref)
            elif is_date(line) and notice.date_text is None:
                notice.date_text, notice.date = text, date_in(line)
                self._add(Part.DATE, text)
            elif is_meant_as_date(line) and notice.date_text is None:
                notice.date_text = text
                self._add(Part.DATE, text)
            elif notice.date_text is None and notice.copies is None and is_office(line):
                notice.signatures.append(text)
                self._add(Part.SIGNATURE, text)
            elif notice.printed_by is None and is_office(line):
                notice.printed_by = text
                self._add(Part.PRINTED, text)

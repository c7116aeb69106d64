"""C20–C22: words, repetitions, broken paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xianbiao.checks.paragraphs import HAN, Paragraph, outside_brackets, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.checks.wording import Repeated, WrongWord, load_wording
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.notices import Notice, Part
from xianbiao.model.refs import Ref

_TITLES = (Part.TITLE, Part.ATTACHMENT_TITLE, Part.ATTACHMENT_LIST)
_UNENDED = expression(rf"(?:[，,。；]|^[一二三四五六七八九十]+、.{{8}}).*{HAN}$")
_CONTACT = expression(r"电话|联系人|邮箱|地址|网址")


def _units(notice: Notice) -> Iterator[tuple[set[str], Paragraph]]:
    """Every text of a notice, broken paragraphs joined, with the places that it counts as."""
    for joined in paragraphs(notice.body):
        yield {"any", "body"}, joined
    special: dict[Ref, str] = {}
    for form in notice.forms:
        special |= {f.label.ref: "fund_label" for f in form.funds}
        special |= {form.goals.ref: "goals"} if form.goals else {}
        special |= {form.goals_label.ref: "goals_label"} if form.goals_label else {}
    for passage in notice.passages:
        part, text = passage.part, passage.text
        if part is not Part.BODY:
            kinds = {"any", special.get(text.ref, "any")}
            kinds |= {"title"} if part in _TITLES else set()
            kinds |= {"form"} if part is Part.FORM else set()
            yield kinds, Paragraph(text.text, (0,), (text.ref,))


@rule("C20", "术语、错字", Severity.HINT, "错字和不规范的术语会改变意思，也使各表对不上")
def words_are_right(notice: Notice) -> Iterator[Fault]:
    """Every word of the list, once per place; a longer word hides the shorter one inside it."""
    words = [(w, s) for w in load_wording()[0] if (s := _severity(w, notice)) is not None]
    clean: set[tuple[str, frozenset[str]]] = set()
    for kinds, unit in _units(notice):
        if (alike := (unit.text, frozenset(kinds))) in clean:
            continue
        clean.add(alike)
        seen: list[tuple[int, int]] = []
        reported: set[tuple[str, Ref]] = set()
        quiet = re.sub(r"《[^《》]*》", lambda m: "\0" * len(m.group()), unit.text)
        for word, severity in words:
            if word.where not in kinds or not word.may_stand_in(unit.text):
                continue
            for found in word.pattern.finditer(unit.text if severity is Severity.ERROR else quiet):
                ref = unit.ref_at(found.start())
                if any(a < found.end() and found.start() < b for a, b in seen):
                    continue
                seen.append(found.span())
                clean.discard(alike)
                if (found.group(), ref) not in reported:
                    reported.add((found.group(), ref))
                    yield _wording_fault(word, found, ref, severity)


def _severity(word: WrongWord, notice: Notice) -> Severity | None:
    """A label is wrong only where the form of the fund does not know it."""
    if not word.is_label:
        return word.severity
    if notice.fund is None:
        return Severity.HINT
    form = notice.fund.form
    known = {*form.level1, *form.level2}
    return None if any(word.pattern.search(name) for name in known) else word.severity


def _wording_fault(word: WrongWord, found: re.Match[str], ref: Ref, severity: Severity) -> Fault:
    text = found.group().strip()
    around = found.string[max(0, found.start() - 3) : found.end() + 3].strip()
    shown = f"“{text}”" if len(text) > 2 else f"“{around}”的“{text}”"
    verb = "应" if severity is Severity.ERROR else "宜"
    advice = word.advice or f"改为“{word.right}”"
    return Fault(
        ref,
        f"{shown}{verb}{advice}",
        left=text,
        right=word.right or None,
        cause=word.reason,
        severity=severity,
        suggestion=advice,
        repair=Repair(ref, word.right, found.group()) if word.right else None,
    )


@rule("C21", "重复短语", Severity.HINT, "同义词连用、短语重复多是修改时没有删净")
def nothing_is_said_twice(notice: Notice) -> Iterator[Fault]:
    """Adjacent synonyms, doubled words, and a phrase that comes twice in one clause."""
    texts = [form.goals for form in notice.forms if form.goals]
    texts += [notice.title] if notice.title else []
    texts += [entry.name for entry in notice.entries] + notice.texts(Part.ATTACHMENT_TITLE)
    for unit in [*paragraphs(notice.body), *(Paragraph(t.text, (0,), (t.ref,)) for t in texts)]:
        flat = outside_brackets(unit.text)
        found: dict[tuple[str, Ref], None] = {}
        words = load_wording()[1]
        for pattern, text in ((words.synonyms, flat), (words.doubled, unit.text)):
            for match in pattern.finditer(text):
                found[match.group(), unit.ref_at(match.start())] = None
        for clause in re.finditer(r"[^，。；：、！？,;:]+", flat):
            if phrase := _phrase_twice(clause.group(), words):
                found[f"{phrase}……{phrase}", unit.ref_at(clause.start())] = None
        for text, ref in found:
            yield Fault(ref, f"“{text}”重复", left=text, suggestion="删去其中一个")


def _phrase_twice(clause: str, words: Repeated) -> str | None:
    """The first phrase of four characters or more that stands twice in a clause, apart."""
    text = re.sub(r"\s+", "", clause)
    for at in range(len(text) - 8):
        size, again = 4, text.find(text[at : at + 4], at + 4)
        if again < 0:
            continue
        while text[at + size] == text[again + size : again + size + 1] and at + size < again:
            size += 1
        phrase, between = text[at : at + size], text[at + size : again]
        if (
            between
            and re.fullmatch(f"{HAN}+", phrase)
            and words.verbs.search(phrase)
            and not words.joints.search(between)
        ):
            return phrase
    return None


@rule("C22", "断段", Severity.HINT, "一段被换页截成两段，查找和引用都会漏掉断开的词")
def paragraphs_are_whole(notice: Notice) -> Iterator[Fault]:
    """Halves of paragraphs, at the line of the first half."""
    for unit in paragraphs(notice.body):
        for start, ref in zip(unit.starts[1:], unit.refs, strict=False):
            before, after = unit.text[max(0, start - 8) : start], unit.text[start : start + 8]
            message = f"段落在“…{before}”处断开，下接“{after}…”"
            yield Fault(ref, message, left=before, right=after, suggestion="与下一段合并")
    for unit in paragraphs(notice.body)[-1:]:
        if _UNENDED.search(unit.text) and not _CONTACT.search(unit.text):
            yield Fault(
                unit.refs[-1],
                f"末段“…{unit.text[-8:]}”没有句号，疑有缺漏",
                left=unit.text[-8:],
                suggestion="核对原件，补全或加句号",
            )

"""C14: the title agrees with the title of the superior's document that the notice rests on."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.c10_titles import YEAR, likeness, told_by_superior
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice, Part

_FUND = expression(r"20\d\d年?(?:度)?(.+?(?:资金|经费))")
_ADDED = expression(r"(?:中央|财政|自治区|兵团|省级|市级|州级|县级|区级)+")
"""What a title may say more than the superior's."""
_REMARK = expression(r"\([^()]*\)$")
_WHOLE_NAME = expression(r"20\d\d年?(?:度)?(.+?)的?通知$")
"""What stands for the fund in a title that names neither 资金 nor 经费."""
_GENERIC = expression(r"预算|指标")
"""What titles put into the name of a fund and is no part of it: 补助预算资金."""
_LEVEL_WORD = expression(r"中央|自治区|兵团|[省市州县区]级?")
_LEVEL = expression(r"(?:中央|自治区|兵团|省|市|州|县|区)(?:级财政|财政|级)?(?=.{4})")
"""Who gives the money: a title that rests on documents of two levels names neither."""


@rule("C14", "标题与依据文件题名比对", Severity.ERROR, "转发上级资金，资金名称不能少字错字")
def title_matches_superior(notice: Notice) -> Iterator[Fault]:
    """The fund's name in the title against its name in the superior's title.

    Only characters lost or changed count: a title may add 自治区 or another source. The years
    are compared where the titles are otherwise nearly the same.
    """
    if notice.title is None or notice.superior is None:
        return
    own, upper = plain(notice.title.text), plain(notice.superior.title)
    years, cited = set(YEAR.findall(own)), set(YEAR.findall(upper))
    if years and cited and not years & cited and told_by_superior(notice):
        written, expected = "、".join(sorted(years)), "、".join(sorted(cited))
        elsewhere = _years_of_annexes(notice)
        is_cited = bool(elsewhere) and elsewhere <= years
        also = "，附件都写同一年" if is_cited else ""
        yield Fault(
            notice.superior.ref if is_cited else notice.title.ref,
            f"标题（{notice.title.ref.where()}）写 {written} 年{also}，"
            f"所引上级文件题名（{notice.superior.ref.where()}）写 {expected} 年",
            left=expected if is_cited else written,
            right=written if is_cited else expected,
            suggestion="核对上级文件的年度，改标题或引文",
        )
    mine, theirs = _funds(notice, own)
    expected = max(theirs, key=lambda name: likeness(mine, name))
    lost = _lost(mine, expected)
    if not lost and (short := _one_short(expected, mine)):
        yield Fault(
            notice.superior.ref,
            f"所引上级文件题名写“{expected}”，标题（{notice.title.ref.where()}）是“{mine}”，"
            f"题名少了“{short}”",
            left=expected,
            right=mine,
            severity=Severity.HINT,
            suggestion="核对上级文件的题名",
        )
    if lost:
        yield Fault(
            notice.title.ref,
            f"标题写“{mine}”，上级文件题名（{notice.superior.ref.where()}）"
            f"是“{expected}”，少了或改了“{lost}”",
            left=mine,
            right=expected,
            severity=Severity.HINT if _is_another_word(mine, expected) else Severity.ERROR,
            suggestion=f"核对后按上级题名改为“{expected}”",
        )


def _years_of_annexes(notice: Notice) -> set[str]:
    """The years in the list of attachments and on the attachments themselves."""
    titles = [e.name for e in notice.entries] + notice.texts(Part.ATTACHMENT_TITLE)
    return {year for text in titles for year in YEAR.findall(plain(text.text))}


def _funds(notice: Notice, title: str) -> tuple[str, list[str]]:
    """The fund's name in the title, and in the superiors' titles or else the same once more.

    Where a notice passes on the money of several documents its title may leave out whose money
    it is; then that is left out on both sides.
    """
    cited = [d for d in (notice.superior, *notice.other_superiors) if d is not None]
    found = [_FUND.search(text) for text in (title, *(plain(d.title) for d in cited))]
    mine, *theirs = [_GENERIC.sub("", m.group(1)) if m else "" for m in found]
    if not mine and (whole := _WHOLE_NAME.search(title)) is not None:
        mine = _GENERIC.sub("", _REMARK.sub("", whole.group(1)))
    names = [name for name in theirs if name]
    if not mine or not names:
        return mine, [mine]
    if len(names) > 1 and not _LEVEL.search(mine):
        return _LEVEL.sub("", mine, count=1), [_LEVEL.sub("", name, count=1) for name in names]
    return mine, names


def _is_another_word(mine: str, theirs: str) -> bool:
    """Whether two characters stand for two others and name no level: 公用经费 of 补助经费.

    That may be a part of the superior's fund, no slip.
    """
    from difflib import SequenceMatcher

    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    words = [
        (mine[a:b], theirs[c:d]) for kind, a, b, c, d in steps if kind == "replace" and b - a > 1
    ]
    return any(not _LEVEL_WORD.search(a + b) for a, b in words)


def _one_short(theirs: str, mine: str) -> str:
    """The one character that a cited name lacks; "" for any other difference."""
    if len(mine) != len(theirs) + 1:
        return ""
    at = next((i for i, c in enumerate(theirs) if mine[i] != c), len(theirs))
    return mine[at] if mine[:at] + mine[at + 1 :] == theirs else ""


def _lost(mine: str, theirs: str) -> str:
    """The few characters of the superior's name that this one lost; "" for any other change."""
    from difflib import SequenceMatcher

    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    changed = [
        (b - a, theirs[c:d])
        for kind, a, b, c, d in steps
        if kind != "equal" and not (kind == "delete" and _ADDED.fullmatch(mine[a:b]))
    ]
    small = all(len(text) <= 2 and written <= len(text) for written, text in changed)
    return "".join(text for _, text in changed) if small and len(changed) <= 2 else ""

"""G13: a subject written with its code in cells of a table bears one code and one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.model.refs import Text

_SUBJECT = expression(r"(\d{3}(?:\d{2}){0,2})[-—:、.]?([\u4e00-\u9fff].*)")
_BARE_CODE = expression(r"2\d{2}(?:\d{2}){1,2}")
_LEAST_USUAL = 2
_FEWEST_CODES = 5


class _Written(Record, frozen=True):
    """One cell with a code and a name."""

    text: Text
    code: str
    name: str


@rule("G13", "同一科目的代码和名称前后一致", Severity.HINT, "往下填充时代码会逐格加一，名称不变")
def codes_and_names_agree(notice: Notice) -> Iterator[Fault]:
    """2240704自然灾害救灾补助 among cells that say 2240703自然灾害救灾补助."""
    written = [
        _Written(text, found[1], found[2])
        for table in notice.readings
        for row in table.rows
        for text in row.texts.values()
        if (found := _SUBJECT.fullmatch(plain(text.text)))
    ]
    told = {w.text.ref: (w, usual) for w, usual in _odd(written, _name, _code)}
    told |= {w.text.ref: (w, usual) for w, usual in _odd(written, _code, _name)}
    told |= {w.text.ref: (w, usual) for w, usual in _odd_codes(notice)}
    for one, usual in told.values():
        yield Fault(
            one.text.ref,
            f"“{one.text.stripped}”与别的行不一致，别的行写“{usual.text.stripped}”",
            left=one.text.stripped,
            right=usual.text.stripped,
            suggestion="核对科目代码和名称；多半是往下填充时代码加了一",
        )


def _odd_codes(notice: Notice) -> Iterator[tuple[_Written, _Written]]:
    """The one code of a column that is not the code of all other rows."""
    for table in notice.readings:
        columns: dict[int, list[_Written]] = {}
        for row in table.rows:
            for at, text in row.texts.items():
                if _BARE_CODE.fullmatch(plain(text.text)):
                    columns.setdefault(at, []).append(_Written(text, plain(text.text), ""))
        for written in columns.values():
            usual, times = Counter(map(_code, written)).most_common(1)[0]
            if len(written) < _FEWEST_CODES or times != len(written) - 1:
                continue
            first = next(w for w in written if w.code == usual)
            yield next(w for w in written if w.code != usual), first


def _code(one: _Written) -> str:
    return one.code


def _name(one: _Written) -> str:
    return one.name


def _odd(
    written: Sequence[_Written], same: Callable[[_Written], str], other: Callable[[_Written], str]
) -> Iterator[tuple[_Written, _Written]]:
    """The cells that agree with others in one part and differ from most of them in the other."""
    groups: dict[str, list[_Written]] = {}
    for one in written:
        groups.setdefault(same(one), []).append(one)
    for members in groups.values():
        usual, times = Counter(map(other, members)).most_common(1)[0]
        first = next(m for m in members if other(m) == usual)
        for member in members:
            if other(member) != usual and times >= _LEAST_USUAL:
                yield member, first

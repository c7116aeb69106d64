"""C70 within one notice: a code has one name and a name one code, in the text and the tables."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.account_names import known_names, names_in_text
from xianbiao.checks.paragraphs import paragraphs
from xianbiao.checks.registry import Fault
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref

_ODD_LENGTH = expression(
    r"(?:(?<=[“\"])|(?<=列)|(?<=科目))([1-5]\d{3}|[1-5]\d{5}|[1-5]\d{7})(?=\s*([\u4e00-\u9fa5]{2,30}))"
)
_NO_CODE = expression(r"(?:19|20)\d\d")
_NO_NAME = expression(r"年|月|日|万|元|户|人|名|个|号")
_ITEM_LEVEL = 7
_SHORTEST = 3


class _Pair(Record, frozen=True):
    """A code with its name, and where it stands."""

    code: str
    name: str
    ref: Ref


def codes_of_odd_length(notice: Notice) -> Iterator[Fault]:
    """Codes of the text that no level of the classification has: one digit is lost or added."""
    for unit in paragraphs(notice.body):
        for found in _ODD_LENGTH.finditer(unit.text):
            if _NO_CODE.fullmatch(found[1]) or _NO_NAME.match(found[2]):
                continue
            yield Fault(
                unit.ref_at(found.start()),
                f"正文的科目代码“{found[1]}”是 {len(found[1])} 位；类、款、项级代码是 3、5、7 位",
                left=found[1],
                suggestion="查当年政府收支分类科目，补上漏写的或删去多写的一位",
            )


def pairs_agree(notice: Notice) -> Iterator[Fault]:
    """A name with two codes (error), a code with two names (hint), told at the later place.

    What the year's accounts themselves decide is told by them.
    """
    known = set(map(plain, known_names(notice).values()))
    codes = set(known_names(notice))
    by_name: dict[str, _Pair] = {}
    by_code: dict[str, _Pair] = {}
    for pair in (*_of_tables(notice), *_of_text(notice)):
        named, coded = by_name.get(pair.name), by_code.get(pair.code)
        if named is not None and named.code != pair.code and pair.name not in known:
            yield Fault(
                pair.ref,
                f"“{pair.name}”的代码写 {pair.code}，{named.ref.where()}写的是 {named.code}",
                left=pair.code,
                right=named.code,
                suggestion="核对代码，两处改成一致",
            )
        elif coded is not None and pair.code not in codes and not alike(coded.name, pair.name):
            yield Fault(
                pair.ref,
                f"{pair.code} 的名称写“{pair.name}”，{coded.ref.where()}写的是“{coded.name}”",
                left=pair.name,
                right=coded.name,
                severity=Severity.HINT,
                suggestion="核对名称，两处改成一致",
            )
        by_name.setdefault(pair.name, pair)
        by_code.setdefault(pair.code, pair)


def _of_tables(notice: Notice) -> Iterator[_Pair]:
    for table in notice.code_tables:
        seen: set[str] = set()
        for row in table.rows:
            code, name = plain(row.code.text), plain(row.name.text)
            if len(code) == _ITEM_LEVEL and code.isdigit() and len(name) >= _SHORTEST:
                if code not in seen:
                    yield _Pair(code, name, row.code.ref)
                seen.add(code)


def _of_text(notice: Notice) -> Iterator[_Pair]:
    for unit, at, code, name in names_in_text(notice):
        bare = plain(name).strip("、和及与等")
        if len(code) == _ITEM_LEVEL and len(bare) >= _SHORTEST:
            yield _Pair(code, bare, unit.ref_at(at))


def alike(left: str, right: str) -> bool:
    """Whether one name is the other with words before or behind it."""
    return left in right or right in left

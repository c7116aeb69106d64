"""Names of indicators and the form of value that each asks for (名称与值形态)."""

from __future__ import annotations

from functools import cache

from xianbiao.model.errors import DataFileError, words_of
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.records import Record
from xianbiao.model.target_words import target_words
from xianbiao.model.targets import Target, TargetKind, read_target

_TRAILING_UNIT = expression(r"\(([^()]*)\)$")


class NameForm(Record, frozen=True):
    """What the endings of names ask for: 率 a percentage, 人数 a figure.

    `expects` is the Chinese word for it. `unit` is the unit that a bare figure lacks, None
    where a bare figure is complete.
    """

    endings: tuple[str, ...]
    exceptions: tuple[str, ...]
    kinds: frozenset[TargetKind]
    expects: str
    unit: str | None = None

    def ending_of(self, name: str) -> str | None:
        """The longest of the endings that a name has, None where an exception applies."""
        if name.endswith(self.exceptions):
            return None
        return max((e for e in self.endings if name.endswith(e)), key=len, default=None)


@cache
def name_forms() -> tuple[NameForm, ...]:
    """The forms of the package's list, in its order.

    Raises DataFileError when the list is malformed.
    """
    try:
        return tuple(
            NameForm(
                endings=_strings(row["endings"]),
                exceptions=_strings(row["except"]),
                kinds=frozenset(TargetKind[k] for k in _strings(row["kinds"])),
                expects=str(row["expects"]),
                unit=str(row["unit"]) if "unit" in row else None,
            )
            for row in target_words().name_forms
        )
    except (KeyError, TypeError) as error:
        raise DataFileError(
            f"指标值用语表 name_form 缺少或写错了一项：{words_of(error)}"
        ) from error


def name_form(name: str) -> NameForm | None:
    """The form that a name asks for; None where its ending says nothing."""
    bare = _without_unit(name)
    return next((f for f in name_forms() if f.ending_of(bare)), None)


def is_count(name: str) -> bool:
    """Whether an indicator counts persons or things, which the counties reach together.

    Of such a number a county's part is smaller than the prefecture's, and demands no less.
    """
    form = name_form(name)
    return form is not None and form.kinds == {TargetKind.NUMBER}


def expected_kinds(name: str) -> frozenset[TargetKind] | None:
    """The kinds of value that suit a name; None where its ending says nothing."""
    form = name_form(name)
    return form.kinds if form else None


def form_mismatch(name: str, value_text: str | None) -> str | None:
    """Why the form of a value does not suit the name of its indicator; None where it does.

    A blank value, one that is not understood, and a name whose ending says nothing never
    mismatch.
    """
    form = name_form(name)
    target = read_target(value_text)
    if form is None or target.kind in (TargetKind.BLANK, TargetKind.UNREADABLE):
        return None
    printed = target.text.strip()
    if _is_bare_figure(target) and form.unit is not None:
        return None if _complete(name, form, target) else f"“{printed}”缺少单位“{form.unit}”"
    if target.kind in form.kinds:
        return None
    ending = form.ending_of(_without_unit(name))
    return f"名称以“{ending}”结尾，指标值应为{form.expects}，现为{target.kind.value}“{printed}”"


def _is_bare_figure(target: Target) -> bool:
    return target.kind is TargetKind.NUMBER and target.unit is None


def _complete(name: str, form: NameForm, target: Target) -> bool:
    """Whether a bare figure stands for itself: the name has the unit, or it is a share of 1."""
    if _TRAILING_UNIT.search(plain(name)):
        return True
    return form.unit == "%" and target.value is not None and 0 < target.value <= 1


def _without_unit(name: str) -> str:
    return _TRAILING_UNIT.sub("", plain(name))


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} 不是一组文字")
    return tuple(str(v) for v in value)

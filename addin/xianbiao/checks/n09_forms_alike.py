"""N09: the forms of one notice ask for the same indicators, and for the fund of its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xianbiao.checks.c10_titles import CLEARLY_ALIKE, likeness
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.forms import PlacedIndicator, TargetForm
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref
from xianbiao.model.targets import Target, TargetKind, read_target

_FEWEST = 3
_COMMON = expression(
    r"20\d\d年?度?|中央|财政|自治区|省级|市级|州级|县级|补助|补贴|资金|专项|经费|预算|指标|项目|转移支付"
    r"|关于|提前|下达|拨付|安排|调整|分配|方案|通知|部分|的|第[一二三四五六七八九十]批|[^\u4e00-\u9fff]"
)
_FEWEST_LEFT = 4


@rule("N09", "各绩效表一致", Severity.HINT, "同一笔资金的各县表考核同样的指标，才能汇总到上一级")
def forms_are_alike(notice: Notice) -> Iterator[Fault]:
    """Names of projects unlike the title; indicators unlike those of the other forms."""
    yield from _other_projects(notice)
    forms = [f for f in notice.target_forms if f.library is None and f.placed]
    if len(forms) < _FEWEST:
        return
    usual = _usual(forms)
    for form in forms:
        yield from _other_names(form, forms, usual)
        yield from _other_values(form, forms)


def _other_projects(notice: Notice) -> Iterator[Fault]:
    """A 项目名称 that shares no two characters with the title beyond the words of all titles."""
    own = _COMMON.sub("", plain(notice.title.text)) if notice.title else ""
    if len(own) < _FEWEST_LEFT:
        return
    for form in notice.forms:
        field = form.field("项目名称", "专项名称", "专项（项目）名称", "资金名称")
        name = _COMMON.sub("", plain(field.value.text)) if field is not None else ""
        if field is None or len(name) < _FEWEST_LEFT or _shares_a_word(name, own):
            continue
        yield Fault(
            field.value.ref,
            f"{form.region}绩效表：项目名称“{field.value.stripped}”与发文标题的资金不是同一项",
            left=field.value.stripped,
            suggestion="核对项目名称；多是套用别的资金的表没有改",
        )


def _shares_a_word(left: str, right: str) -> bool:
    return any(left[i : i + 2] in right for i in range(len(left) - 1))


def _names(form: TargetForm) -> list[str]:
    return [plain(p.name) for p in form.placed]


def _usual(forms: Sequence[TargetForm]) -> list[str]:
    """The names that all forms but one have."""
    counted = Counter(name for form in forms for name in set(_names(form)))
    return [name for name, times in counted.items() if times >= len(forms) - 1]


def _other_names(
    form: TargetForm, forms: Sequence[TargetForm], usual: Sequence[str]
) -> Iterator[Fault]:
    """What this form lacks although all others have it, or spells in a way of its own."""
    own = _names(form)
    lacking = [name for name in usual if name not in own]
    if not lacking or len(lacking) * 2 > len(usual):
        return
    elsewhere = {name for other in forms if other is not form for name in _names(other)}
    new = {name: p for name, p in zip(own, form.placed, strict=True) if name not in elsewhere}
    for name in lacking:
        near = max(new, key=lambda n: likeness(n, name), default="")
        if near and likeness(near, name) >= CLEARLY_ALIKE:
            yield _misspelt(form, new.pop(near), name)
            continue
        yield Fault(
            _ref(form),
            f"{form.region}绩效表：缺“{name}”，其余 {len(forms) - 1} 张表都有",
            right=name,
            suggestion="补上这一项；确实不适用的可不改",
        )


def _misspelt(form: TargetForm, placed: PlacedIndicator, usual: str) -> Fault:
    return Fault(
        placed.ref or _ref(form),
        f"{form.region}绩效表：指标名“{placed.name}”，其余各表写“{usual}”",
        left=placed.name,
        right=usual,
        suggestion=f"核对后改为“{usual}”",
    )


def _ref(form: TargetForm) -> Ref:
    text = form.subtitle or form.title
    return text.ref if text is not None else form.ref


def _other_values(form: TargetForm, forms: Sequence[TargetForm]) -> Iterator[Fault]:
    """Values whose sign or unit differs from the one that all other forms have."""
    for placed in form.placed:
        ref = placed.value_ref
        shape = _shape(placed)
        if shape is None or ref is None:
            continue
        others = [
            s
            for other in forms
            if other is not form
            for p in other.placed
            if plain(p.name) == plain(placed.name) and (s := _shape(p)) is not None
        ]
        if len(others) < _FEWEST - 1 or len(set(others)) != 1 or others[0] == shape:
            continue
        yield Fault(
            ref,
            f"{form.region}绩效表：“{placed.name}”写“{placed.value}”，"
            f"其余各表的写法是“{others[0][0]}…{others[0][1]}”",
            left=placed.value,
            right=f"{others[0][0]}…{others[0][1]}",
            suggestion="核对方向和单位",
        )


def _shape(placed: PlacedIndicator) -> tuple[str, str] | None:
    """The sign and the unit of a value with one figure; None for any other."""
    target: Target = read_target(placed.value)
    if target.kind is TargetKind.LAST_YEAR or target.value is None or target.upper is not None:
        return None
    return target.comparison or "", target.unit or ""

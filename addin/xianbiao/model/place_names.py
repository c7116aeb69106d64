"""Names of places: the short ones that follow from full ones, and names that are nearly alike."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression

_AUTONOMOUS = expression(r"(?P<stem>.+)(?:自治(?P<kind>[州县旗区])|(?<=族)(?P<district>区))")


def written_otherwise(names: Sequence[str], nations: tuple[str, ...]) -> list[str]:
    """Names that are understood and never written: 木垒自治县 for 木垒哈萨克自治县."""
    autonomous = _AUTONOMOUS.fullmatch(names[0])
    if autonomous is None or not autonomous["kind"]:
        return []
    stem = _without_nations(autonomous["stem"], nations)
    return [name for name in (f"{stem}自治{autonomous['kind']}",) if name not in names]


def level_of(code: str) -> str:
    """The level that a code of six digits tells."""
    return "province" if code[2:] == "0000" else "prefecture" if code[4:] == "00" else "county"


def all_names(code: str, listed: Sequence[str], nations: tuple[str, ...]) -> tuple[str, ...]:
    """The full name, the short ones that follow from it, and the others that are listed."""
    full = listed[0]
    has_short = code.endswith("0000") or "自治" in full or "族区" in full
    if not has_short and len(listed) == 1:
        return (full,)
    short = _short_names(full, level_of(code), nations) if has_short else []
    return tuple(dict.fromkeys((full, *short, *listed[1:])))


def _short_names(name: str, level: str, nations: tuple[str, ...]) -> list[str]:
    """木垒哈萨克自治县 → 木垒县, 内蒙古自治区 → 内蒙古, 河北省 → 河北; none for most places."""
    if autonomous := _AUTONOMOUS.fullmatch(name):
        kind = autonomous["kind"] or autonomous["district"]
        stem = _without_nations(autonomous["stem"], nations)
        return [stem if level == "province" else stem + kind]
    return [name[:-1]] if level == "province" else []


def _without_nations(stem: str, nations: tuple[str, ...]) -> str:
    """The proper name, of two characters at least, so that 内蒙古 and 东乡 stay whole."""
    for nation in nations if stem.endswith(nations) else ():
        if stem.endswith(nation) and len(stem) - len(nation) >= 2:
            return _without_nations(stem.removesuffix(nation), nations)
    return stem.removesuffix("族")


def is_near(left: str, right: str) -> bool:
    """One character different, missing or extra; 县 alone in common is no likeness."""
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) < 2:
        return False
    if len(shorter) == len(longer):
        same = [a == b for a, b in zip(left, right, strict=True)]
        return same.count(False) == 1 and any(same[:-1])
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))

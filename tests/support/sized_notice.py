"""A made-up right notice of any size: so many recipients, so many indicators in every form."""

from __future__ import annotations

from pathlib import Path

from support.right_notice import FORM, HEAD
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice

_CLASSES = (
    ("产出指标", "数量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)


def recipients(count: int) -> list[str]:
    """The names of so many recipients."""
    return [f"第{number}福利院" for number in range(1, count + 1)]


def sized_notice(rows: int, indicators: int, folder: Path) -> Notice:
    """The notice with a row and a form for each recipient, and a form of the prefecture."""
    amounts = {name: 100 + place for place, name in enumerate(recipients(rows))}
    total = sum(amounts.values())
    lines = [f"{name}\t{amount}\t{amount - 1}\t1" for name, amount in amounts.items()]
    table = "\n".join(
        (
            "附件1：\n2024年困难群众救助补助资金分配表\n单位：万元\n县市\t合计\t中央\t自治区",
            f"合计\t{total}\t{total - rows}\t{rows}",
            *lines,
        )
    )
    forms = [
        FORM.format(region=region, amount=amount, bureau=region) + _indicators(indicators)
        for region, amount in {"昌吉州": total, **amounts}.items()
    ]
    path = folder / "通知.txt"
    path.write_text("\n".join([HEAD.replace("600", str(total)), table, *forms]), encoding="utf-8")
    notice = read_notice([path])
    assert notice.fund is not None
    notice.tag = notice.fund.tags[0]
    return notice


def _indicators(count: int) -> str:
    """The lines of a form: each class stands in its first line only."""
    text, shown = "", ("", "")
    for number in range(count):
        own = _CLASSES[number * len(_CLASSES) // count]
        first, second = own if own != shown else ("", "")
        text += f"\t{first}\t{second}\t第{number + 1}项工作完成率\t≥{50 + number % 50}%\n"
        shown = own
    return text

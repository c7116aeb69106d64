"""Puts one slip at a time into right notices of other funds, places and shapes, by program.

Each kind of slip is made wherever a notice has the place for it, and says at which lines it may
be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data" / "notices"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))
_LABEL = re.compile(r"附件1?[：:]?")
_FIGURE = re.compile(r"\d[\d.]*")


@dataclass(frozen=True)
class Slip:
    """A changed text, and the lines (from 1) at which the change may be told."""

    text: str
    lines: tuple[int, ...]


class Letter:
    """The lines of a notice, and where its parts begin."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        labels = [i for i, line in enumerate(self.lines) if _LABEL.fullmatch(line)]
        self.annex = labels[0] if labels else len(self.lines)
        self.title = next(i for i, line in enumerate(self.lines) if re.search("关于.*通知$", line))
        self.body = [
            i
            for i in range(self.title + 1, self.annex)
            if len(self.lines[i]) > 25 and not self.lines[i].startswith(("附件", "抄送"))
        ]
        fund = re.search(r"20\d\d年(?:第.批)?(.*?(?:资金|经费))", self.lines[self.title])
        assert fund is not None
        self.fund = fund[1]

    @property
    def rows(self) -> list[int]:
        """The rows of the first table, without its total."""
        found: list[int] = []
        for i in range(self.annex, len(self.lines)):
            line = self.lines[i]
            if found and not line.strip():
                break
            if re.search(r"\t\d", line) and "合计" not in line:
                found.append(i)
        return found

    @property
    def total(self) -> int | None:
        """The total row of the first table."""
        lines = range(self.annex, len(self.lines))
        return next((i for i in lines if re.match(r"\t?合计\t", self.lines[i])), None)

    def put(self, at: int, line: str, *also: int) -> Slip:
        """The notice with one line changed."""
        lines = [*self.lines[:at], line, *self.lines[at + 1 :]]
        return Slip("\n".join(lines), tuple(i + 1 for i in (at, *also)))

    def sub(
        self, lines: list[int], pattern: str, new: str | Callable[[re.Match[str]], str]
    ) -> Slip | None:
        """The notice with the first match in these lines replaced."""
        for i in lines:
            if re.search(pattern, self.lines[i]):
                changed = re.sub(pattern, new, self.lines[i], count=1)
                return self.put(i, changed) if changed != self.lines[i] else None
        return None


def letter(name: str) -> Letter:
    """One of the right notices."""
    return Letter((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


def _shifted(figures: str) -> str:
    """A figure with two neighbouring digits changed, but not the first for a zero."""
    for i in range(len(figures) - 1):
        a, b = figures[i], figures[i + 1]
        if a.isdigit() and b.isdigit() and a != b and not (i == 0 and b == "0"):
            return figures[:i] + b + a + figures[i + 2 :]
    return figures


def _largest(cells: list[str]) -> int:
    figures = [k for k, c in enumerate(cells) if re.fullmatch(r"\d{2,}(\.\d+)?", c)]
    return max(figures, key=lambda k: float(cells[k]))


def _in_cell(one: Letter, row: int, change: Callable[[str], str], *also: int) -> Slip:
    cells = one.lines[row].split("\t")
    at = _largest(cells)
    return one.put(row, "\t".join([*cells[:at], change(cells[at]), *cells[at + 1 :]]), *also)


def _plus(number: float) -> Callable[[str], str]:
    return lambda text: f"{float(text) + number:.4f}".rstrip("0").rstrip(".")


def _own_lines(one: Letter) -> list[int]:
    """The paragraphs that name the fund outside the superior's title, the last one first."""
    found = (i for i in one.body if one.fund in one.lines[i] and "《" not in one.lines[i])
    return sorted(found, reverse=True)


def _names(one: Letter) -> tuple[int, list[str]] | None:
    """The line of addressees where it lists places by name, in pieces."""
    for i in range(one.title + 1, one.title + 4):
        pieces = one.lines[i].split("、")
        if one.lines[i].endswith("：") and len(pieces) > 3:
            return i, pieces
    return None


def _addressed(one: Letter, change: Callable[[list[str]], list[str]]) -> Slip | None:
    found = _names(one)
    if found is None:
        return None
    at, pieces = found
    rows = (i for i in one.rows if pieces[1][:2] in one.lines[i])
    return one.put(at, "、".join(change(pieces)), *rows)


def _stranger(pieces: list[str]) -> str:
    return "得荣县" if pieces[1].endswith(("县", "市", "区")) else "板庙镇人民政府"


def _without(one: Letter, row: int) -> Slip:
    lines = [*one.lines[:row], *one.lines[row + 1 :]]
    text = "\n".join(lines)
    total = next(i for i, line in enumerate(lines) if re.match(r"\t?合计\t", line))
    return Slip(text, (row, row + 1, total + 1))


def _twice(one: Letter, row: int) -> Slip:
    lines = [*one.lines[: row + 1], *one.lines[row:]]
    return Slip("\n".join(lines), (row + 1, row + 2))


def _to_the_right(one: Letter, row: int) -> Slip:
    cells = one.lines[row].split("\t")
    at = next(k for k, c in enumerate(cells) if k and _FIGURE.fullmatch(c))
    return one.put(row, "\t".join([*cells[:at], "", *cells[at:]]).rstrip("\t"))


def _form(one: Letter) -> list[int]:
    return list(range(one.annex, len(one.lines)))


CODE = r"(?<=[“\"])(\d{7})"
GENERAL: dict[str, Callable[[Letter], Slip | None]] = {
    "别的资金": lambda n: n.sub(
        _own_lines(n),
        n.fund,
        "城乡居民基本养老保险补助资金" if "优抚" in n.fund else "优抚对象补助资金",
    ),
    "又一种别的资金": lambda n: n.sub(_own_lines(n), n.fund, "大中型水库移民后期扶持资金"),
    "科目代码少一位": lambda n: n.sub(n.body, CODE, lambda m: m[1][:-1]),
    "科目代码多一位": lambda n: n.sub(n.body, CODE, lambda m: m[1] + "0"),
    "个数": lambda n: n.sub(
        n.body,
        r"(?<!\d)(\d)(个?)(?=县|乡镇|区|镇|街道|市)",
        lambda m: f"{int(m[1]) + 1}{m[2]}",
    ),
    "比例": lambda n: n.sub(n.body, r"(占(?:总额的)?)(\d+)%", lambda m: f"{m[1]}{int(m[2]) + 5}%"),
    "其中": lambda n: n.sub(
        n.body, r"(其中[：:][^\d]*)(\d+(?:\.\d+)?)(?=万元)", lambda m: m[1] + _plus(9)(m[2])
    ),
    "扣减": lambda n: n.sub(
        n.body, r"(扣除已提前下达的)(\d+)", lambda m: m[1] + str(int(m[2]) + 100)
    ),
    "户均": lambda n: n.sub(n.body, r"(户均补助)[\d.]+", r"\g<1>2.5"),
    "户数": lambda n: n.sub(n.body, r"(\d+)(?=户，)", lambda m: str(int(m[1]) + 10)),
    "正文年度": lambda n: n.sub(n.body, r"(现[^《]{0,12}?)2024年", r"\g<1>2022年"),
    "正文总额换位": lambda n: n.sub(
        n.body[:1], r"(现[^《]*?)(\d{3,})(?=(?:\.\d+)?万?元)", lambda m: m[1] + _shifted(m[2])
    ),
    "正文单位": lambda n: n.sub(
        n.body[:1],
        r"(现[^《]*?\d)(万元|元)",
        lambda m: m[1] + ("元" if m[2] == "万元" else "万元"),
    ),
    "题名叠字": lambda n: n.sub(n.body, r"(?<=关于)下达", "下达下达"),
    "标题少字": lambda n: (
        n.sub([n.title], r"(资金|经费)(?=的通知|预算)", lambda m: m[1][:-1])
        if any("《" in n.lines[i] for i in n.body[:1])
        else None
    ),
    "上级题名年份": lambda n: n.sub(n.body, r"(《[^》]*)2024", r"\g<1>2023") if n.rows else None,
    "所引文号年份": lambda n: n.sub(
        n.body, r"(》（[^（）]*〔)(20\d\d)", lambda m: m[1] + str(int(m[2]) - 3)
    ),
    "成文日期年份": lambda n: n.sub(
        list(range(n.title + 2, n.annex)),
        r"^(20\d\d)(?=年\d+月\d+日$)",
        lambda m: str(int(m[1]) - 1),
    ),
    "期限早于成文": lambda n: n.sub(
        n.body, r"20\d\d(?=年\d+月\d+日前)", lambda m: str(int(m[0]) - 1)
    ),
    "所引附件没有": lambda n: n.sub(n.body, r"附件\d", "附件7"),
    "表题年度": lambda n: n.sub([n.annex + 1], "2024", "2022") if n.rows else None,
    "表题少字": lambda n: n.sub([n.annex + 1], "(资金|经费)", "") if n.rows else None,
    "主送漏一个": lambda n: _addressed(n, lambda p: [p[0], *p[2:]]),
    "主送重复": lambda n: _addressed(n, lambda p: [p[0], p[1], *p[1:]]),
    "主送多一个": lambda n: _addressed(n, lambda p: [p[0], _stranger(p), *p[1:]]),
    "主送写错": lambda n: _addressed(n, lambda p: [p[0], _stranger(p), *p[2:]]),
    "表的单位": lambda n: n.sub(
        _form(n), r"(单位：(?:户、)?)(万元|元)", lambda m: m[1] + ("元" if "万" in m[2] else "万元")
    ),
    "一格换位": lambda n: _in_cell(n, n.rows[1], _shifted, n.total or 0) if n.rows else None,
    "合计多十": lambda n: _in_cell(n, n.total, _plus(10)) if n.total is not None else None,
    "漏一行": lambda n: _without(n, n.rows[-2]) if n.rows else None,
    "一行两遍": lambda n: _twice(n, n.rows[1]) if n.rows else None,
    "整行右移": lambda n: _to_the_right(n, n.rows[1]) if n.rows else None,
    "绩效表金额": lambda n: n.sub(
        _form(n), r"(\t(?:下达金额|年度资金总额)\t)(\d+)", lambda m: m[1] + _plus(9)(m[2])
    ),
    "绩效表地区": lambda n: n.sub(_form(n), r"(（2024年度 ).*(?=）$)", r"\g<1>西安市"),
    "指标超过全部": lambda n: n.sub(_form(n), r"(\t≥\d\d)%", r"\g<1>0%"),
}
"""Kinds of slips by name; each is made where a notice has the place for it, else gives None."""


def seeded() -> Iterator[tuple[str, str, Slip]]:
    """Every slip in every notice that has the place for it: notice, kind, slip."""
    for name in NAMES:
        one = letter(name)
        for kind, make in GENERAL.items():
            slip = make(one)
            if slip is not None and slip.text != "\n".join(one.lines):
                yield name, kind, slip

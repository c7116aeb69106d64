"""N10: the running text speaks of the fund of the title, and not of one of another notice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from xianbiao.checks.paragraphs import HAN, Paragraph, outside_brackets, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.compiled_data import toml_values
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice, Part

_MONEY = r"(?:补助|补贴|专项|转移支付|配套|奖补)?(?:资金|经费|专款)"
_BEHIND = expression(rf"^(?:{HAN}{{0,4}}?){_MONEY}")
_NAMED = expression(
    r"(?:将|把|使用|管好|用好|下达|拨付|发放|收回|缴回|挪用|挤占|截留)(?:好|的|及时)?"
    r"(?:20\d\d年度?)?(?:中央|自治区|省级|市级|州级)?(?:财政)?"
    rf"({HAN}{{4,16}}?)(?:补助|专项)(?:资金|经费)"
)
"""A verb and what it is done with; the verbs part names from the text before them."""
_CLAUSE = expression(r"[后年当现将已等在对按由从到并是有不可应须请要其所]|实际|根据|通过|以及")
"""Words of a clause: what holds them is no name of a fund."""
_ANY = expression(
    r"中央|财政|自治区|省级|市级|州级|县级|区级|各级|上级|本级|地方|部分|相关|其他|有关|各类|各项|上述|以上|此[项次笔]"
    r"|[该本]项|这[项笔]|直达|民生|惠民|惠农|惠企|涉农|统筹|整合|结余|结转|到位|配套|项目|发展|事业|工作|管理|监督"
    r"|绩效|预算|资金|补助|补贴|专项|经费|指标|下达|拨付|安排|提前|分配|使用|发放|及时|足额|对象|人员|建设|服务|能力|用好|管好|做好|切实|合理|规范|严格|加强|的"
)
"""What names of all funds share, and what stands before any of them."""
_BESIDE = expression(
    r"衔接|统筹|整合|结合|区别|重复|参照|比照|同类|其他|不得与|等各?项?(?:资金|补助)"
)
"""A clause that names another fund on purpose."""
_LEAST = 2
_MOST_SHARED = 0.4


@rule("N10", "正文的资金与标题一致", Severity.HINT, "从别的通知抄来的段落，资金名称常常没有改")
def text_names_its_own_fund(notice: Notice) -> Iterator[Fault]:
    """Names of funds in the text that nothing else of the notice speaks of."""
    own = _own_words(notice)
    if notice.title is None or len(own) < _LEAST:
        return
    said: set[str] = set()
    for unit in paragraphs(notice.body):
        for at, name in _named(unit):
            if name in said or _is_own(name, own):
                continue
            said.add(name)
            yield Fault(
                unit.ref_at(at),
                f"正文写到“{name}”，标题和附件都没有这项资金，疑为抄自别的通知没有改",
                left=name,
                suggestion="核对这一段，改成本通知的资金名称；确有其事的可不改",
            )


def _named(unit: Paragraph) -> Iterator[tuple[int, str]]:
    """The funds that a paragraph names outside titles and quotes, with their offsets."""
    text = outside_brackets(unit.text)
    found: dict[int, str] = {}
    for name in _known_names():
        at = text.find(name)
        if at >= 0 and _BEHIND.match(text[at + len(name) :]):
            found[at] = name
    for match in _NAMED.finditer(text):
        known = any(a <= match.end(1) and match.start(1) <= a + len(n) for a, n in found.items())
        if not known and not _CLAUSE.search(match[1]):
            found[match.start(1)] = match[1]
    for at, name in sorted(found.items()):
        clause = text[max(text.rfind(mark, 0, at) for mark in "。；;，,") + 1 :]
        if not _BESIDE.search(clause.split("。")[0].split("；")[0]):
            yield at, name


def _own_words(notice: Notice) -> str:
    """All that the notice says of its fund outside its running text."""
    texts = [notice.title, *(e.name for e in notice.entries)]
    texts += notice.texts(Part.ATTACHMENT_TITLE)
    for table in notice.tables:
        texts += [table.title, *(t for line in table.header for t in line)]
    texts += [row.name for codes in notice.code_tables for row in codes.rows]
    for form in notice.forms:
        field = form.field("项目名称", "专项名称", "资金名称")
        texts += [form.title, field.value if field is not None else None]
    words = [plain(t.text) for t in texts if t is not None]
    words += [plain(d.title) for d in (notice.superior, *notice.other_superiors) if d is not None]
    if notice.fund is not None:
        words.append(notice.fund.purposes)
    return " ".join(words)


def _is_own(name: str, own: str) -> bool:
    """Whether a name is that of the notice's fund, or too near to it to tell.

    A known name is another fund's unless much of it stands there together; of any other name
    two characters are enough.
    """
    if name in _known_names():
        return len(name) * _MOST_SHARED < _longest(name, own)
    core = _ANY.sub("", name)
    return len(core) < _LEAST or _longest(core, own) >= _LEAST


def _longest(name: str, own: str) -> int:
    """The length of the longest piece of a name that stands in a text."""
    sizes = range(len(name), 0, -1)
    return next(
        (n for n in sizes if any(name[i : i + n] in own for i in range(len(name) - n + 1))), 0
    )


@cache
def _known_names() -> tuple[str, ...]:
    """The names in the data, the longest first."""
    data = toml_values(Path(__file__).parent / "data" / "fund_names.toml")
    return tuple(sorted(map(str, data["names"]), key=len, reverse=True))

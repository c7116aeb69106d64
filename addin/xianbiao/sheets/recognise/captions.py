"""Tells rows beside a table of a notice: captions above it, signatures and seals below."""

from __future__ import annotations

from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.sheets.grid import Cell

_STATED = expression(
    r"[(（]?(?:(?:编制|填报|填表|制表|金额|数量|计量)?(?:单位|部门|机关)|(?:填报|编制|制表|打印)?"
    r"(?:日期|时间)|所属[年时]期?|年度|地区|区划)[:：]"
)
_DATE = expression(r"20\d\d年\d{1,2}月(?:\d{1,2}日)?|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_SIGNED = expression(
    r"[(（]?(?:单位|部门|机构|科室|分管|主要|财务|项目)?(?:领导|负责人?|主管|制表|填表|填报|编制|审核|复核|审批"
    r"|经办|联系|报送|统计)(?:人员?|者|员|单位|部门|机关|日期|时间|电话)?(?:[(]?(?:签字|签章|盖章|签名)[)]?)?[:：]"
    r"|(?:电话|日期)[:：]"
)
_SAID = expression(r"[\u4e00-\u9fff]{2,8}:[^:]{1,20}")
_SEALED = expression(r".[(](?:盖章|公章|签章|盖公章|章)[)][:]?$")
_SECTION = expression(r"(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]).")


def is_sealed(text: str) -> bool:
    """Whether a cell names who puts the seal: 某市民政局（盖章）."""
    return bool(_SEALED.search(plain(text)))


def signs(cell: Cell) -> bool:
    """Whether a row that begins with this cell is one of signatures."""
    return bool(_SIGNED.match(plain(cell.text))) or is_sealed(cell.text)


def _is_stated(text: str) -> bool:
    """Whether a cell says something of the whole table: 编制单位：某市财政局, 单位：元."""
    return bool(_STATED.match(plain(text)))


def is_caption(cells: list[Cell]) -> bool:
    """Whether a row above a table only says what and whose it is, of what day, in which unit."""
    stated = [_is_stated(c.text) for c in cells]
    others = [
        bool(_DATE.fullmatch(t) or _SAID.fullmatch(t)) for t in (plain(c.text) for c in cells)
    ]
    others[0] = others[0] or bool(_SECTION.match(plain(cells[0].text)))
    return any(stated) and all(s or o for s, o in zip(stated, others, strict=True))

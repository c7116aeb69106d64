"""The unit of money in formulas: which one the table states, and how many 万元 it is."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.model.allocation import AllocationTable
from xianbiao.model.amounts import format_amount
from xianbiao.model.money_units import WAN_OF
from xianbiao.sheets.layout.allocation import UNIT_ROW, unit_text
from xianbiao.sheets.plan import Formula, address, quoted


def unit_line(sheet: str) -> str:
    """The address of the line that states the unit of the table on a sheet."""
    return f"{quoted(sheet)}!{address(UNIT_ROW, 0, absolute=True)}"


def stated_units(line: str) -> Formula:
    """The units that a line names, one after the other; "" where it names none."""
    parts = (f'IF({found},"{unit}","")' for unit, found in _found(line))
    return Formula("=" + "&".join(parts))


def scale(table: AllocationTable, line: str, parameter: str) -> Formula:
    """How many 万元 one of the table's amounts is, by the line that states the unit and 参数.

    1 where no unit is known, or more than one. Each unit has a bit of its own, so that the
    sum tells which are stated.
    """
    own = unit_text(table)
    elsewhere = {m.unit for m in table.units if m.text.stripped != own}
    bits = []
    for place, (unit, found) in enumerate(_found(line)):
        said = f'{found}+(TRIM({parameter})="{unit}")' + ("+1" if unit in elsewhere else "")
        bits.append(f"{2**place}*SIGN({said})")
    single = {2**place: format_amount(worth) for place, worth in enumerate(WAN_OF.values())}
    choices = ",".join(single.get(bit, "1") for bit in range(2 ** len(WAN_OF)))
    return Formula(f"=CHOOSE(1+{'+'.join(bits)},{choices})")


def _found(line: str) -> Iterator[tuple[str, str]]:
    """Each unit, and the test whether a line names it beside those that end in the same."""
    rest = line
    for unit in WAN_OF:
        yield unit, f'ISNUMBER(FIND("{unit}",{rest}))'
        rest = f'SUBSTITUTE({rest},"{unit}","")'

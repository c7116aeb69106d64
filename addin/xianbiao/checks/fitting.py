"""Whether a printed figure is the exact one as far as its decimals show, and why it is not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from xianbiao.checks.diagnose import DiagnosisKind, diagnose
from xianbiao.model.evaluations import Figure

_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
_WIDEST_SHARE = Decimal("0.005")
_ROUGH = Decimal("0.05")
_CAUSES = (
    DiagnosisKind.PART_LEFT_OUT,
    DiagnosisKind.PART_TWICE,
    DiagnosisKind.ADJACENT_SWAP,
)


class Fit(Enum):
    """How a printed figure stands to the exact one."""

    FITS = "相符"
    WHOLE = "取整"
    """Only because it is printed without decimals."""
    OFF = "不符"


def fit(printed: Decimal, places: int, exact: Decimal) -> Fit:
    """Compare points: rounded to their decimals, or cut off there, is the same figure.

    Whole points that are more than 0.05 off are told apart.
    """
    if not _is_near(printed, places, exact):
        return Fit.OFF
    return Fit.WHOLE if not places and abs(printed - exact) > _ROUGH else Fit.FITS


def is_rate(figure: Figure, share: Decimal) -> bool:
    """Whether a printed rate is a share: as a percentage, with its sign or without, or as it is."""
    value = figure.value
    if value is None:
        return False
    if _is_near(value, figure.places, share * _HUNDRED):
        return True
    if figure.is_percent:
        return False
    near = _is_near(value, figure.places, share)
    return near and abs(value - share) <= _WIDEST_SHARE


def slip(
    printed: Decimal, added: Decimal, parts: Sequence[tuple[str, Figure | None]]
) -> str | None:
    """Why a sum of points is wrong: one part left out or taken twice, or two digits swapped.

    Points are too much alike for other causes to tell anything. None where there is none.
    """
    named = [(n, f.value) for n, f in parts if f is not None and f.value is not None]
    alike = [n for n, value in named if value == abs(printed - added)]
    found = diagnose(printed, added, named if len(alike) == 1 else ())
    return found.text if found is not None and found.kind in _CAUSES else None


def waiting(blank: int, what: str) -> str:
    """The end of a sentence about a sum of which some parts are not filled in."""
    return f"；另有 {blank} 项没有填{what}" if blank else ""


def _is_near(printed: Decimal, places: int, exact: Decimal) -> bool:
    unit = Decimal(1).scaleb(-places)
    return abs(printed - exact) <= unit * _HALF or 0 <= exact - printed < unit

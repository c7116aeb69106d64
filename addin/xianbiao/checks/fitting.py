"""Whether a printed figure is the exact one, as far as its decimals show."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from xianbiao.model.evaluations import Figure

_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
_WIDEST_SHARE = Decimal("0.005")
_ROUGH = Decimal("0.05")


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


def _is_near(printed: Decimal, places: int, exact: Decimal) -> bool:
    unit = Decimal(1).scaleb(-places)
    return abs(printed - exact) <= unit * _HALF or 0 <= exact - printed < unit

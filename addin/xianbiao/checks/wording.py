"""The word list of C20 and C21: what is wrong, where, what is right, and why; read from data."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from xianbiao.checks.paragraphs import HAN
from xianbiao.model.compiled_data import toml_values
from xianbiao.model.errors import DataFileError, words_of
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref

_PLACES = ("any", "body", "title", "form", "goals", "goals_label", "fund_label")


class WrongWord(Record, frozen=True):
    """One entry of the word list: what is wrong, where it is looked for, and what is right."""

    pattern: re.Pattern[str]
    right: str
    severity: Severity
    where: str
    reason: str
    advice: str
    is_label: bool
    letters: tuple[str, ...]

    def may_stand_in(self, text: str) -> bool:
        """Whether a text holds all characters that the wrong word always has, in any order.

        Few texts do: the others need not be searched, and most words are never compiled.
        """
        return any(all(letter in text for letter in option) for option in self.letters)


class Repeated(Record, frozen=True):
    """The words of C21: adjacent synonyms, verbs of a repeated phrase, doubled words."""

    synonyms: re.Pattern[str]
    verbs: re.Pattern[str]
    doubled: re.Pattern[str]
    joints: re.Pattern[str]


@cache
def load_wording() -> tuple[tuple[WrongWord, ...], Repeated]:
    """The word list of the package. Raises DataFileError when the file is malformed."""
    path = Path(__file__).parent / "data" / "wording.toml"
    try:
        data = toml_values(path)
        return tuple(_word(row) for row in data["word"]), _repeated(data["repeated"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise DataFileError(f"用词表有误：{words_of(error)}", ref=Ref("wording.toml")) from error


def _word(row: dict[str, Any]) -> WrongWord:
    wrong = str(row["wrong"])
    letters = tuple(map(str, row["letters"])) if row.get("regex") else (wrong,)
    if not row.get("regex"):
        wrong = (r"\s*" if len(wrong) > 3 else "").join(map(re.escape, wrong))
    if not row["source"] or row["where"] not in _PLACES or ("right" in row) == ("advice" in row):
        raise ValueError(f"“{row['wrong']}”的 source、where、right 三项不全或写错")
    return WrongWord(
        expression(wrong),
        str(row.get("right", "")),
        Severity(row["severity"]),
        str(row["where"]),
        str(row["reason"]),
        str(row.get("advice", "")),
        bool(row.get("labels")),
        letters,
    )


def _repeated(data: dict[str, Any]) -> Repeated:
    pairs = [f"{a}{b}" for group in data["synonyms"] for a in group for b in group if a != b]
    either = "|".join
    return Repeated(
        expression(either(pairs)),
        expression(either(data["verbs"])),
        expression(rf"({either(data['doubled'])})\1|({HAN}{{3,}}?)\2"),
        expression(either(data["joints"])),
    )

"""Fund profiles (资金档案): all that differs from one subsidy to another, read from data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xianbiao.model.codes import FunctionCode
from xianbiao.model.data_files import DATA
from xianbiao.model.errors import DataFileError, words_of
from xianbiao.model.indicators import Indicator, IndicatorLibrary, plain


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """The official target form: its title, the fields of its head, its labels and spellings.

    `level1` and `level2` map every accepted spelling of a label to the standard one;
    `parents` says under which level-1 class each level-2 class belongs.
    """

    title: str
    required_fields: tuple[str, ...]
    level1: dict[str, str]
    level2: dict[str, str]
    parents: dict[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class FundProfile:
    """One fund: names, accounts, codes by year, indicator libraries, goals, form, tags."""

    key: str
    name: str
    aliases: tuple[str, ...]
    project_code: str
    income_account: str
    expenditure_class: str
    tags: tuple[str, ...]
    purposes: str
    beneficiaries: tuple[str, ...]
    codes: dict[int, tuple[FunctionCode, ...]]
    libraries: tuple[IndicatorLibrary, ...]
    goals: tuple[str, ...]
    goals_source: str
    form: FormDefinition

    def codes_for(self, year: int | None) -> tuple[FunctionCode, ...]:
        """The codes of a year: its own version, else the newest before it, else the oldest."""
        if not self.codes:
            return ()
        known = sorted(self.codes)
        if year is None:
            return self.codes[known[-1]]
        earlier = [y for y in known if y <= year]
        return self.codes[earlier[-1] if earlier else known[0]]

    def library_for(self, names: list[str]) -> IndicatorLibrary | None:
        """The library to which these printed names belong.

        It has the most matches, which must be at least half of the printed names and half of
        the library: a library that fits worse would accuse a form of another year.
        """
        wanted = [plain(n) for n in names if plain(n)]
        best: tuple[int, IndicatorLibrary] | None = None
        for library in self.libraries:
            keys = {key for i in library.indicators for key in i.keys}
            hits = sum(1 for n in wanted if any(_belongs(n, key) for key in keys))
            fits = hits * 2 >= max(len(wanted), len(library.indicators))
            if wanted and fits and (best is None or hits > best[0]):
                best = (hits, library)
        return best[1] if best else None

    def mentioned_in(self, text: str) -> bool:
        """Whether a text names this fund."""
        flat = plain(text)
        return any(plain(n) in flat for n in (self.name, *self.aliases))


def _belongs(printed: str, key: str) -> bool:
    return printed == key or (len(printed) >= 6 and key.startswith(printed)) or key in printed


@cache
def standard_form() -> FormDefinition:
    """The labels that target forms of any fund use, for a fund without a profile."""
    return _form(_read(DATA, "standard_form.toml"))


@cache
def load_funds() -> tuple[FundProfile, ...]:
    """Every fund profile of the package, by key.

    Raises DataFileError when a file lacks a key or is no TOML.
    """
    root = DATA / "funds"
    folders = sorted((f for f in root.iterdir() if f.is_dir()), key=lambda f: f.name)
    return tuple(_load(folder) for folder in folders if (folder / "fund.toml").is_file())


def fund_in(text: str) -> FundProfile | None:
    """The fund that a text names, None when none or several are named."""
    found = [f for f in load_funds() if f.mentioned_in(text)]
    return found[0] if len(found) == 1 else None


def _read(folder: Path, name: str) -> dict[str, object]:
    path = folder / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(f"资金档案 {folder.name}/{name} 无法读取：{words_of(error)}") from error


def _load(folder: Path) -> FundProfile:
    try:
        return _profile(folder)
    except (KeyError, TypeError, ValueError) as error:
        raise DataFileError(
            f"资金档案 {folder.name} 缺少或写错了一项：{words_of(error)}"
        ) from error


def _profile(folder: Path) -> FundProfile:
    fund = _read(folder, "fund.toml")
    form = _table(fund["form"])
    libraries = sorted(
        (f.name for f in folder.iterdir() if f.name.startswith("library_")), reverse=True
    )
    return FundProfile(
        key=folder.name,
        name=str(fund["name"]),
        aliases=_strings(fund["aliases"]),
        project_code=str(fund["project_code"]),
        income_account=str(fund["income_account"]),
        expenditure_class=str(fund["expenditure_class"]),
        tags=_strings(fund["tags"]),
        purposes=str(fund["purposes"]),
        beneficiaries=_strings(fund["beneficiaries"]),
        codes=_codes(_read(folder, "codes.toml")),
        libraries=tuple(_library(_read(folder, name), name) for name in libraries),
        goals=_strings(fund["goals"]),
        goals_source=str(fund["goals_source"]),
        form=_form(form),
    )


def _form(form: dict[str, object]) -> FormDefinition:
    return FormDefinition(
        title=str(form["title"]),
        required_fields=_strings(form["required_fields"]),
        level1={k: str(v) for k, v in _table(form["level1"]).items()},
        level2={k: str(v) for k, v in _table(form["level2"]).items()},
        parents={k: str(v) for k, v in _table(form["parents"]).items()},
        source=str(form["source"]),
    )


def _codes(data: dict[str, object]) -> dict[int, tuple[FunctionCode, ...]]:
    result: dict[int, tuple[FunctionCode, ...]] = {}
    for year, rows in _table(data["year"]).items():
        result[int(year)] = tuple(
            FunctionCode(str(r["code"]), str(r["name"]), str(r["certainty"]))
            for r in _tables(_table(rows)["codes"])
        )
    return result


def _library(data: dict[str, object], file: str) -> IndicatorLibrary:
    return IndicatorLibrary(
        key=file.removesuffix(".toml"),
        title=str(data["title"]),
        year=int(str(data["year"])),
        source=str(data["source"]),
        indicators=tuple(
            Indicator(
                name=str(row["name"]),
                level1=str(row["level1"]),
                level2=str(row["level2"]),
                standard=str(row["standard"]),
                tier=str(row.get("tier", "all")),
                aliases=_strings(row.get("aliases", [])),
                class_doubt=str(row.get("class_doubt", "")),
            )
            for row in _tables(data["indicator"])
        ),
    )


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} 不是一个表")
    return value


def _tables(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} 不是一组表")
    return [_table(v) for v in value]


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} 不是一组文字")
    return tuple(str(v) for v in value)

"""Fund profiles (资金档案): all that differs from one subsidy to another, read from data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xianbiao.model.codes import FunctionCode
from xianbiao.model.data_files import DATA, DataTable, read_data
from xianbiao.model.form_layouts import FormLayout, read_layout, standard_layout
from xianbiao.model.indicators import ALL_TIERS, TIERS, Indicator, IndicatorLibrary, plain
from xianbiao.model.records import Record

TITLE_KINDS = ("allocation", "advance", "batch", "adjustment")
"""The kinds of table that a fund has a title for: regular, 提前下达, 第N批, and 调整."""


class FormDefinition(Record, frozen=True):
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


class FundProfile(Record, frozen=True):
    """One fund: names, accounts, codes by year, indicator libraries, goals, form, tags.

    `titles` are those of new tables by kind (TITLE_KINDS), with places for year and batch;
    `layouts` are the forms of regions whose own words are known.
    """

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
    titles: dict[str, str]
    layouts: tuple[FormLayout, ...]

    def layout_for(self, region: str | None, year: int | None) -> FormLayout:
        """The form of a region and year: the region's newest up to the year, else the standard."""
        own = [layout for layout in self.layouts if layout.fits(region, year)]
        return max(own, key=lambda layout: layout.year or 0, default=standard_layout())

    def library_of(self, region: str | None, year: int | None) -> IndicatorLibrary | None:
        """The library for new forms: that of the region's form, else the newest up to the year."""
        wanted = self.layout_for(region, year).library
        named = next((lib for lib in self.libraries if lib.key == wanted), None)
        fitting = [lib for lib in self.libraries if year is None or lib.year <= year]
        return named or max(fitting, key=lambda lib: lib.year, default=None)

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
    return _form(read_data(DATA, "standard_form.toml"))


@cache
def load_funds() -> tuple[FundProfile, ...]:
    """Every fund profile of the package, by key.

    Raises DataFileError, which names file and key, when a file lacks a key or is no TOML.
    """
    root = DATA / "funds"
    folders = sorted((f for f in root.iterdir() if f.is_dir()), key=lambda f: f.name)
    return tuple(_profile(folder) for folder in folders if (folder / "fund.toml").is_file())


def fund_in(text: str) -> FundProfile | None:
    """The fund that a text names, None when none or several are named."""
    found = [f for f in load_funds() if f.mentioned_in(text)]
    return found[0] if len(found) == 1 else None


def _profile(folder: Path) -> FundProfile:
    fund = read_data(folder, "fund.toml")
    libraries = tuple(_library(read_data(folder, n), n) for n in _named(folder, "library_"))
    return FundProfile(
        key=folder.name,
        name=fund.text("name"),
        aliases=fund.strings("aliases"),
        project_code=fund.text("project_code"),
        income_account=fund.text("income_account"),
        expenditure_class=fund.text("expenditure_class"),
        tags=fund.strings("tags"),
        purposes=fund.text("purposes"),
        beneficiaries=fund.strings("beneficiaries"),
        codes=_codes(read_data(folder, "codes.toml")),
        libraries=libraries,
        goals=fund.strings("goals"),
        goals_source=fund.text("goals_source"),
        form=_form(fund.table("form")),
        titles=_titles(fund.table("titles")),
        layouts=tuple(_layout(folder, name, libraries) for name in _named(folder, "form_")),
    )


def _named(folder: Path, start: str) -> list[str]:
    """The data files of a folder whose names begin so, the newest year first."""
    names = (f.name for f in folder.iterdir())
    return sorted((n for n in names if n.startswith(start) and n.endswith(".toml")), reverse=True)


def _titles(titles: DataTable) -> dict[str, str]:
    """The titles of tables by kind; each says where year and, in a batch, its word go."""
    result = {kind: titles.text(kind) for kind in TITLE_KINDS}
    for kind, title in result.items():
        wanted = ["{year}"] + (["{batch}"] if kind == "batch" else [])
        for place in wanted:
            if place not in title:
                raise titles.fault(kind, f"里没有 {place}：{title}")
    return result


def _layout(folder: Path, name: str, libraries: tuple[IndicatorLibrary, ...]) -> FormLayout:
    data = read_data(folder, name)
    layout = read_layout(data, name.removesuffix(".toml"))
    if layout.library and layout.library not in {lib.key for lib in libraries}:
        raise data.fault("library", f"指的指标库不存在：{layout.library}")
    return layout


def _form(form: DataTable) -> FormDefinition:
    return FormDefinition(
        title=form.text("title"),
        required_fields=form.strings("required_fields"),
        level1=form.mapping("level1"),
        level2=form.mapping("level2"),
        parents=form.mapping("parents"),
        source=form.text("source"),
    )


def _codes(data: DataTable) -> dict[int, tuple[FunctionCode, ...]]:
    result: dict[int, tuple[FunctionCode, ...]] = {}
    years = data.table("year")
    for year, rows in years.children():
        if not (year.isdigit() and len(year) == 4):
            raise years.fault(year, "应当是四位年份")
        result[int(year)] = tuple(
            FunctionCode(r.text("code"), r.text("name"), r.text("certainty"))
            for r in rows.tables("codes")
        )
    return result


def _library(data: DataTable, file: str) -> IndicatorLibrary:
    return IndicatorLibrary(
        key=file.removesuffix(".toml"),
        title=data.text("title"),
        year=data.whole("year"),
        source=data.text("source"),
        indicators=tuple(_indicator(row) for row in data.tables("indicator")),
    )


def _indicator(row: DataTable) -> Indicator:
    tier = row.text("tier", ALL_TIERS)
    if tier not in TIERS:
        raise row.fault("tier", f"应当是 {'、'.join(TIERS)} 之一，实际是 {tier}")
    return Indicator(
        name=row.text("name"),
        level1=row.text("level1"),
        level2=row.text("level2"),
        standard=row.text("standard"),
        tier=tier,
        tier_basis=row.text("tier_basis", "") if tier == ALL_TIERS else row.text("tier_basis"),
        aliases=row.strings("aliases", []),
        class_doubt=row.text("class_doubt", ""),
    )

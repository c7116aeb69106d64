"""Every workbook that is made is a sound package: programs open it without a word of repair.

The Open XML SDK judges parts, elements, styles and relationships. What it passes over although
Excel would repair or miscompute it is judged by the functions of soundness.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import python_calamine
import soundness
from opc import Package, child

BUILT = Path(__file__).resolve().parents[2] / "workbook_templates" / "built"

Check = Callable[[Package], Iterator[str]]
Validate = Callable[[list[Path]], list[str]]


def faults(packages: list[Package], check: Check) -> list[str]:
    """What a check finds, with the names of the files."""
    return [f"{package.name}: {fault}" for package in packages for fault in check(package)]


def test_there_are_two_workbooks_nineteen_county_files_and_the_templates(
    packages: list[Package],
) -> None:
    templates = [p for p in BUILT.iterdir() if p.suffix == ".xlsx"]
    assert len(templates) >= 6
    assert len(packages) == 2 + 7 + 12 + len(templates)


def test_the_open_xml_sdk_finds_no_error(files: list[Path], validate: Validate) -> None:
    assert validate(files) == []


def test_no_member_stands_twice_in_the_archive(packages: list[Package]) -> None:
    assert faults(packages, soundness.twice_named_members) == []


def test_every_part_has_its_content_type(packages: list[Package]) -> None:
    assert faults(packages, soundness.wrong_content_types) == []


def test_every_relationship_leads_to_a_part(packages: list[Package]) -> None:
    assert faults(packages, soundness.broken_relationships) == []


def test_every_part_is_reached_by_a_relationship(packages: list[Package]) -> None:
    assert faults(packages, soundness.unreached_parts) == []


def test_nothing_leads_outside_the_file(packages: list[Package]) -> None:
    assert faults(packages, soundness.external_links) == []


def test_there_is_no_macro_and_no_other_active_content(packages: list[Package]) -> None:
    assert faults(packages, soundness.active_content) == []


def test_every_function_is_one_of_excel_2007_and_not_volatile(packages: list[Package]) -> None:
    assert faults(packages, soundness.newer_or_volatile_functions) == []


def test_no_formula_has_lost_a_reference(packages: list[Package]) -> None:
    assert faults(packages, soundness.lost_references) == []


def test_no_formula_is_an_array(packages: list[Package]) -> None:
    assert faults(packages, soundness.array_formulas) == []


def test_the_calculation_chain_leads_to_formulas_only(packages: list[Package]) -> None:
    assert faults(packages, soundness.wrong_calculation_chain) == []


def test_every_formula_has_a_stored_result_that_is_no_error(packages: list[Package]) -> None:
    assert faults(packages, soundness.missing_results) == []


def test_cells_stand_in_ascending_order(packages: list[Package]) -> None:
    assert faults(packages, soundness.disordered_cells) == []


def test_every_text_of_a_cell_exists(packages: list[Package]) -> None:
    assert faults(packages, soundness.missing_strings) == []


def test_no_merged_ranges_overlap(packages: list[Package]) -> None:
    assert faults(packages, soundness.overlapping_merges) == []


def test_every_message_and_list_of_a_validation_fits(packages: list[Package]) -> None:
    assert faults(packages, soundness.overlong_validations) == []


def test_no_name_is_defined_twice(packages: list[Package]) -> None:
    assert faults(packages, soundness.twice_defined_names) == []


def test_the_formulas_of_names_validations_and_formats_are_looked_at_too(
    packages: list[Package],
) -> None:
    kinds = {formula.kind for package in packages for formula in package.formulas}
    assert kinds >= {"f", "formula", "formula1", "definedName"}


def plain(value: object) -> object:
    """A value as both readers give it: no blank text, a day without its midnight."""
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date()
    return None if value == "" else value


def test_two_readers_read_what_is_stored(files: list[Path], packages: list[Package]) -> None:
    compared = 0
    for path, package in zip(files, packages, strict=True):
        first = openpyxl.load_workbook(path, data_only=True)
        second = python_calamine.CalamineWorkbook.from_path(path)
        for sheet in package.sheets:
            grid = second.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            for row in first[sheet.name].iter_rows():
                for cell in row:
                    is_inside = cell.row <= len(grid) and cell.column <= len(grid[cell.row - 1])
                    other = grid[cell.row - 1][cell.column - 1] if is_inside else None
                    assert plain(cell.value) == plain(other), f"{path.name} {cell}"
            for element, _ in package.formula_cells(sheet.part):
                place = element.attrib["r"]
                read, stored = first[sheet.name][place].value, child(element, "v")
                assert stored is not None, f"{path.name} {sheet.name}!{place}"
                if isinstance(read, int | float):
                    assert float(stored.text or "") == read, f"{path.name} {sheet.name}!{place}"
                elif not isinstance(read, date):
                    assert (stored.text or "") == (read or ""), f"{path.name} {sheet.name}!{place}"
                compared += 1
    assert compared > 1000

"""What the validator does not look at: each function names the faults of one kind in a package."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from opc import CONTENT_TYPES, REL_ATTRIBUTE, Package, child, local
from openpyxl.utils import FORMULAE, range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple

# openpyxl lists the functions of the first edition of the standard, which are those of Excel 2007.
VOLATILE = frozenset(["OFFSET", "INDIRECT", "NOW", "TODAY", "RAND", "RANDBETWEEN", "CELL", "INFO"])
ALLOWED = frozenset(FORMULAE) - VOLATILE

_STRING = re.compile(r'"(?:[^"]|"")*"')
_SHEET_NAME = re.compile(r"'(?:[^']|'')*'")
_CALL = re.compile(r"([\w.]+)\s*\(")
_OTHER_FILE = re.compile(r"(?<!\w)\[\d+\]|\[[^\]]*\.xl\w*\]|\w\|", re.IGNORECASE)
_ACTIVE = re.compile(
    r"vbaProject|vbaData|macrosheet|dialogsheet|activeX|ctrlProps|embeddings|oleObject|customUI"
    r"|macroEnabled|\.bin$",
    re.IGNORECASE,
)
# What a formula cell of each type may store; any other type is refused.
_RESULTS = {
    "n": r"-?\d+(\.\d+)?([eE][-+]?\d+)?",
    "b": "[01]",
    "str": r"(?s:(?!#(NULL|DIV/0|VALUE|REF|NAME|NUM|N/A)[!?]?).*)",
}
# What Excel takes for a data validation, in characters.
_LIMITS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 225}
_LIST_LIMIT = 255


def twice_named_members(package: Package) -> Iterator[str]:
    """Names of members count as equal whatever their case."""
    for name, times in Counter(name.lower() for name, _ in package.members).items():
        if times > 1:
            yield f"{name} stands {times} times in the archive"


def wrong_content_types(package: Package) -> Iterator[str]:
    targets = {r.target for r in package.relationships}
    for part in package.parts:
        default = package.type_defaults.get(part.rpartition(".")[2].lower())
        if part not in package.type_overrides and default is None:
            yield f"{part} has no content type"
        elif part in targets and package.type_overrides.get(part, default) == "application/xml":
            yield f"{part} is declared as mere XML"
    for part in package.type_overrides.keys() - package.parts.keys():
        yield f"{CONTENT_TYPES} names {part}, which does not exist"


def broken_relationships(package: Package) -> Iterator[str]:
    known = {(r.source, r.id) for r in package.relationships}
    for r in package.relationships:
        if r.source and r.source not in package.parts:
            yield f"{r.source} does not exist and has relationships"
        if not r.is_external and r.target not in package.parts:
            yield f"{r.source}: {r.id} leads to {r.target}, which does not exist"
    for part, root in package.trees.items():
        for element in root.iter():
            for name, value in element.attrib.items():
                if name.startswith(REL_ATTRIBUTE) and (part, value) not in known:
                    yield f"{part}: {local(element)} uses {value}, which is not declared"


def unreached_parts(package: Package) -> Iterator[str]:
    """A part that no relationship leads to is at best forgotten."""
    targets = {r.target for r in package.relationships}
    for part in package.parts:
        if part not in targets and not part.endswith(".rels"):
            yield f"{part} is reached by no relationship"


def external_links(package: Package) -> Iterator[str]:
    for r in package.relationships:
        if r.is_external:
            yield f"{r.source}: {r.id} leads outside, to {r.target}"
    for part in package.parts:
        if "externallink" in part.lower() or part.lower() == "xl/connections.xml":
            yield f"{part} is a link to other data"
    for tag in ("externalReferences", "ddeLink", "oleLink"):
        yield from (f"{part} holds {tag}" for part, _ in package.elements(tag))
    for formula in package.formulas:
        if _OTHER_FILE.search(_STRING.sub('""', formula.text)):
            yield f"{formula.part}: {formula.text} reads another file"


def active_content(package: Package) -> Iterator[str]:
    types = [*package.type_overrides.values(), *package.type_defaults.values()]
    for word in [*package.parts, *types, *(r.type for r in package.relationships)]:
        if _ACTIVE.search(word):
            yield f"{word} is active content"


def newer_or_volatile_functions(package: Package) -> Iterator[str]:
    for part, element in package.elements("definedName"):
        if element.attrib["name"].lower().startswith(("_xlfn", "_xlws", "_xlpm")):
            yield f"{part}: the name {element.attrib['name']} stands for a newer function"
    for formula in package.formulas:
        if re.search("_xlfn|_xlws|_xlpm", formula.text, re.IGNORECASE):
            yield f"{formula.part}: {formula.text} uses a newer function"
        bare = _SHEET_NAME.sub("''", _STRING.sub('""', formula.text))
        for name in _CALL.findall(bare):
            if name.upper() not in ALLOWED:
                yield f"{formula.part}: {formula.text} calls {name}"


def lost_references(package: Package) -> Iterator[str]:
    for formula in package.formulas:
        if "#REF!" in _STRING.sub('""', formula.text):
            yield f"{formula.part}: {formula.text} has lost a reference"


def array_formulas(package: Package) -> Iterator[str]:
    for part, formula in package.elements("f"):
        if formula.get("t") in ("array", "dataTable"):
            yield f"{part}: {formula.text} is entered as {formula.attrib['t']}"
    for part, cell in package.elements("c"):
        if cell.get("cm") or cell.get("vm"):
            yield f"{part}: {cell.get('r')} has cell metadata, as dynamic arrays have"


def wrong_calculation_chain(package: Package) -> Iterator[str]:
    parts = {sheet.id: sheet.part for sheet in package.sheets}
    cells = {
        (part, cell.get("r")) for part in parts.values() for cell, _ in package.formula_cells(part)
    }
    sheet_id = ""
    for name, root in package.trees.items():
        if name.lower().endswith("calcchain.xml"):
            for link in root:
                sheet_id = link.get("i", sheet_id)  # an entry without one keeps that before it
                if (parts.get(sheet_id), link.get("r")) not in cells:
                    yield f"{name}: no formula in {link.get('r')} of sheet {sheet_id}"


def missing_results(package: Package) -> Iterator[str]:
    """Text may be empty; a number or a truth value must be one; an error is no result."""
    for sheet in package.sheets:
        for cell, _ in package.formula_cells(sheet.part):
            value = child(cell, "v")
            if value is None:
                yield f"{sheet.name}!{cell.get('r')} has no stored result"
            elif not re.fullmatch(_RESULTS.get(cell.get("t", "n"), "$^"), value.text or ""):
                yield f"{sheet.name}!{cell.get('r')} stores {value.text!r} as {cell.get('t', 'n')}"


def disordered_cells(package: Package) -> Iterator[str]:
    """Excel repairs a sheet whose rows or cells are not in ascending order, once each."""
    for sheet in package.sheets:
        last_row, last = 0, (0, 0)
        for element in package.trees[sheet.part].iter():
            if local(element) == "row":
                row = int(element.attrib["r"])
                if row <= last_row:
                    yield f"{sheet.name}: row {row} stands behind row {last_row}"
                last_row, last = row, (row, 0)
            elif local(element) == "c":
                place = element.attrib["r"]
                if not re.fullmatch(r"[A-Z]{1,3}[1-9]\d*", place):
                    yield f"{sheet.name}: {place} is no place of a cell"
                    continue
                here = coordinate_to_tuple(place)
                if here <= last or here[0] != last_row:
                    yield f"{sheet.name}: {place} stands in the wrong place"
                last = here


def missing_strings(package: Package) -> Iterator[str]:
    known = sum(1 for _ in package.elements("si"))
    for part, cell in package.elements("c"):
        value = child(cell, "v")
        if cell.get("t") == "s" and (value is None or int(value.text or -1) not in range(known)):
            yield f"{part}: {cell.get('r')} points at a shared string that does not exist"


def overlapping_merges(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        seen: dict[tuple[int, int], str] = {}
        for merge in package.trees[sheet.part].iter():
            if local(merge) != "mergeCell":
                continue
            left, top, right, bottom = range_boundaries(merge.attrib["ref"])
            cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            others = {seen[cell] for cell in cells & seen.keys()}
            yield from (f"{sheet.name}: {merge.get('ref')} overlaps {o}" for o in sorted(others))
            seen |= dict.fromkeys(cells, merge.attrib["ref"])


def overlong_validations(package: Package) -> Iterator[str]:
    """Excel repairs a file whose messages or typed lists are too long."""
    for part, validation in package.elements("dataValidation"):
        place = f"{part}: {validation.get('sqref')}"
        for name, limit in _LIMITS.items():
            if len(validation.get(name, "")) > limit:
                yield f"{place}: the {name} is longer than {limit}"
        choices = child(validation, "formula1")
        text = (choices.text or "") if choices is not None else ""
        if text.startswith('"') and len(text) - 2 > _LIST_LIMIT:
            yield f"{place}: the list is longer than {_LIST_LIMIT}"


def twice_defined_names(package: Package) -> Iterator[str]:
    names = Counter(
        (e.attrib["name"].lower(), e.get("localSheetId"))
        for _, e in package.elements("definedName")
    )
    yield from (
        f"{name} is defined {times} times" for (name, _), times in names.items() if times > 1
    )


OF_ANY_BOOK = (
    twice_named_members,
    wrong_content_types,
    broken_relationships,
    unreached_parts,
    lost_references,
    disordered_cells,
    missing_strings,
    overlapping_merges,
    overlong_validations,
    twice_defined_names,
    missing_results,
)
"""What holds for every workbook that a program opens without repairing it."""

"""Data validations of a recipient's file: lists and hints without other recipients."""

from __future__ import annotations

from collections.abc import Iterable

from xianbiao.export.package.elements import Element, remove
from xianbiao.export.package.others.listed import Listed
from xianbiao.export.package.others.told import Change
from xianbiao.export.package.others.whose import Whose
from xianbiao.export.package.ranges import cut_ranges
from xianbiao.export.package.references import parse
from xianbiao.export.package.remaining import Remaining
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_LONGEST = 255
"""What Excel takes for a list that is written out, in characters."""
_PLACE_IN_TEXT = expression(r'"[^"]*[!\[][^"]*"')
_HINTS = (
    (("prompt", "promptTitle"), Change.PROMPT),
    (("error", "errorTitle"), Change.ERROR),
)


class Validations(Record, frozen=True):
    """Cuts the validations of one sheet."""

    sheet: str
    remaining: Remaining
    whose: Whose

    def cut(self, root: Element) -> None:
        """Cut all that a sheet has."""
        for element in list(root.iter("{*}dataValidation")):
            place = element.get("sqref") or element.findtext(f"{_XM}sqref") or ""
            if cut_ranges(place, self.remaining.rows[self.sheet.lower()]) is None:
                continue
            self._hints(element, place)
            if element.get("type", "none") == "none":
                if not any(element.get(name) for names, _ in _HINTS for name in names):
                    remove(element)
            elif element.get("type") == "list":
                self._list(element, place)
            elif self.whose.named("\n".join(f.text or "" for f in _formulas(element))):
                remove(element)
                self._tell(Change.VALIDATION_GONE, place, "公式里写着别的单位")

    def _hints(self, element: Element, place: str) -> None:
        for names, change in _HINTS:
            if self.whose.named("\n".join(element.get(name, "") for name in names)):
                for name in names:
                    element.attrib.pop(name, None)
                self._tell(change, place)

    def _list(self, element: Element, place: str) -> None:
        formula = next(iter(_formulas(element)), None)
        if formula is None or not formula.text:
            return
        text = formula.text.strip()
        if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1].replace('""', ""):
            if not self.whose.named(text):
                return
            items = [i for i in text[1:-1].split(",") if not self.whose.named(i)]
            self._write(element, formula, items, place, Change.LIST)
            return
        listed = Listed.of(text, self.sheet, self.remaining, self.whose)
        if listed is not None:
            items = [i.replace('"', '""') for i in listed.texts if not self.whose.named(i)]
            self._write(element, formula, items, place, Change.LIST_WRITTEN, listed.source)
        elif self.whose.named(text):
            remove(element)
            self._tell(Change.LIST_GONE, place, "公式里写着别的单位")
        elif "INDIRECT" in parse(text).functions and self._is_lost(text):
            remove(element)
            detail = "按名称取选项（INDIRECT），有的名称或工作表不在单位文件里"
            self._tell(Change.LIST_GONE, place, detail)

    def _write(
        self,
        element: Element,
        formula: Element,
        items: list[str],
        place: str,
        change: Change,
        source: str = "",
    ) -> None:
        """Write a list out; one that has nothing to choose, or that cannot be written, goes."""
        text = ",".join(items)
        if not text.strip(" ,"):
            remove(element)
            self._tell(Change.LIST_GONE, place, "没有本单位的选项")
        elif len(text) > _LONGEST or (source and any("," in item for item in items)):
            remove(element)
            self._tell(Change.LIST_GONE, place, f"选项取自{source}，太长或带逗号，不能直接写出")
        else:
            formula.text = f'"{text}"'
            self._tell(change, place, source)

    def _is_lost(self, formula: str) -> bool:
        """Whether what a formula calls by its name in a text may not be there."""
        names = [n for n in self.whose.others.source.workbook.names if self.whose.may_have(n)]
        known = {n.name.upper() for n in names if not n.name.startswith("_xlnm")}
        is_written = _PLACE_IN_TEXT.search(formula) is not None
        return self.remaining.less and (is_written or not known <= self.remaining.names)

    def _tell(self, change: Change, place: str, detail: str = "") -> None:
        self.whose.told.add(change, self.sheet, place, detail)


def _formulas(element: Element) -> Iterable[Element]:
    """The formulas of a validation, classic or of Excel 2010."""
    for tag in ("formula1", "formula2"):
        for found in element.findall(f"{{*}}{tag}"):
            inner = found.find(f"{_XM}f")
            yield found if inner is None else inner

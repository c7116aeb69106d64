"""What hangs on a sheet goes with its row, and takes along all that only it called."""

from __future__ import annotations

import re
from pathlib import Path

import soundness
from cutting import cut, parts
from edited import BOOK, SHEET_PART, Edited, anchor, picture_of, text_box
from opc import Package
from workbooks import FIRST, NAMES, NOTE, SHEET, Made, picture

RECIPIENT = 2
ROWS = range(FIRST, FIRST + 2 * len(NAMES), 2)
OWN = ROWS[RECIPIENT]
_MICROSOFT = "http://schemas.microsoft.com/office"
_SHAPE_LINK = f"{_MICROSOFT}/drawing/2010/main"


def sound(data: bytes, folder: Path) -> Package:
    """The package of a file that no program has to repair."""
    path = folder / "file.xlsx"
    path.write_bytes(data)
    package = Package.read(path)
    checks = (
        soundness.broken_relationships,
        soundness.wrong_content_types,
        soundness.unreached_parts,
    )
    assert [fault for check in checks for fault in check(package)] == []
    return package


def pictures(edited: Edited, owner: str) -> None:
    """Give a part one picture for each recipient: rId0 and so on."""
    for index in range(len(NAMES)):
        content = picture((index, 200, 9)).getvalue()
        edited.add(f"xl/media/picture{index}.png", content, "image/png")
        edited.relate(owner, f"rId{index}", "image", f"/xl/media/picture{index}.png")


def pictures_in(data: bytes) -> list[str]:
    return sorted(n for n in parts(data) if n.startswith("xl/media/picture"))


def test_links_to_files_and_mail_leave_no_address_behind(
    made: dict[str, Made], tmp_path: Path
) -> None:
    edited = Edited(made["plain"])
    links = ""
    for index, row in enumerate(ROWS):
        edited.relate(SHEET_PART, f"rIdMail{index}", "hyperlink", f"mailto:office{index}@x.cn")
        links += f'<hyperlink ref="A{row}" r:id="rIdMail{index}"/>'
    edited.put(f"<hyperlinks>{links}</hyperlinks>", ("printOptions", "pageMargins"))
    data = cut(edited.saved(tmp_path / "links.xlsx"), RECIPIENT)
    rels = parts(data)["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    assert re.findall(r"mailto:[^\"]*", rels) == [f"mailto:office{RECIPIENT}@x.cn"]
    sound(data, tmp_path)


def test_a_wrapped_picture_goes_with_its_row(made: dict[str, Made], tmp_path: Path) -> None:
    edited = Edited(made["plain"])
    anchors = [anchor(r, picture_of(f"rId{i}"), wrapped=True) for i, r in enumerate(ROWS)]
    drawing = edited.draw("".join(anchors) + anchor(NOTE, text_box("说明"), wrapped=True))
    pictures(edited, drawing)
    data = cut(edited.saved(tmp_path / "wrapped.xlsx"), RECIPIENT)
    assert pictures_in(data) == [f"xl/media/picture{RECIPIENT}.png"]
    text = parts(data)[drawing].decode()
    assert re.findall(r"<xdr:from>.*?<xdr:row>(\d+)", text) == ["4", "7"]
    assert text.count("AlternateContent>") == 4 - 2
    sound(data, tmp_path)


def test_a_diagram_keeps_its_parts(made: dict[str, Made], tmp_path: Path) -> None:
    edited = Edited(made["plain"])
    space = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    frame = (
        f'<xdr:graphicFrame><a:graphic><a:graphicData uri="{space}"><dgm:relIds xmlns:dgm="{space}"'
        ' r:dm="rIdData" r:lo="rIdLayout"/></a:graphicData></a:graphic></xdr:graphicFrame>'
    )
    drawing = edited.draw(anchor(OWN, frame))
    called = f'<dgm:dataModel xmlns:dgm="{space}"><x relId="rIdDrawn"/></dgm:dataModel>'
    drawn = f"{_MICROSOFT}/2007/relationships/diagramDrawing"
    for identity, kind, content in (
        ("rIdData", "diagramData", called),
        ("rIdLayout", "diagramLayout", "<layout/>"),
        ("rIdDrawn", drawn, "<drawn/>"),
    ):
        part = f"xl/diagrams/{identity}.xml"
        edited.add(part, content, f"application/x-{identity}+xml")
        edited.relate(drawing, identity, kind, f"/{part}")
    source = edited.saved(tmp_path / "diagram.xlsx")
    own, others = cut(source, RECIPIENT), cut(source, 0)
    kept = ["xl/diagrams/rIdData.xml", "xl/diagrams/rIdDrawn.xml", "xl/diagrams/rIdLayout.xml"]
    assert sorted(n for n in parts(own) if "diagrams" in n) == kept
    assert [n for n in parts(others) if "diagrams" in n] == []
    sound(own, tmp_path)


def test_a_slicer_leaves_no_frame(made: dict[str, Made], tmp_path: Path) -> None:
    """Excel repairs a drawing that shows a slicer which is not there."""
    edited = Edited(made["plain"])
    space = f"{_MICROSOFT}/drawing/2010/slicer"
    frame = (
        f'<xdr:graphicFrame><a:graphic><a:graphicData uri="{space}">'
        f'<sle:slicer xmlns:sle="{space}" name="县市"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame>"
    )
    drawing = edited.draw(anchor(1, frame, wrapped=True) + anchor(2, text_box("说明")))
    data = cut(edited.saved(tmp_path / "slicer.xlsx"), RECIPIENT)
    text = parts(data)[drawing].decode()
    assert "slicer" not in text
    assert "说明" in text
    sound(data, tmp_path)


def test_a_live_picture_of_cells_stays_only_where_all_of_them_do(
    made: dict[str, Made], tmp_path: Path
) -> None:
    edited = Edited(made["plain"])
    extension = (
        '<a:extLst><a:ext uri="{{84589F7E}}"><a14:cameraTool xmlns:a14="'
        + _SHAPE_LINK
        + '" cellRange="{}" spid="_x0000_s1"/></a:ext></a:extLst>'
    )
    areas = (f"'{SHEET}'!$A$3:$D$9", f"'{SHEET}'!$A$1:$D$3")
    anchors = [
        anchor(1, picture_of(f"rId{i}", extension.format(area))) for i, area in enumerate(areas)
    ]
    drawing = edited.draw("".join(anchors))
    pictures(edited, drawing)
    data = cut(edited.saved(tmp_path / "camera.xlsx"), RECIPIENT)
    assert pictures_in(data) == ["xl/media/picture1.png"]
    assert b"cameraTool" not in parts(data)[drawing]
    sound(data, tmp_path)


def shape(number: int, row: int, kind: str, more: str = "") -> str:
    """A shape of the legacy drawing in a row, from 1."""
    place = f"<x:Anchor>5, 0, {row - 1}, 0, 6, 0, {row}, 0</x:Anchor>"
    return (
        f'<v:shape id="_x0000_s{number}"><v:imagedata o:relid="rId{number - 1025}"/>'
        f'<x:ClientData ObjectType="{kind}">{place}{more}</x:ClientData></v:shape>'
    )


def linked_shape(number: int, row: int) -> str:
    """The shape of a control as the drawing has it besides the legacy drawing."""
    link = (
        f'<a:extLst><a:ext uri="{{63B3BB69}}"><a14:compatExt xmlns:a14="{_SHAPE_LINK}"'
        f' spid="_x0000_s{number}"/></a:ext></a:extLst>'
    )
    inside = f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{number}" name="控件">{link}</xdr:cNvPr>'
    return anchor(row, f"{inside}<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp>", wrapped=True)


def test_a_form_control_goes_with_its_row_and_is_bound_to_its_cell(
    made: dict[str, Made], tmp_path: Path
) -> None:
    edited = Edited(made["plain"])
    shapes = controls = anchors = ""
    for index, row in enumerate(ROWS):
        number = 1025 + index
        shapes += shape(number, row, "Checkbox", f"<x:FmlaLink>$D${row}</x:FmlaLink>")
        anchors += linked_shape(number, row)
        properties = f'<formControlPr objectType="CheckBox" fmlaLink="$D${row}"/>'
        edited.add(f"xl/ctrlProps/ctrlProp{index}.xml", properties, "application/x-control+xml")
        target = f"/xl/ctrlProps/ctrlProp{index}.xml"
        edited.relate(SHEET_PART, f"rIdControl{index}", "ctrlProp", target)
        controls += (
            f'<control shapeId="{number}" r:id="rIdControl{index}" name="选">'
            f'<controlPr altText="{NAMES[index]}"/></control>'
        )
    drawing = edited.draw(anchors)
    legacy = edited.draw_legacy(shapes)
    edited.control(controls)
    data = cut(edited.saved(tmp_path / "controls.xlsx"), RECIPIENT)
    own = parts(data)
    number = str(1025 + RECIPIENT)
    sheet = own[SHEET_PART].decode()
    assert re.findall(r'shapeId="(\d+)"', sheet) == [number]
    assert re.findall(r'altText="(.*?)"', sheet) == [NAMES[RECIPIENT]]
    assert re.findall(r"_s(\d+)", own[drawing].decode()) == [number]
    assert re.findall(r'id="_x0000_s(\d+)"', own[legacy].decode()) == [number]
    assert "<x:FmlaLink>$D$5</x:FmlaLink>" in own[legacy].decode()
    properties = [n for n in own if "ctrlProps" in n]
    assert properties == [f"xl/ctrlProps/ctrlProp{RECIPIENT}.xml"]
    assert b'fmlaLink="$D$5"' in own[properties[0]]
    sound(data, tmp_path)


def test_an_embedded_object_leaves_no_picture_of_itself(
    made: dict[str, Made], tmp_path: Path
) -> None:
    edited = Edited(made["plain"])
    drawing = edited.draw(linked_shape(1025, 1) + anchor(2, text_box("说明")))
    legacy = edited.draw_legacy(shape(1025, 1, "Pict"))
    pictures(edited, legacy)
    edited.relate(SHEET_PART, "rIdPreview", "image", "/xl/media/picture0.png")
    edited.add("xl/embeddings/oleObject1.bin", NAMES[0].encode("utf-16"), "application/x-ole")
    edited.relate(SHEET_PART, "rIdObject", "oleObject", "/xl/embeddings/oleObject1.bin")
    objects = (
        '<oleObject progId="Excel.Sheet.12" shapeId="1025" r:id="rIdObject">'
        '<objectPr r:id="rIdPreview"/></oleObject>'
    )
    edited.put(f"<oleObjects>{objects}</oleObjects>", ("controls", "tableParts", "extLst"))
    data = cut(edited.saved(tmp_path / "object.xlsx"), RECIPIENT)
    assert pictures_in(data) == []
    assert legacy not in parts(data)
    assert b"compatExt" not in parts(data)[drawing]
    sound(data, tmp_path)


def test_a_table_keeps_no_query_and_no_xml_behind_it(made: dict[str, Made], tmp_path: Path) -> None:
    """Excel repairs a table whose connection or map is not in the workbook."""
    edited = Edited(made["list_object"])
    table = next(n for n in edited.parts if n.startswith("xl/tables/"))
    edited.change(table, "<table ", '<table tableType="queryTable" connectionId="1" ')
    edited.change(table, "<tableColumn ", '<tableColumn queryTableFieldId="1" ')
    formula = "<calculatedColumnFormula>$A$1*公用!A1</calculatedColumnFormula>"
    edited.parts[table] = re.sub(
        rb'(<tableColumn id="2"[^>]*?)/>',
        rb"\1>" + formula.encode() + rb"</tableColumn>",
        edited.parts[table],
    )
    data = cut(edited.saved(tmp_path / "query.xlsx"), RECIPIENT)
    text = parts(data)[table].decode()
    assert re.findall(r"tableType|connectionId|queryTableFieldId|calculatedColumn", text) == []
    assert text.count("<tableColumn ") == 2


def test_a_chart_of_a_pivot_table_becomes_a_chart_of_cells(
    made: dict[str, Made], tmp_path: Path
) -> None:
    edited = Edited(made["charts"])
    chart = next(n for n in edited.parts if n.startswith("xl/charts/chart"))
    source = f"<c:pivotSource><c:name>[我的.xlsx]{NAMES[0]}!透视表</c:name></c:pivotSource>"
    edited.change(chart, "<c:chart>", f"{source}<c:chart>")
    kept = [parts(cut(edited.saved(tmp_path / "pivot.xlsx"), i)) for i in range(len(NAMES))]
    assert any(chart in own for own in kept)
    assert [own[chart] for own in kept if b"pivotSource" in own.get(chart, b"")] == []


def test_the_path_of_the_workbook_and_the_names_of_macros_stay_at_home(
    made: dict[str, Made], tmp_path: Path
) -> None:
    edited = Edited(made["names"])
    path = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x15"><a:absPath xmlns:a="urn:x" url="D:\\甲山县\\"/></mc:Choice>'
        "</mc:AlternateContent>"
    )
    edited.change(BOOK, "<bookViews>", f"{path}<bookViews>")
    names = (
        '<definedName name="点击" function="1" xlm="1">公用!$A$1</definedName>'
        '<definedName name="表名">GET.WORKBOOK(1)</definedName>'
    )
    edited.change(BOOK, "<definedNames>", f"<definedNames>{names}")
    book = parts(cut(edited.saved(tmp_path / "path.xlsx"), RECIPIENT))[BOOK].decode()
    assert "absPath" not in book
    assert "AlternateContent" not in book
    assert "xlm" not in book
    assert "GET.WORKBOOK" not in book
    assert 'name="比例"' in book


def test_parts_are_found_whatever_their_case_and_signs(
    made: dict[str, Made], tmp_path: Path
) -> None:
    edited = Edited(made["pictures"])
    before = len([n for n in edited.parts if "media" in n])
    for name in [n for n in edited.parts if "/media/" in n or "theme" in n]:
        edited.parts[name.replace("media/", "Media/%E5%9B%BE").replace("theme1", "Theme1")] = (
            edited.parts.pop(name)
        )
    rels = next(n for n in edited.parts if n.startswith("xl/drawings/_rels"))
    edited.parts[rels] = edited.parts[rels].replace(b"../media/", b"../media/%E5%9B%BE")
    files = [parts(cut(edited.saved(tmp_path / "case.xlsx"), i)) for i in range(len(NAMES))]
    kept = {n for own in files for n in own if "/Media/" in n}
    assert len(kept) == before
    assert all("xl/theme/Theme1.xml" in own for own in files)

"""C81, N03: places that the addressees list by name, against each other and against the table."""

from __future__ import annotations

import pytest

from .build import found, letter, notice

COUNTIES = ("雨湖区", "岳塘区", "湘潭县", "湘乡市", "韶山市")
TOWNS = ("江口街道", "同州街道", "驷马镇", "白衣镇")
TITLE = "关于下达2024年养老服务补助资金的通知"


def table(names: tuple[str, ...]) -> list[str]:
    rows = [f"{name}\t10" for name in names]
    head = ["附件1：", "2024年养老服务补助资金分配表", "单位：万元", "县市\t金额"]
    return [*head, f"合计\t{10 * len(names)}", *rows]


def of(to: str, names: tuple[str, ...]) -> list[tuple[str, object, object, int | None]]:
    lines = [*letter("请及时拨付。", title=TITLE, to=to), *table(names)]
    lines[0] = "湘潭市财政局文件" if names is COUNTIES else "平昌县财政局文件"
    made = notice(*lines)
    return [(f.rule, f.left, f.right, f.ref.line) for c in ("C81", "N03") for f in _of(c, made)]


_of = found


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("雨湖区、岳塘区、湘潭县、湘乡市、韶山市财政局、民政局：", []),
        ("雨湖区财政局、岳塘区财政局、湘潭县财政局、湘乡市财政局、韶山市财政局：", []),
        ("各县（市、区）财政局：", []),
        ("雨湖区、岳塘区、湘潭县、湘乡市、韶山市、得荣县财政局：", [("C81", "得荣县", None, 4)]),
        ("雨湖区、得荣县、湘潭县、湘乡市、韶山市财政局：", [("C81", "得荣县", "岳塘区", 4)]),
        ("雨湖区、岳塘区、湘乡市、湘潭县、韶山市财政局：", [("C81", "湘乡市", "湘潭县", 4)]),
        ("韶山市、岳塘区、湘潭县、湘乡市、雨湖区财政局：", []),
        ("雨湖区、岳塘区、岳塘区、湘潭县、湘乡市、韶山市财政局：", [("N03", "岳塘区", None, 4)]),
    ],
)
def test_counties_are_addressed_each_once(
    to: str, expected: list[tuple[str, object, object, int]]
) -> None:
    assert of(to, COUNTIES) == expected


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("江口街道办事处、同州街道办事处、驷马镇人民政府、白衣镇人民政府：", []),
        ("各乡镇人民政府、街道办事处：", []),
        ("江口街道办事处、驷马镇人民政府、白衣镇人民政府：", [("C81", "同州街道", 15)]),
        (
            "江口街道办事处、同州街道办事处、响滩镇人民政府、白衣镇人民政府：",
            [("C81", "响滩镇", 4)],
        ),
    ],
)
def test_townships_named_one_by_one_are_all_there(
    to: str, expected: list[tuple[str, object, int]]
) -> None:
    assert [(rule, left, line) for rule, left, _, line in of(to, TOWNS)] == expected

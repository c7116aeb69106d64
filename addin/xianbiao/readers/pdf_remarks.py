"""What of a PDF is not read, or not as it stands there, in words for the clerk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xianbiao.readers.pdf_continued import Joined
from xianbiao.readers.pdf_glyphs import UNREADABLE
from xianbiao.readers.pdf_layout import Item, Leaf
from xianbiao.readers.pdf_running import Running

_ORIGINAL = "或向发文单位要 Word 原稿"
_SCAN = 0.6
"""A picture that covers so much of the page is the page itself, scanned."""
_OUTLINES = 40
"""So many curves on a page without text may be its signs, drawn."""
_ROOM = 3.0
_SHOWN = 20
_FEWEST_ROWS = 3


def remarks_on(
    leaves: Sequence[Leaf], items: Sequence[Item], joined: Sequence[Joined], running: Running
) -> list[str]:
    """One sentence for each kind; nothing for one page of plain text and whole tables."""
    return [
        *_on_pages(leaves),
        *_on_signs(leaves),
        *_on_tables(leaves, items),
        *_on_joining(items, joined),
        *_on_running(running),
    ]


def pages_named(numbers: Iterable[int]) -> str:
    """Pages in words, runs as such: 第1–3、5页."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "第" + "、".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs) + "页"


def is_without_text(leaf: Leaf) -> bool:
    """Whether something is printed on a page, of which nothing is text."""
    page = leaf.page
    is_drawn = bool(page.pictures) or page.drawn >= _OUTLINES
    return is_drawn and not any(g.text.strip() for g in page.glyphs)


def _on_pages(leaves: Sequence[Leaf]) -> Iterator[str]:
    bare = [leaf.page.number for leaf in leaves if is_without_text(leaf)]
    if bare:
        yield (
            f"{pages_named(bare)}没有文字（扫描的图片，或字变成了图形），没有读；"
            f"用文字识别（OCR）转换后再读，{_ORIGINAL}"
        )
    scanned = [
        leaf.page.number
        for leaf in leaves
        if leaf.page.number not in bare and any(p > _SCAN for p in leaf.page.pictures)
    ]
    if scanned:
        yield (
            f"{pages_named(scanned)}整页是图片，只读了图片上的文字层，字和数可能认错、不全；"
            f"请对照原件，{_ORIGINAL}"
        )
    pictures = sum(
        len(leaf.page.pictures) for leaf in leaves if leaf.page.number not in {*bare, *scanned}
    )
    if pictures:
        yield f"有 {pictures} 张图片，图片里的字没有读"
    if comments := sum(leaf.page.comments for leaf in leaves):
        yield f"有 {comments} 处批注或填写框没有读；填好的内容先“打印”成 PDF 再读"
    if turned := [leaf.page.number for leaf in leaves if leaf.page.is_turned]:
        yield f"{pages_named(turned)}的字是横过来的，转正以后读"


def _on_signs(leaves: Sequence[Leaf]) -> Iterator[str]:
    kinds = (
        (
            [leaf.cleaned.unreadable for leaf in leaves],
            f"个字认不出来（字体没有文字对照），写作 {UNREADABLE}；请对照原件，{_ORIGINAL}",
        ),
        (
            [leaf.cleaned.radicals for leaf in leaves],
            "个字在 PDF 里存成同形的部首或兼容字（如 ⽬），按普通汉字读",
        ),
        (
            [leaf.cleaned.overlaid for leaf in leaves],
            "个字叠在别的字上，读出来的可能不对，请对照原件",
        ),
        (
            [leaf.page.askew for leaf in leaves],
            "个字斜着或横着写（如水印、竖排格里的数字），没有读",
        ),
        ([leaf.outside for leaf in leaves], "个字在纸边以外，没有读"),
    )
    for counts, said in kinds:
        if any(counts):
            pages = [leaf.page.number for leaf, n in zip(leaves, counts, strict=True) if n]
            yield f"{pages_named(pages)}有 {sum(counts)} {said}"


def _on_tables(leaves: Sequence[Leaf], items: Sequence[Item]) -> Iterator[str]:
    tables = [(item.page, item.table) for item in items if item.table is not None]
    for number, (page, table) in enumerate(tables, 1):
        name = f"表{number}（第{page}页）"
        if table.is_ragged:
            yield f"{name}的格线不完整，不成方格的按行读，请核对各格"
        if table.crossed:
            yield f"{name}有 {table.crossed} 格的文字越过格线，可能读到了旁边的格里，请核对"
        if table.is_cut:
            yield f"{name}超出纸边，纸外的列没有读；换一份完整的 PDF，{_ORIGINAL}"
    if frames := [leaf.page.number for leaf in leaves if leaf.frames]:
        yield f"{pages_named(frames)}有没有文字的格线或图形，没有当作表读"
    if sides := [leaf.page.number for leaf in leaves if _stand_abreast(leaf)]:
        yield f"{pages_named(sides)}有左右并排的表，先读左边一张"
    if beside := [(leaf.page.number, line) for leaf in leaves for line in leaf.beside]:
        page, line = beside[0]
        yield (
            f"{pages_named(n for n, _ in beside)}的表旁边有字"
            f"（如第{page}页“{line.text[:_SHOWN]}”），当作表外的文字读"
        )
    for page, text, count in _without_lines(items):
        yield (
            f"第{page}页从“{text[:_SHOWN]}”起有 {count} 行像是没有框线的表，"
            f"分不出各列，按文字读；加上框线后重新导出，{_ORIGINAL}"
        )


def _stand_abreast(leaf: Leaf) -> bool:
    """Whether two tables of a page stand beside each other."""
    return any(a.bottom > b.top + _ROOM for a, b in pairwise(leaf.tables))


def _without_lines(items: Sequence[Item]) -> Iterator[tuple[int, str, int]]:
    """Runs of lines that look like rows: page, first line, and how many."""
    run: list[Item] = []
    for item in [*items, None]:
        if item is not None and item.line is not None and item.line.is_row:
            run.append(item)
            continue
        if len(run) >= _FEWEST_ROWS:
            yield run[0].page, run[0].text, len(run)
        run = []


def _on_joining(items: Sequence[Item], joined: Sequence[Joined]) -> Iterator[str]:
    numbers = {id(item.table): n for n, item in enumerate((i for i in items if i.table), 1)}
    for parts in joined:
        done = (
            f"表{numbers[id(parts.table)]}从第{parts.pages[0]}页到第{parts.pages[-1]}页，接成一张读"
        )
        if parts.headers:
            done += f"；{pages_named(parts.headers)}重复的表头去掉"
        if parts.titles:
            done += f"；{pages_named(parts.titles)}表上重复的标题去掉"
        if parts.cuts:
            done += f"；{pages_named(parts.cuts)}的最后一行没有完，与下一页第一行接成一行"
        if parts.doubts:
            done += (
                f"；{pages_named(parts.doubts)}的最后一行与下一页第一行按两行读，"
                "格里的字写满了，也可能是同一行，请核对"
            )
        yield done


def _on_running(running: Running) -> Iterator[str]:
    if running.numbered:
        yield f"{pages_named(running.numbered)}的页码没有读"
    for text, pages in running.headers.items():
        yield f"{pages_named(pages)}重复的页眉或页脚没有核对：{text[:_SHOWN]}"

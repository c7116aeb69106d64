"""Draws the pictures of the README anew: pages of the demonstration's files, as LibreOffice shows.

Run with `make pictures`. A page is found by words that stand on it, so that the pictures
follow the workbook when its sheets change.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from office import convert, pdf_to_png
from xianbiao.demo.run import run_demo

PICTURES = Path(__file__).resolve().parents[2] / "workbook_templates" / "pictures"
RESOLUTION = 80
WORKING, COUNTY = "工作簿_昌州财社〔2023〕70号", "01_昌吉市_昌州财社〔2023〕70号"
ADJUSTMENT = "工作簿_巴财社〔2021〕96号"

PAGES = {
    "register": (WORKING, ("可能原因", "误写为")),
    "allocation": (WORKING, ("单位：万元", "木垒县", "昌吉州")),
    "codes": (WORKING, ("支出功能科目表", "附件：")),
    "form": (WORKING, ("(2024年度 吉木萨尔县)",)),
    "adjustment": (ADJUSTMENT, ("州儿童福利院", "调整后", "附件1")),
    "county": (COUNTY, ("大写",)),
    "county-form": (COUNTY, ("实际完成值", "偏差原因", "(2024年度")),
}


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="xianbiao-pictures-") as name:
        folder = Path(name)
        run_demo(folder / "demo")
        books = sorted({book for book, _ in PAGES.values()})
        sources = [next((folder / "demo").rglob(f"{book}.xlsx")) for book in books]
        pdfs = dict(zip(books, convert(sources, "pdf", folder / "pdf"), strict=True))
        pages = {b: pdf_to_png(p, folder / "png" / b, RESOLUTION) for b, p in pdfs.items()}
        for picture, (book, words) in PAGES.items():
            number = page_with(pdfs[book], words)
            target = PICTURES / f"{picture}.png"
            target.write_bytes(pages[book][number].read_bytes())
            print(f"{target.name}: {book}, page {number + 1}")


def page_with(pdf: Path, words: tuple[str, ...]) -> int:
    """The first page, from 0, on which all these words stand."""
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True
    ).stdout.decode()
    for number, page in enumerate(text.split("\f")):
        flat = "".join(page.split())
        if all("".join(word.split()) in flat for word in words):
            return number
    raise SystemExit(f"{pdf.name}: no page with {words}")


if __name__ == "__main__":
    main()

"""A table as an office's spreadsheet keeps it, with the sum of its numbers below."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OF}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OF}"><sheets>'
    '<sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OF}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def spreadsheet(rows: Sequence[Sequence[str]]) -> bytes:
    """An .xlsx of these rows, of which the first says what stands below it; cells of digits are numbers."""
    sheet = [*("".join(map(_cell, row)) for row in rows), _sums(rows)]
    lines = "".join(f"<row>{row}</row>" for row in sheet)
    filled = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    parts = _PARTS | {"xl/worksheets/sheet1.xml": filled}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            # Of no moment: the same table is the same file.
            archive.writestr(zipfile.ZipInfo(name), f"{_XML}\n{part}")
    return file.getvalue()


def _cell(text: str) -> str:
    if text.isdecimal():
        return f"<c><v>{text}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _sums(rows: Sequence[Sequence[str]]) -> str:
    _, *told = rows
    sums = []
    for n, column in enumerate(zip(*told, strict=True)):
        letter = chr(ord("A") + n)
        numbers = [int(each) for each in column if each.isdecimal()]
        formula = f"<f>SUM({letter}2:{letter}{len(rows)})</f><v>{sum(numbers)}</v>"
        sums.append(f"<c>{formula}</c>" if numbers else "<c/>")
    return "".join(sums)

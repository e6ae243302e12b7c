"""Designs as Word files, printed by LibreOffice."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path
from typing import Any

from plans.office import writer
from plans.plan import Block, Plan

BULLETS = {"\uf0d8": "Wingdings", "\uf0a7": "Wingdings"}
SIZES = {1: 18, 2: 14, 3: 12, 4: 11}


def as_pdf(source: Path, path: Path) -> None:
    """Print an office file to a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [str(writer()), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        shutil.move(Path(folder) / f"{source.stem}.pdf", path)


def word(plan: Plan, label: str, front: list[str], contents: list[tuple[Block, str]], path: Path) -> None:
    """Set a plan as a word processor's report: a title page, an imprint, contents with leaders, chapters."""
    import docx

    made = docx.Document()
    _set_styles(made)
    made.sections[0].different_first_page_header_footer = True
    made.sections[0].header.paragraphs[0].text = f"{plan.running[0]}\t\t{plan.running[1]}"
    _numbered(made.sections[0].footer.paragraphs[0], label)
    for block in plan.blocks:
        if block.kind == "title":
            _set_front(made, block, front)
            _set_contents(made, plan.word("contents"), contents)
        elif block.kind in {"table", "short"}:
            _table(made, block)
        elif block.kind == "figure":
            _picture(made)
        elif block.kind != "pullquote":
            _set(made, block)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.docx"
        made.save(str(source))
        as_pdf(source, path)


def _set_styles(made: Any) -> None:
    from docx.shared import Pt, RGBColor

    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Carlito", Pt(11)
    for level, size in SIZES.items():
        style = made.styles[f"Heading {level}"]
        style.font.size, style.font.italic = Pt(size), level == 4
        style.font.color.rgb = RGBColor(0x1F, 0x38, 0x64)
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = "Carlito"
        style.paragraph_format.page_break_before = level == 1


def _set_front(made: Any, title: Block, front: list[str]) -> None:
    from docx.shared import Pt

    paragraph = made.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.alignment = Pt(220), 1
    run = paragraph.add_run(title.text)
    run.bold, run.font.size = True, Pt(30)
    made.add_page_break()
    for line in front:
        made.add_paragraph(line)


def _set_contents(made: Any, name: str, contents: list[tuple[Block, str]]) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Cm, Pt

    if contents:
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.page_break_before = True
        run = paragraph.add_run(name)
        run.bold, run.font.size = True, Pt(18)
    for head, page in contents:
        form = made.add_paragraph(f"{head.printed}\t{page}").paragraph_format
        form.left_indent = Cm(0.6 * (head.level - 1))
        form.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _set(made: Any, block: Block) -> None:
    from docx.shared import Cm, Pt

    match block.kind:
        case "heading":
            made.add_heading(f"{block.number}\t{block.text}" if block.number else block.text, block.level)
        case "bullet":
            paragraph = made.add_paragraph()
            form = paragraph.paragraph_format
            form.left_indent, form.first_line_indent = Cm(0.7 * block.level + 0.5), Cm(-0.6)
            form.tab_stops.add_tab_stop(Cm(0.7 * block.level + 0.5))
            form.space_after = Pt(3)
            paragraph.add_run(block.marker).font.name = BULLETS.get(block.marker, "Carlito")
            paragraph.add_run(f"\t{block.text}")
        case "caption":
            run = made.add_paragraph().add_run(block.text)
            run.italic, run.font.size = True, Pt(9)
        case _:
            made.add_paragraph(block.text).alignment = 3


def _numbered(paragraph: Any, label: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = 2
    for piece in label.replace("{", "\0{").replace("}", "}\0").split("\0"):
        if piece not in {"{page}", "{pages}"}:
            paragraph.add_run(piece)
            continue
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE" if piece == "{page}" else "NUMPAGES")
        paragraph._p.append(field)


def _table(made: Any, block: Block) -> None:
    from docx.shared import Cm, Pt

    rows = block.rows
    table = made.add_table(rows=len(rows), cols=len(rows[0]))
    if block.kind == "table":
        table.style = "Table Grid"
    wide = [Cm(1), Cm(6.5), Cm(4), Cm(2), Cm(2)] if len(rows[0]) == 5 else [Cm(3), Cm(12)]
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            held = table.cell(place, column)
            held.width = wide[column]
            run = held.paragraphs[0].add_run(cell)
            run.font.size, run.bold = Pt(9.5), place == 0 and block.kind == "table"
    made.add_paragraph()


def _picture(made: Any) -> None:
    """A field of color in the place of a figure."""
    from docx.shared import Cm

    rows = b"".join(b"\0" + bytes((90, 2 * row, 160)) * 120 for row in range(60))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 120, 60, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    ]
    made.add_picture(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)), width=Cm(12))

"""A design as a PDF, with its truth beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from plans import latex, typesetting, web
from plans.content import Author, capital, words
from plans.designs.looks import Design
from plans.designs.office import word
from plans.designs.pages import html
from plans.office import writer
from plans.plan import Block, Plan
from plans.truth import truth

HERE = Path(__file__).parent
ENGINES = {
    "chromium": web.browser,
    "weasyprint": web.weasyprint,
    "latex": latex.engine,
    "docx": writer,
}
FRONT = {
    "nl": ["Verantwoordelijke uitgever", "Leuvenseweg 1, 1000 Brussel", "Wettelijk depot D/2021/1234/56"],
    "fr": ["Éditeur responsable", "Rue de Louvain 1, 1000 Bruxelles", "Dépôt légal D/2021/1234/56"],
}


def available(design: Design) -> bool:
    """Is the engine of a design on this machine?"""
    return design.engine == "typst" or ENGINES[design.engine]() is not None


def made(design: Design, seed: int, folder: Path) -> Path:
    """The path of the PDF; its truth stands beside it as NAME.truth.json."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{design.engine}_{design.name}_{design.language}.pdf"
    plan = _marked(design.plan(seed), design)
    if design.name == "sheet":
        plan = _of_tables(plan, seed)
    _print(plan, design, path, [])
    told = _truth(plan, design, path)
    if design.toc and design.engine not in {"typst", "latex"}:
        for _ in range(2):
            heads = [block for block in plan.blocks if block.kind == "heading" and block.level <= 2]
            _print(plan, design, path, list(zip(heads, (each["target_page"] for each in told["toc"]), strict=True)))
            told = _truth(plan, design, path)
    path.with_suffix(".truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def _truth(plan: Plan, design: Design, path: Path) -> dict[str, Any]:
    if design.extras == "turns":
        whole = replace(plan, blocks=tuple(replace(block, stream="") for block in plan.blocks))
        told = truth(whole, design.look, path, f"{design.engine} {design.name}")
        for row, block in zip(told["blocks"], plan.blocks, strict=True):
            row |= {"stream": block.stream} if block.stream else {}
        _paths_by_stream(told["blocks"])
    else:
        told = truth(plan, design.look, path, f"{design.engine} {design.name}")
    for row in told["blocks"]:
        row["kind"] = {"short": "table"}.get(row["kind"], row["kind"])
    if design.engine == "docx":
        front = [
            {"id": f"f{place}", "kind": "paragraph", "text": text, "section_path": [], "page": 2}
            for place, text in enumerate(FRONT[design.language])
        ]
        told["blocks"][1:1] = front
    return told


def _paths_by_stream(rows: list[dict[str, Any]]) -> None:
    """Give each row the headings over it in its own language."""
    paths: dict[str, list[str]] = {}
    for row in rows:
        path = paths.setdefault(row.get("stream", ""), [])
        if row["kind"] == "heading":
            del path[row["level"] - 1 :]
            path.append(f"{row['number']} {row['text']}" if row.get("number") else row["text"])
        row["section_path"] = list(path)


def _marked(plan: Plan, design: Design) -> Plan:
    """The plan with the signs of the design before its items; numbers and letters stay."""
    first, second = design.marks

    def signed(block: Block) -> Block:
        if block.kind == "bullet" and first and block.marker in {"•", "–"}:
            return replace(block, marker=first if block.level == 1 else second)
        return block

    return replace(
        plan,
        blocks=tuple(
            signed(block) for block in plan.blocks if not (block.kind == "pullquote" and design.engine == "docx")
        ),
    )


def _of_tables(plan: Plan, seed: int) -> Plan:
    """Only headings, each with a table of actions."""
    import random

    known, chance = words(plan.language), random.Random(seed)
    author = Author(plan.language, chance)
    blocks = []
    for place, name in enumerate(known["chapters"][:4]):
        blocks.append(Block("heading", capital(str(name).replace("'", "’")), level=1, number=f"{place + 1}."))
        rows = [("Nr.", "Actie", "Trekker", "Partner", "Timing")]
        rows += [
            (
                f"{place + 1}.{row + 1}",
                f"{author.sentence()} {author.sentence()}",
                capital(author.one("actor")),
                capital(author.one("partner")),
                str(2021 + row % 5),
            )
            for row in range(14)
        ]
        blocks.append(Block("table", " ".join(cell for row in rows for cell in row), rows=tuple(rows)))
    return replace(plan, blocks=tuple(blocks))


def _print(plan: Plan, design: Design, path: Path, contents: list[tuple[Block, str]]) -> None:
    if design.toc and not contents:
        contents = [(block, "00") for block in plan.blocks if block.kind == "heading" and block.level <= 2]
    match design.engine:
        case "chromium" | "weasyprint":
            style = (HERE / "css" / f"{design.name}.css").read_text(encoding="utf-8")
            page = html(plan, style, contents if design.toc else [])
            (web.printed if design.engine == "chromium" else web.set_by_weasyprint)(page, path)
        case "typst":
            style = (HERE / "typ" / f"{design.name}.typ").read_text(encoding="utf-8")
            typesetting.typeset(plan, design.name, path, toc=design.toc, style=style)
        case "latex":
            style = (HERE / "tex" / f"{design.name}.tex").read_text(encoding="utf-8")
            latex.printed(latex.source(plan, style, toc=design.toc), path)
        case "docx":
            word(plan, design.label, FRONT[design.language], contents if design.toc else [], path)

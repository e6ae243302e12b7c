"""A plan in a look and a language, as a PDF with its truth beside it."""

from __future__ import annotations

import json
from pathlib import Path

from plans import latex, office, typesetting, web
from plans.content import plan as written
from plans.drawn import style_of
from plans.looks import Look
from plans.plan import Block, Plan, side_by_side, with_endnotes
from plans.truth import truth

ENGINES = {
    "chromium": web.browser,
    "libreoffice": office.writer,
    "latex": latex.engine,
    "weasyprint": web.weasyprint,
}
KEPT = Path(__file__).with_name("kept")


def plan_for(look: Look, language: str, seed: int) -> Plan:
    """The plan that a look sets in type."""
    made = written(language, seed, look.shape)
    if look.facing:
        other = "nl" if language == look.facing else look.facing
        made = side_by_side(made, written(other, seed, look.shape))
    return with_endnotes(made) if look.endnotes else made


def available(look: Look) -> bool:
    """Is the engine of a look on this machine?"""
    return look.engine == "typst" or ENGINES[look.engine]() is not None


def made(look: Look, language: str, seed: int, folder: Path) -> Path:
    """The path of the PDF; its truth stands beside it as NAME.truth.json."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{look.engine}_{look.name}_{language}.pdf"
    plan = plan_for(look, language, seed)
    _print(plan, look, path)
    told = truth(plan, look, path, f"{look.engine} {look.name}")
    path.with_suffix(".truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def _print(plan: Plan, look: Look, path: Path) -> None:
    match look.engine:
        case "typst":
            typesetting.typeset(plan, look.name, path, toc=look.toc, style=_style(look, plan))
        case "latex":
            style = _style(look, plan) or (KEPT / f"{look.name}.tex").read_text(encoding="utf-8")
            latex.printed(latex.source(plan, style, toc=look.toc), path)
        case _:
            _print_twice(plan, look, path)


def _print_twice(plan: Plan, look: Look, path: Path) -> None:
    """Print once with no page numbers in the contents, look up the pages, print again with them."""
    heads = [block for block in plan.blocks if block.kind == "heading" and block.level <= 2] if look.toc else []
    _print_page(plan, look, path, [(block, "00") for block in heads])
    if heads:
        pages = [entry["target_page"] for entry in truth(plan, look, path, "")["toc"]]
        _print_page(plan, look, path, list(zip(heads, pages, strict=True)))


def _print_page(plan: Plan, look: Look, path: Path, contents: list[tuple[Block, str]]) -> None:
    match look.engine:
        case "libreoffice":
            office.printed(office.document(plan, look.name, contents), path)
        case "chromium":
            style = _style(look, plan) or (web.FOLDER / f"{look.name}.css").read_text(encoding="utf-8")
            web.printed(web.html(plan, style, contents, soft=look.soft), path)
        case "weasyprint":
            style = _style(look, plan) or (KEPT / f"{look.name}.css").read_text(encoding="utf-8")
            web.set_by_weasyprint(web.html(plan, style, contents), path)


def _style(look: Look, plan: Plan) -> str:
    """The style of a look drawn by chance; nothing for one that has a file."""
    return style_of(look, plan.language) if look.seed >= 0 else ""

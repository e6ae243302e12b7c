"""Plans typeset with pdfTeX."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from plans.plan import Block, Plan

SIGNS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u00a0": "~", "•": r"\textbullet{}",
})  # fmt: skip
BABEL = {"nl": "dutch", "fr": "french", "en": "british"}


def engine() -> str | None:
    """The pdfTeX on this machine."""
    return shutil.which("pdflatex")


def printed(source: str, path: Path) -> None:
    """Typeset a source as often as its contents need."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.tex").write_text(source, encoding="utf-8")
        for _ in range(3):
            command = [str(engine()), "-interaction=nonstopmode", "-halt-on-error", "plan.tex"]
            run = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
            if run.returncode:
                message = run.stdout.decode(errors="replace")[-2000:]
                raise RuntimeError(message)
        shutil.move(Path(folder) / "plan.pdf", path)


def source(plan: Plan, style: str, *, toc: bool) -> str:
    """The whole source: the style of the look, then the blocks as its commands."""
    named = {"$babel": BABEL[plan.language], "$left": escaped(plan.running[0]), "$right": escaped(plan.running[1])}
    for name, value in named.items():
        style = style.replace(name, value)
    pieces = list(_pieces(plan))
    contents = [rf"\plancontents{{{escaped(plan.word('contents'))}}}"] if toc else []
    body = [pieces[0], *contents, r"\planbegin", *pieces[1:]]
    return "\n\n".join([style, r"\begin{document}", *body, r"\end{document}"])


def escaped(text: str) -> str:
    """A text none of whose signs means anything to TeX."""
    return text.translate(SIGNS)


def _pieces(plan: Plan) -> Iterator[str]:
    notes = {block.marker: block for block in plan.blocks if block.kind == "footnote"}
    shown = [block for block in plan.blocks if block.kind != "footnote"]
    for boxed, run in groupby(shown, key=lambda block: block.boxed):
        body = "\n\n".join(_one(block, notes) for block in run)
        if boxed:
            yield "\\begin{planbox}\n" + body + "\n\\end{planbox}"
        else:
            yield from body.split("\n\n")


def _one(block: Block, notes: dict[str, Block]) -> str:
    body = _inline(block, notes)
    match block.kind:
        case "title":
            return rf"\plantitle{{{body}}}"
        case "heading":
            lead = re.match(r"\w+ [\d.]+[.:] ", block.text)
            number = escaped(lead[0].strip()) if lead else block.number
            rest = escaped(block.text[lead.end() :]) if lead else body
            return rf"\planhead{'abcd'[block.level - 1]}{{{number}}}{{{rest}}}"
        case "bullet":
            return rf"\planitem{{{block.level}}}{{{escaped(block.marker)}}}{{{body}}}"
        case "pullquote":
            return rf"\planpull{{{body}}}"
        case "caption":
            return rf"\plancaption{{{body}}}"
        case "table":
            rows = [" & ".join(escaped(cell) for cell in row) + r" \\" for row in block.rows]
            return rf"\plantable{{{rows[0]}}}{{{' '.join(rows[1:])}}}"
    return body


def _inline(block: Block, notes: dict[str, Block]) -> str:
    parts, start = [], 0
    for note in block.notes:
        parts.append(escaped(block.text[start : note.offset]) + rf"\footnote{{{escaped(notes[note.mark].text)}}}")
        start = note.offset
    return "".join([*parts, escaped(block.text[start:])])

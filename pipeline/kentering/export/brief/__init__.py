"""The editorial brief: at most 1,500 words in the order of an argument, as Markdown and as Word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentering.export.brief.brief import MOST_WORDS, Brief, brief, n_words
from kentering.export.brief.figures import figures
from kentering.export.brief.markdown import markdown
from kentering.export.brief.word import docx
from kentering.store import beside

if TYPE_CHECKING:
    from kentering.study import Study

__all__ = ["MOST_WORDS", "Brief", "brief", "docx", "figures", "markdown", "n_words", "write_brief"]

CAPTIONS = 100  # words kept free for captions, which stand twice in Markdown: under the figure and in its place


def write_brief(study: Study, out: Path, language: str = "nl", told: dict[str, Any] | None = None) -> list[Path]:
    """Write brief_LANGUAGE.md, brief_LANGUAGE.docx and their figures into a folder; the same study, the same bytes."""
    made = brief(study, language, CAPTIONS, told)
    drawn = figures(study, made)
    folder = Path(out)
    for figure in drawn:
        with beside(folder / figure.path) as temporary:
            temporary.write_bytes(figure.png)
    paths = [folder / f"brief_{language}.md", folder / f"brief_{language}.docx"]
    for path, content in zip(paths, (markdown(made, drawn).encode(), docx(made, drawn)), strict=True):
        with beside(path) as temporary:
            temporary.write_bytes(content)
    return paths

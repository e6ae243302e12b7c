"""The brief as Markdown with footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kentering.export.brief.brief import Brief
from kentering.export.brief.figures import Drawn
from kentering.export.signs import plain

# What Markdown or HTML would read as a mark.
MARKS = re.compile(r"[\\`*_\[\]<>#|~&]")
# Signs that turn the direction of a line or are not seen.
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def markdown(brief: Brief, figures: Sequence[Drawn]) -> str:
    """The brief as a Markdown text; figures by a relative path, notes at the end."""
    lines = [f"# {escaped(brief.title)}", "", " ".join(escaped(each) for each in brief.lead), ""]
    notes: list[str] = []
    for place, section in enumerate(brief.sections):
        lines += [f"## {escaped(section.title)}", ""]
        for paragraph in section.paragraphs:
            told = []
            for each in paragraph:
                if each.note:
                    notes.append(each.note)
                told.append(escaped(each.sentence) + (f"[^{len(notes)}]" if each.note else ""))
            lines += [" ".join(told), ""]
        lines += [line for figure in figures if figure.after == place for line in _figure(figure)]
    if brief.plans:
        lines += [f"## {escaped(brief.plans_title)}", "", *(f"- {escaped(plan)}" for plan in brief.plans), ""]
    lines += [f"[^{number}]: {escaped(said)}" for number, said in enumerate(notes, 1)]
    return "\n".join(lines).rstrip() + "\n"


def _figure(figure: Drawn) -> list[str]:
    return [f"![{escaped(figure.caption)}]({figure.path})", "", escaped(figure.caption), ""]


def escaped(text: str) -> str:
    r"""The text with every mark of Markdown made harmless, on one line.

    >>> escaped("<b>*Cyber*</b>")
    '&lt;b\\>\\*Cyber\\*&lt;/b\\>'
    """
    line = re.sub(r"[ \t\r\n\x0b\x0c]+", " ", UNSEEN.sub("", plain(text)))
    return MARKS.sub(lambda found: "&lt;" if found.group() == "<" else "\\" + found.group(), line)

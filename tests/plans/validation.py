"""Looks kept for validation: engines and styles that no development look has.

They are scored, never looked at: what reading does is not to be mended by their pages, or they would tell nothing about
the looks of plans that no one here has seen. No test but the one that they can be made uses them.
"""

from __future__ import annotations

from plans.looks import Look
from plans.plan import Shape

VALIDATION = (
    Look("thesis", "latex", shape=Shape(numbering="chapter"), front=True),
    Look("journal", "latex", label="– {page} –", shape=Shape(numbering="roman", tables=False), toc=False),
    Look("yearbook", "weasyprint", label="– {page} –", shape=Shape(numbering="axis")),
)

"""Charts: each function takes tables and returns an Altair chart with labels in Dutch, French or English.

Beside them `page`, the picture of a page as it was read, and `table`, a table for reading.
"""

from kentering.plot.alluvial import alluvial
from kentering.plot.commitment import commitment
from kentering.plot.dates import timeline
from kentering.plot.descent import descent
from kentering.plot.lists import coverage, overlap, thread_names
from kentering.plot.multiverse import multiverse
from kentering.plot.page import page
from kentering.plot.passages import Coordinates, coordinates, passages_map
from kentering.plot.rendering import alt_text, html, pdf, png, save, svg
from kentering.plot.shares import cycles, heatmap, shifts
from kentering.plot.steady import curve, stability
from kentering.plot.table import table
from kentering.plot.words import words

__all__ = [
    "Coordinates",
    "alluvial",
    "alt_text",
    "commitment",
    "coordinates",
    "coverage",
    "curve",
    "cycles",
    "descent",
    "heatmap",
    "html",
    "multiverse",
    "overlap",
    "page",
    "passages_map",
    "pdf",
    "png",
    "save",
    "shifts",
    "stability",
    "svg",
    "table",
    "thread_names",
    "timeline",
    "words",
]

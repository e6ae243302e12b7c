"""Charts: each function takes tables and returns an Altair chart with labels in Dutch, French or English."""

from kentering.plot.alluvial import alluvial
from kentering.plot.dates import timeline
from kentering.plot.lists import coverage, overlap, thread_names
from kentering.plot.page import page
from kentering.plot.passages import Coordinates, coordinates, passages_map
from kentering.plot.rendering import alt_text, pdf, png, save, svg
from kentering.plot.shares import cycles, heatmap, shifts

__all__ = [
    "Coordinates",
    "alluvial",
    "alt_text",
    "coordinates",
    "coverage",
    "cycles",
    "heatmap",
    "overlap",
    "page",
    "passages_map",
    "pdf",
    "png",
    "save",
    "shifts",
    "svg",
    "thread_names",
    "timeline",
]

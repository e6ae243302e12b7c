"""Charts: each function takes tables and returns an Altair chart with labels in Dutch, French or English."""

from kentering.plot.dates import timeline
from kentering.plot.lists import coverage, priorities_flow
from kentering.plot.passages import Coordinates, coordinates, passages_map
from kentering.plot.rendering import alt_text, png, svg
from kentering.plot.shares import cycles, heatmap, shifts

__all__ = [
    "Coordinates",
    "alt_text",
    "coordinates",
    "coverage",
    "cycles",
    "heatmap",
    "passages_map",
    "png",
    "priorities_flow",
    "shifts",
    "svg",
    "timeline",
]

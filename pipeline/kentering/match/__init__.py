"""Priorities and links -> what became of each declared item, and how far one plan's list is found in another's.

A person's links are read from links.csv; a model adds its own (origin = model) for pairs of plans that are neighbours
in time or level, and for any other pair on demand. A person's row wins over the model's on the same two items. No PDF
is needed; where the text of a plan is there, what stands in the sections of its items counts beside their names.
"""

from kentering.match.between import Comparison, between
from kentering.match.caveats import caveats_between
from kentering.match.changes import changes
from kentering.match.coverage import coverage
from kentering.match.judged import judged
from kentering.match.links import links
from kentering.match.lists import lists
from kentering.match.oscillations import oscillations
from kentering.match.overlaps import overlaps
from kentering.match.pairs import compared
from kentering.match.sections import OF_PLAN, Sections, sections
from kentering.match.stated import Stated
from kentering.match.statuses import status_changes
from kentering.match.threads import threads, through_every_cycle
from kentering.match.zones import zones

__all__ = [
    "OF_PLAN",
    "VERSION",
    "Comparison",
    "Sections",
    "Stated",
    "between",
    "caveats_between",
    "changes",
    "compared",
    "coverage",
    "judged",
    "links",
    "lists",
    "oscillations",
    "overlaps",
    "sections",
    "status_changes",
    "threads",
    "through_every_cycle",
    "zones",
]

VERSION = "14"

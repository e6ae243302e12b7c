"""Priorities and links -> what became of each declared item, and how far one plan's list is found in another's.

In this version every link is a person's; rows of a model (origin = model) are already read, weighed and overridden by
a person's row on the same two items.
"""

from kentering.match.changes import changes
from kentering.match.coverage import coverage
from kentering.match.links import links

__all__ = ["VERSION", "changes", "coverage", "links"]

VERSION = "1"

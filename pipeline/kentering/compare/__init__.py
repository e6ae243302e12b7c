"""Themes and works -> shares, shifts, words that changed, lineage, lags; declared against measured."""

from kentering.compare.found import found
from kentering.compare.lags import in_force, lags
from kentering.compare.lineage import lineage
from kentering.compare.measured import measured
from kentering.compare.order import moves, order
from kentering.compare.shares import shares
from kentering.compare.shifts import shifts
from kentering.compare.tallies import Tallies, tallies
from kentering.compare.timeline import timeline, years
from kentering.compare.wording import wording

__all__ = [
    "VERSION",
    "Tallies",
    "found",
    "in_force",
    "lags",
    "lineage",
    "measured",
    "moves",
    "order",
    "shares",
    "shifts",
    "tallies",
    "timeline",
    "wording",
    "years",
]

VERSION = "10"

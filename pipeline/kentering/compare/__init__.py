"""Themes and works -> shares, shifts, words that changed, lineage and lags."""

from kentering.compare.draws import Draws, WorkDraws, draws
from kentering.compare.lags import in_force, lags
from kentering.compare.lineage import lineage
from kentering.compare.shares import shares
from kentering.compare.shifts import shifts
from kentering.compare.wording import wording

__all__ = ["VERSION", "Draws", "WorkDraws", "draws", "in_force", "lags", "lineage", "shares", "shifts", "wording"]

VERSION = "2"

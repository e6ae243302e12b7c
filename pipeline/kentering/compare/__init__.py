"""Themes and works -> shares, shifts, lineage and lags."""

from kentering.compare.draws import Draws, WorkDraws, draws
from kentering.compare.lags import in_force, lags
from kentering.compare.lineage import lineage
from kentering.compare.shares import shares
from kentering.compare.shifts import shifts

__all__ = ["VERSION", "Draws", "WorkDraws", "draws", "in_force", "lags", "lineage", "shares", "shifts"]

VERSION = "2"

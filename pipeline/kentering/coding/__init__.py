"""People code passages with themes: what they are given, and how far they agree with each other and the machine."""

from __future__ import annotations

from kentering.coding.agreement import MACHINE, NONE, agreement, by_today
from kentering.coding.codebook import carried, codebook, members
from kentering.coding.people import by_people
from kentering.coding.sample import sample

__all__ = ["MACHINE", "NONE", "agreement", "by_people", "by_today", "carried", "codebook", "members", "sample"]

"""Text as the cell of a table that a spreadsheet opens."""

from __future__ import annotations

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet takes for a formula; the last four are full-width."""


def safe(cell: str) -> str:
    """The text of a cell with an apostrophe before what a spreadsheet would take for a formula.

    >>> safe("=1+1"), safe("- een punt"), safe("een punt")
    ("'=1+1", "'- een punt", 'een punt')
    """
    return f"'{cell}" if cell.startswith(FORMULAS) else cell

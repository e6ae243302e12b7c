"""Tables that go on over the end of a column or page, put together again."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.extract.blocks import Block
from kentering.extract.leaf import Leaf
from kentering.extract.sheets import Left

BESIDE = 12.0
"""The parts of a table begin and end within so many points of each other."""

REPEATED = "head of a table, printed again"


def tables_whole(made: Sequence[Block], leaves: Sequence[Leaf]) -> list[Block]:
    """The blocks, the parts of a table one table; a head printed again goes to the furniture of its page."""
    by_page = {(leaf.number, leaf.sheet.turn): leaf for leaf in leaves}
    result: list[Block] = []
    for block in made:
        before = next((each for each in reversed(result) if each.kind != "footnote"), None)
        if before is None or not _goes_on(before, block):
            result.append(block)
            continue
        head, rows = before.text.partition("\n")[0], block.text
        if rows.partition("\n")[0] == head:
            rows = rows.partition("\n")[2]
            leaf, line = by_page[block.first.page, block.first.turn], block.first
            box = leaf.sheet.on_page((line.x0, line.top, line.x1, line.top + line.size))
            leaf.left.append(Left(line.page, "duplicate", head, *box, REPEATED))
        before.text = f"{before.text}\n{rows}".rstrip("\n")
        before.lines += block.lines
        before.column, before.right = block.column, block.right
    return result


def _goes_on(before: Block, block: Block) -> bool:
    """Is a table the rest of the one that ends the column before?"""
    if not before.kind == block.kind == "table" or before.column == block.column:
        return False
    above, below = before.last, block.first
    first, second = before.text.partition("\n")[0], block.text.partition("\n")[0]
    wide = abs((above.x1 - above.x0) - (below.x1 - below.x0)) < 2 * BESIDE
    as_many = first.count(" | ") == second.count(" | ") > 0
    near = 0 <= below.page - above.page <= 1
    return near and as_many and (first == second or wide)

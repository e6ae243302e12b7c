"""A plan in two languages by turns: each chapter in one, then the same in the other, on pages of their own."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from plans.designs.dressed import dressed
from plans.plan import Block, Plan, Shape


def in_turns(seed: int, shape: Shape) -> Plan:
    """The plan in Dutch and French, chapter by chapter."""
    first, second = (dressed(language, seed, "decimal", "", shape) for language in ("nl", "fr"))
    blocks: list[Block] = [first.blocks[0]]
    for one, other in zip_longest(_chapters(first), _chapters(second), fillvalue=()):
        blocks += [replace(block, stream="nl") for block in one]
        blocks += [replace(block, stream="fr") for block in other]
    return replace(first, blocks=tuple(blocks))


def _chapters(plan: Plan) -> list[list[Block]]:
    made: list[list[Block]] = []
    for block in plan.blocks[1:]:
        if block.kind == "heading" and block.level == 1:
            made.append([])
        made[-1].append(block)
    return made

"""Which claims are worth a reader's time: the weightiest, and not ten of one kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kentering.claims.claim import PARTS, Claim

if TYPE_CHECKING:
    import pandas as pd

MOST = {"changed": 9, "held": 4, "followed": 10, "paper": 5, "unknown": 4}
SAME_KIND, SAME_PLANS = 0.7, 0.75  # what a second claim of one kind, or on the same plans, is worth
SAME_SIDES = 0.8  # and one on the same two or more families
LEAST = 2.0
ON_ONE_PLAN = ("bound", "unfound", "undeclared")  # several facts on one plan say each something else
HEADS = (
    "alignment", "reaction", "lead", "status", "kept", "prolonged", "gap", "borrowed", "order", "renumbered", "every",
)  # fmt: skip

# The order in which a part of the argument is told, a paragraph for each group.
GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "changed": (("rose", "fell"), ("new", "dropped", "first"), ("swing",), ("status", "renumbered")),
    "held": (("every", "kept", "equivalent"), ("order",)),
    "followed": (("same_day", "reaction", "lead", "borrowed"), ("alignment",), ("zones",), ("prolonged", "gap")),
    "paper": (("unfound", "undeclared"), ("bound",), ("zones_none", "zones_lone")),
    "unknown": ((),),
}


def chosen(found: list[Claim], works: pd.DataFrame) -> list[tuple[Claim, float]]:
    """The claims for a brief with the weight they were chosen by, the weightiest first.

    What the model calls only possible is left out. Each further claim of a kind, on the same plans or on plans of the
    same families weighs less, so that the best of every kind comes before the fifth of one, and
    that Brussels beside the NVP is heard before the NVP beside the EU a third time; what a plan binds itself to is told
    of one plan.
    """
    family_of = {str(work): str(each) for work, each in zip(works["work_id"], works["family"], strict=True)}
    picked: list[tuple[Claim, float]] = []
    for part in PARTS:
        of_part = [each for each in found if each.part == part and each.strength != "possible"]
        picked += _of_part(of_part, MOST[part], family_of)
    return sorted(picked, key=lambda each: (-each[1], each[0].claim_id))


def _of_part(found: list[Claim], most: int, family_of: Mapping[str, str]) -> list[tuple[Claim, float]]:
    kinds: Counter[str] = Counter()
    plans: Counter[tuple[str, ...]] = Counter()
    sides: Counter[frozenset[str]] = Counter()
    picked: list[tuple[Claim, float]] = []
    left = list(found)
    while left and len(picked) < most:
        worth = {
            each.claim_id: each.weight
            * SAME_KIND ** kinds[family(each.kind)]
            * SAME_PLANS ** (0 if each.kind.startswith(ON_ONE_PLAN) else plans[tuple(sorted(each.works))])
            * SAME_SIDES ** sides[_sides(each, family_of)]
            for each in left
        }
        best = max(left, key=lambda each: (worth[each.claim_id], each.claim_id))
        if worth[best.claim_id] < LEAST:
            break
        picked.append((best, worth[best.claim_id]))
        kinds[family(best.kind)] += 1
        plans[tuple(sorted(best.works))] += 1
        sides[_sides(best, family_of)] += len(_sides(best, family_of)) > 1
        left.remove(best)
    return picked


def _sides(claim: Claim, family_of: Mapping[str, str]) -> frozenset[str]:
    return frozenset(family_of.get(work, "") for work in claim.works)


def family(kind: str) -> str:
    """The kind without what only bends its sentence.

    >>> family("swing_gone_and_back_renamed"), family("alignment_all"), family("zones_none")
    ('swing_gone_and_back', 'alignment', 'zones_none')
    """
    bare = kind.removesuffix("_renamed")
    return next((head for head in HEADS if bare.startswith(head)), bare)


def paragraphs(part: str, picked: list[Claim]) -> list[list[Claim]]:
    """The claims of one part of the argument, in paragraphs: by kind of claim, then the heavier first."""
    groups = GROUPS[part]
    placed: dict[int, list[Claim]] = {}
    for claim in sorted(picked, key=lambda each: (-each.weight, each.claim_id)):
        placed.setdefault(_group(claim, groups), []).append(claim)
    ordered = []
    for place in sorted(placed):
        heads = groups[place] if place < len(groups) else ()
        ordered.append(sorted(placed[place], key=lambda each: _head(each, heads)))
    return ordered


def _group(claim: Claim, groups: tuple[tuple[str, ...], ...]) -> int:
    places = [place for place, heads in enumerate(groups) if any(claim.kind.startswith(head) for head in heads)]
    return max(places, default=len(groups))


def _head(claim: Claim, heads: tuple[str, ...]) -> int:
    return next((place for place, head in enumerate(heads) if claim.kind.startswith(head)), len(heads))

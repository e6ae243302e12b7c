"""Every claim that a study bears, the weightiest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kentering.claims.changed import changed
from kentering.claims.claim import PARTS, Claim
from kentering.claims.dated import dated
from kentering.claims.facts import Facts
from kentering.claims.followed import followed
from kentering.claims.held import held
from kentering.claims.limits import limits
from kentering.claims.lists import lists
from kentering.claims.ordered import ordered
from kentering.claims.paper import paper
from kentering.claims.spoken import spoken
from kentering.claims.zonal import zonal

if TYPE_CHECKING:
    from kentering.study import Study

MAKERS = (changed, lists, spoken, held, ordered, followed, zonal, dated, paper, limits)


def claims(study: Study) -> list[Claim]:
    """Every claim that the tables of a study bear, by its place in the argument and then by weight."""
    return list(_claims(study))


@lru_cache(maxsize=4)
def _claims(study: Study) -> tuple[Claim, ...]:
    """The claims, made once for reports in several languages."""
    facts = Facts(study)
    found = [_weighed(claim, facts) for maker in MAKERS for claim in maker(facts)]
    return tuple(sorted(found, key=lambda claim: (PARTS.index(claim.part), -claim.weight, claim.claim_id)))


def _weighed(claim: Claim, facts: Facts) -> Claim:
    """The claim, heavier by how long the chains of plans are that it is about: at most by one."""
    lengths = Counter(str(row["series"]) for row in facts.works.values())
    series = [str(facts.works[work]["series"]) for work in claim.works]
    if not series:
        return claim
    mean = sum(lengths[each] for each in series) / len(series)
    return replace(claim, weight=claim.weight + mean / max(lengths.values()))

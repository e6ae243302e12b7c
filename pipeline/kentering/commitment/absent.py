"""What a sentence names only to say that it is not there: no budget, no follow-up, not evaluated."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.commitment.grammar import Grammar
from kentering.commitment.patterns import Match, Word

_BEFORE = 3  # words between what denies and what is denied
_AFTER = 5  # words behind what is denied within which its verb is denied


def present(words: Sequence[Word], hits: Sequence[Match], known: Grammar, *, binds: bool) -> list[Match]:
    """The hits but for arrangements that are denied.

    Denied before it: "zonder budget", "pas encore évalué". Denied behind it, where the sentence binds nobody: "de
    evaluatie is niet gebeurd"; a sentence that binds may forbid something else. What a word of `more` follows ("not
    only") is there.
    """
    denying = [place for place, word in enumerate(words) if _denies(words, place, known)]
    return [
        each for each in hits if each.label not in known.arrangements or not _denied(words, each, denying, binds=binds)
    ]


def _denies(words: Sequence[Word], place: int, known: Grammar) -> bool:
    following = words[place + 1].lower if place + 1 < len(words) else ""
    return words[place].lower in known.clauses["absent"] and following not in known.clauses["more"]


def _denied(words: Sequence[Word], hit: Match, denying: Sequence[int], *, binds: bool) -> bool:
    near = [place for place in denying if hit.start - _BEFORE - 1 <= place < hit.start]
    behind = [] if binds else [place for place in denying if hit.end <= place < hit.end + _AFTER]
    return any(joined(words, place, hit.start) for place in near) or any(
        joined(words, hit.end, place) for place in behind
    )


def joined(words: Sequence[Word], start: int, end: int) -> bool:
    """Does no mark part these words?"""
    return not any(word.mark for word in words[start:end])

"""Terms in the sense that is meant: money of a government, not of a gang; an indicator that measures, not a sign."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.commitment.absent import joined
from kentering.commitment.grammar import Grammar
from kentering.commitment.patterns import Match, Word

_BEFORE, _AFTER = 7, 4  # words within which it is said whose act it is
_MEASURES = ("measuring", "evaluation", "follow_up")


def meant(words: Sequence[Word], hits: Sequence[Match], known: Grammar, *, binds: bool) -> list[Match]:
    """The hits, with what counts only beside other words counted or left out.

    An act that offenders do as well (financing, recruiting) is a means unless a word of crime stands near it in the
    same clause, with neither an authority nor a word of fighting it between. An amount of money is a means where the
    sentence spends it; a word for indicators, which may be signs of a crime, is one where the sentence measures; a
    survey, most often cited for its figures, evaluates where the sentence binds.
    """
    labels = {each.label for each in hits}
    found = []
    for each in hits:
        spent = each.label == "amounts" and "currency" in labels and labels.intersection(("spending", "means"))
        if spent or (each.label == "paying" and not _by_offenders(words, each, hits)):
            found.append(each._replace(label="means"))
        elif each.label == "signs" and labels.intersection(_MEASURES):
            found.append(each._replace(label="indicators"))
        elif each.label == "surveys" and binds:
            found.append(each._replace(label="evaluation"))
        elif each.label in known.labels:
            found.append(each)
    return sorted(found)


def _by_offenders(words: Sequence[Word], hit: Match, hits: Sequence[Match]) -> bool:
    between = [each for each in hits if each.label in ("actors", "fighting")]
    return any(
        joined(words, min(each.end, hit.end), max(each.start, hit.start))
        and not any(min(each.start, hit.start) <= other.start < max(each.end, hit.end) for other in between)
        for each in hits
        if each.label == "offending" and -_BEFORE <= each.start - hit.end < _AFTER
    )

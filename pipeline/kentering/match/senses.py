"""Which concepts a wording means, where a phrase is used loosely: trafic d'êtres humains, smuggling or trafficking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kentering.words.concepts import Found, concepts

Wording = tuple[str, int, str, str]  # work, item, language, text


def senses(wordings: Sequence[Wording]) -> list[frozenset[str]]:
    """The concepts of each wording, every loose phrase read in one sense.

    In law's sense where the wording names both; in the sense of the item's other wordings, as in another language; and
    where these say nothing, in the loose sense if another item of the list has that of the law and none the loose one.
    """
    found = [concepts(text, language) for _, _, language, text in wordings]
    plain = [_plain(each) for each in found]
    by_item: dict[int, set[str]] = defaultdict(set)
    by_work: dict[str, set[str]] = defaultdict(set)
    for (work, item, _, _), said in zip(wordings, plain, strict=True):
        by_item[item] |= said
        by_work[work] |= said
    return [
        _read(each, said, by_item[item], by_work[work])
        for each, said, (work, item, _, _) in zip(found, plain, wordings, strict=True)
    ]


def _read(found: Sequence[Found], plain: frozenset[str], by_item: set[str], by_work: set[str]) -> frozenset[str]:
    kept = set(plain)
    for loose in (each for each in found if each.loose):
        strict = {each.concept_id for each in found if each.letters == loose.letters and not each.loose}
        kept |= {loose.concept_id} if _loosely(loose.concept_id, strict, plain, by_item, by_work) else strict
    return frozenset(kept)


def _loosely(loose: str, strict: set[str], plain: frozenset[str], by_item: set[str], by_work: set[str]) -> bool:
    if loose in plain or strict & by_item:
        return False
    return loose in by_item or (bool(strict & by_work) and loose not in by_work)


def _plain(found: Sequence[Found]) -> frozenset[str]:
    """The concepts that do not hang on a phrase which may be loose."""
    doubtful = {each.letters for each in found if each.loose}
    return frozenset(each.concept_id for each in found if each.letters not in doubtful)

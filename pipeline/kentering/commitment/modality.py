"""How a sentence binds: obligation, commitment, possibility or none, and the words that say so.

Modal verbs are the least of it. French commits by the simple future, known by its form; Dutch by "dient te", by a
passive of an act ("wordt opgericht"), by "we" and a verb; an item of a list by an infinitive or, in English, an
imperative. What is negated, supposed, asked, quoted, or said in a clause that does not carry the sentence binds nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kentering.commitment.grammar import Grammar, grammar
from kentering.commitment.patterns import Match, Word
from kentering.words import lexicon

BINDING = ("obligation", "commitment", "possibility")
_SUPPOSED = 8  # words over which "zou" or "would" reaches
_QUOTED = 5  # words from which on a quotation is another's sentence
_CITED = 8  # words within which a text of law is named, and is said to provide
_OPENS, _CLOSES = '“„«"‘', '”“»"’'
_CLAUSE_ENDS = (",", ";", ":", ".", ")", "–", "—")
_FINITE = {
    "nl": "is zijn wordt worden werd werden heeft hebben had kan kunnen moet moeten zal zullen blijft gaat",
    "fr": "est sont a ont peut peuvent doit doivent était étaient fait font va vont",
    "en": "is are was were has have had can may must will shall does do did",
}
_JOINING = {"fr": ("et", "ou", "ni", "ne", "n'"), "en": ("and", "or", "but", "not")}
# After these an English word is a noun, though it might be a verb: "Work on", "Support for".
_NOUN_FOLLOWS = ("of", "is", "are", "was", "were", "will", "has", "have", ",", "and", "for", "in", "on", "by", "to", "")
# After these a Dutch infinitive is no act of its own.
_NO_ACT_AFTER = ("te", "van", "voor", "bij", "door", "in", "met", "de")


class Modality(NamedTuple):
    """What a sentence is, and the words that say so."""

    value: str
    words: str


NONE = Modality("none", "")


def modality(
    words: Sequence[Word], sentence: str, language: str, *, bullet: bool = False, opener: Modality = NONE
) -> Modality:
    """How a sentence binds; `opener` is what the sentence binds to that opens the list in which this one stands.

    Where one sentence says several things, an obligation goes before a commitment, and that before a possibility.
    """
    known = grammar(language)
    if sentence.rstrip(" ”\"»'’),…").endswith("?") or _describes(words, known):
        return NONE
    bound = _standing(words, known.patterns.matches(words), known)
    for value in BINDING:
        said = [each for each in bound if each.label == value]
        if said:
            first = min(said, key=lambda each: (each.start, each.end))
            return Modality(value, sentence[words[first.start].start : words[first.end - 1].end])
    act = _opening_act(words, sentence, known, bullet=bullet)
    if act is not None:
        return Modality("commitment", sentence[words[act].start : words[act].end])
    return opener if bullet else NONE


def _standing(words: Sequence[Word], matches: Sequence[Match], known: Grammar) -> list[Match]:
    """The matches that stand; what is recommended obliges."""
    undone = {each.start for each in matches if each.label in ("void", "granted")}
    undone |= {each.end - 1 for each in matches if each.label == "void" and each.end - each.start > 1}
    helped = {place for each in matches if each.label == "auxiliary" for place in (each.end - 1, each.end - 2)}
    supposed = _supposed(words, matches)
    weak = _subordinate(words, known) | _quoted(words)
    found = []
    for each in matches:
        firm = each.label in BINDING and each.start not in undone | supposed and each.end - 1 not in supposed
        carries = not {each.start, each.end - 1} & weak
        if each.label == "recommended" and carries:
            found.append(each._replace(label="obligation"))
        elif firm and carries and (each.label != "commitment" or each.start not in helped):
            found.append(each)
    return found


def _supposed(words: Sequence[Word], matches: Iterable[Match]) -> set[int]:
    found: set[int] = set()
    for each in matches:
        if each.label == "hypothetical":
            for place in range(max(0, each.start - 1), min(len(words), each.end + _SUPPOSED)):
                if words[place].mark and place > each.end:
                    break
                found.add(place)
    return found


def _subordinate(words: Sequence[Word], known: Grammar) -> set[int]:
    """The words from one that subordinates until the comma or the stop that ends its clause.

    In French and English also until a second finite verb that no "and" or "or" joins to the first: that one is the main
    clause's.
    """
    found: set[int] = set()
    inside, verbs = False, 0
    for place, word in enumerate(words):
        if word.lower in _CLAUSE_ENDS:
            inside = False
        elif word.lower in known.clauses["subordinate"]:
            inside, verbs = True, 0
        elif inside and known.language in _JOINING and word.lower in _FINITE[known.language].split():
            verbs += 1
            inside = verbs < 2 or words[place - 1].lower in _JOINING[known.language]
        if inside:
            found.add(place)
    return found


def _quoted(words: Sequence[Word]) -> set[int]:
    """The words of long quotations; a sentence that opens with one is not cut."""
    found: set[int] = set()
    start = None
    for place, word in enumerate(words):
        if start is None and word.lower in _OPENS and place > 0:
            start = place
        elif start is not None and word.lower in _CLOSES:
            if place - start > _QUOTED:
                found |= set(range(start, place))
            start = None
    return found


def _describes(words: Sequence[Word], known: Grammar) -> bool:
    """Is it a recital, or does it say what a text of law says?"""
    head = [word.lower for word in words[: 2 * _CITED]]
    if any(word in known.clauses["recitals"] for word in head[:1]):
        return True
    named = next((place for place, word in enumerate(head[:_CITED]) if word in known.clauses["law"]), None)
    return named is not None and any(word in known.clauses["quoting"] for word in head[named:])


def _opening_act(words: Sequence[Word], sentence: str, known: Grammar, *, bullet: bool) -> int | None:
    """The place of the act with which a sentence without subject opens: infinitive, imperative, noun."""
    start = next((place for place, word in enumerate(words) if not word.mark and not word.lower.isdigit()), None)
    if start is None:
        return None
    first, following = words[start], words[start + 1].lower if start + 1 < len(words) else ""
    if known.language == "en":
        noun = first.lower in lexicon("en").nouns and following in _NOUN_FOLLOWS
        opens = bullet or sentence[first.start].isupper()
        return start if opens and first.tag == "ACT" and not noun else None
    finite = not {word.lower for word in words}.isdisjoint(_FINITE[known.language].split())
    if first.tag == "ACT" or (bullet and first.tag == "INF"):
        return start if known.language == "fr" or not finite else None
    if finite:
        return None
    if known.language == "fr" and first.lower in known.verbs["acting"]:
        return start
    return _later_act(words, start, known.language) if bullet else None


def _later_act(words: Sequence[Word], start: int, language: str) -> int | None:
    """An infinitive further on: last, as Dutch has it ("de capaciteit meten"), in French after a comma or a colon."""
    for place in range(start + 1, len(words)):
        before = words[place - 1]
        if words[place].lower in ("die", "dat", "om", "waar", "qui", "que"):
            return None
        free = before.mark if language == "fr" else before.lower not in _NO_ACT_AFTER
        if words[place].tag == "ACT" and free:
            return place
    return None

"""Sentences, by spaCy's rules and the abbreviations of law and policy.

A trained pipeline is not used even where one is installed: the same PDF must give the same passages everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from kentering import words


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a text, white space folded; joined by spaces they are the text again.

    >>> sentences("Zie art. 44 van de wet. De politie, m.i.v. de zones, werkt samen.", "nl")
    ['Zie art. 44 van de wet.', 'De politie, m.i.v. de zones, werkt samen.']
    >>> sentences("Voir cf. art. 2, al. 3 du Code. La police agit.", "fr")
    ['Voir cf. art. 2, al. 3 du Code.', 'La police agit.']
    """
    folded = " ".join(text.split())
    if not folded:
        return []
    doc = _splitter(language)(folded)
    starts = [doc[place].idx for place in _starts(doc, words.load(language))]
    ends = [*starts[1:], len(folded)]
    return [folded[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]


@cache
def _splitter(language: str) -> Any:  # noqa: ANN401  (spaCy's Language)
    import spacy

    known = words.load(language)
    splitter: Any = spacy.blank(language)
    splitter.max_length = 10**9
    splitter.add_pipe("sentencizer")
    for abbreviation in sorted(known.abbreviations):
        for form in (abbreviation, abbreviation.capitalize(), abbreviation.upper()):
            splitter.tokenizer.add_special_case(form, [{"ORTH": form}])
    return splitter


def _starts(doc: Any, known: words.Words) -> Iterator[int]:  # noqa: ANN401  (spaCy's Doc)
    yield 0
    start = 0
    for place in range(1, len(doc)):
        if _is_start(doc, place, known) and any(letter.isalpha() for letter in doc[start:place].text):
            start = place
            yield place


def _is_start(doc: Any, place: int, known: words.Words) -> bool:  # noqa: ANN401  (spaCy's Doc)
    token, before = doc[place], doc[place - 1]
    if not before.whitespace_ or token.text[0].islower():
        return False
    if before.lower_ in known.closing:
        return bool(token.text[0].isupper())
    if not token.is_sent_start or before.lower_ in known.abbreviations:
        return False
    return not (place > 1 and before.text == "." and _is_shortened(doc[place - 2], token, known))


def _is_shortened(word: Any, following: Any, known: words.Words) -> bool:  # noqa: ANN401  (spaCy's Token)
    # An initial (J. Jambon), or a word that is shortened before a number only (no. 7).
    if len(word.text) == 1 and word.text.isupper():
        return True
    return f"{word.lower_}." in known.numbered and following.text[0].isdigit()

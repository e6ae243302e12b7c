"""The thesaurus of the field: concepts, what is broader than what, and which concepts a name holds."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from kentering.errors import InputError

FACETS = ("phenomenon", "approach", "setting", "group", "actor", "quality")
_SCALE = 213  # concepts below one that would tell nothing


@dataclass(frozen=True)
class Concept:
    """A subject of the field, and the phrases by which it goes; the first of a language is its name.

    `manner` marks one that is above all a way to commit others, as organised crime is; `manner_of` names the one of
    which this is but a manner, as organised property crime is of property crime. `often` names those that plans often
    count with it, though they are no part of it: no reason to tie two names, but reason to doubt that one is gone.
    """

    concept_id: str
    facet: str
    broader: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    manner: bool = False
    manner_of: str = ""
    often: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The concept's name in nl, fr or en."""
        return self.phrases[language][0]


class Thesaurus:
    """Concepts in a hierarchy; a concept may have several broader ones, a circle raises InputError."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        self.concepts = dict(concepts)
        self.ids = tuple(self.concepts)

    @cached_property
    def broader(self) -> dict[str, frozenset[str]]:
        """All concepts above each, itself left out."""
        found: dict[str, frozenset[str]] = {}
        for each in self.ids:
            self._climb(each, (), found)
        return found

    def _climb(self, concept: str, path: tuple[str, ...], found: dict[str, frozenset[str]]) -> frozenset[str]:
        if concept not in self.concepts:
            message = f"thesaurus: {path[-1]} stands in {concept}, which is not there"
            raise InputError(message, "add it, or mend `in`")
        if concept in path:
            message = f"thesaurus: {' in '.join([*path, concept])}: a circle"
            raise InputError(message, "take one `in` away")
        if concept not in found:
            above = self.concepts[concept].broader
            climbed = (self._climb(each, (*path, concept), found) for each in above)
            found[concept] = frozenset(above).union(*climbed)
        return found[concept]

    @cached_property
    def narrower(self) -> dict[str, frozenset[str]]:
        """All concepts below each, itself left out."""
        return {each: frozenset(other for other in self.ids if each in self.broader[other]) for each in self.ids}

    @cached_property
    def information(self) -> dict[str, float]:
        """How much each concept tells, 0 to 1: the less, the more concepts it holds (Seco, Veale and Hayes 2004).

        On a scale that does not grow with the thesaurus: a concept more in one place changes nothing in another.
        """
        most = math.log(_SCALE + 1)
        return {each: max(0.0, 1 - math.log(len(self.narrower[each]) + 1) / most) for each in self.ids}


@cache
def thesaurus() -> Thesaurus:
    """The thesaurus that comes with kentering.

    >>> thesaurus().concepts["burglary"].name("fr")
    'cambriolage'
    >>> sorted(thesaurus().broader["burglary"])
    ['economy-security', 'property-crime', 'theft']
    """
    listed = tomllib.loads(files("kentering.words").joinpath("thesaurus.toml").read_text(encoding="utf-8"))
    return Thesaurus({name: _concept(name, entry) for name, entry in listed.items()})


def _concept(name: str, entry: dict[str, str | bool | list[str]]) -> Concept:
    phrases = {
        language: tuple(each.strip() for each in str(entry[language]).split("|")) for language in ("nl", "fr", "en")
    }
    facet, above = str(entry.get("facet", "phenomenon")), entry.get("in", ())
    broader = tuple(above) if isinstance(above, list) else ()
    manner = bool(entry.get("manner", False)), str(entry.get("manner_of", ""))
    beside = entry.get("often", ())
    often = tuple(beside) if isinstance(beside, list) else ()
    return Concept(name, facet, broader, phrases, *manner, often)

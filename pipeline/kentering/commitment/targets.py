"""Targets with a figure: a percentage, a minimum, a term or a year by which something is to be done."""

from __future__ import annotations

import re

_PERCENT = re.compile(r"\d\s?(?:%|procent\b|pour cent\b|per ?cent\b)", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:minstens|ten minste|minimaal|au moins|minimum|at least)\s+\S*\d", re.IGNORECASE)
_NUMBER = (
    r"(?:\d+|één|een|twee|drie|vier|vijf|zes|acht|tien|twaalf|un|une|deux|trois|quatre|cinq|six|huit|dix|douze"
    r"|one|two|three|four|five|six|eight|ten|twelve)"
)
_UNIT = (
    r"(?:uur|uren|dag|dagen|werkdagen|week|weken|maand|maanden|jaar|jaren|heures?|jours?|semaines?|mois|ans?|années?"
    r"|hours?|days?|weeks?|months?|years?)"
)
_TERM = re.compile(
    rf"\b(?:binnen|dans|endéans|within)\s+(?:de\s+|het\s+|les\s+|le\s+|un délai de\s+|een termijn van\s+|the\s+)?"
    rf"{_NUMBER}\s+(?:\w+\s+)?{_UNIT}\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:tegen|uiterlijk|d[’']ici|au plus tard|by|no later than)\s+"
    r"(?:(?:het\s+)?(?:eind|einde|begin)(?:\s+van)?\s+|(?:à\s+)?(?:la\s+)?fin\s+|(?:the\s+)?end of\s+"
    r"|in\s+|op\s+|en\s+|à\s+|le\s+)?"
    r"(?:\d{1,2}\s+\w+\s+)?20\d\d\b",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:doelstelling\w*|streef\w*|streven|beoog\w*|doel|objectifs?|vise|visent|visant|targets?|aims?|goals?)\b",
    re.IGNORECASE,
)


def is_target(sentence: str, *, binds: bool) -> bool:
    """Does a sentence set a target with a figure? One that binds nobody does where it names its goal and a percentage.

    >>> is_target("De doelstelling was het aantal doden met 50 % te verminderen tegen 2020.", binds=False)
    True
    >>> is_target("Het aantal doden daalde met 50 %.", binds=False)
    False
    """
    percent = bool(_PERCENT.search(sentence))
    if binds:
        return percent or any(each.search(sentence) for each in (_LEAST, _TERM, _BY))
    return percent and bool(_GOAL.search(sentence))

"""Claims: every sentence of the summary with its figure, its verdict, and what speaks for and against it."""

from kentering.claims.chosen import chosen, paragraphs
from kentering.claims.claim import PARTS, STRENGTHS, Claim, Ground, Statistic
from kentering.claims.facts import number, strength
from kentering.claims.ledger import NAME, ledger, read_ledger, write_ledger
from kentering.claims.lists import TOLD, has_another_number
from kentering.claims.making import claims
from kentering.claims.since import Since, since
from kentering.claims.traced import Untraced, untraced
from kentering.claims.voice import Phrase, Voice, voice

__all__ = [
    "NAME",
    "PARTS",
    "STRENGTHS",
    "TOLD",
    "Claim",
    "Ground",
    "Phrase",
    "Since",
    "Statistic",
    "Untraced",
    "Voice",
    "chosen",
    "claims",
    "has_another_number",
    "ledger",
    "number",
    "paragraphs",
    "read_ledger",
    "since",
    "strength",
    "untraced",
    "voice",
    "write_ledger",
]

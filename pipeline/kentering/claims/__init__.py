"""Claims: every sentence of the summary with its figure, its verdict, and what speaks for and against it."""

from kentering.claims.chosen import chosen, paragraphs
from kentering.claims.claim import PARTS, Claim, Ground, Statistic
from kentering.claims.ledger import NAME, ledger, read_ledger, write_ledger
from kentering.claims.making import claims
from kentering.claims.since import Since, since
from kentering.claims.traced import Untraced, untraced
from kentering.claims.voice import Voice, voice

__all__ = [
    "NAME",
    "PARTS",
    "Claim",
    "Ground",
    "Since",
    "Statistic",
    "Untraced",
    "Voice",
    "chosen",
    "claims",
    "ledger",
    "paragraphs",
    "read_ledger",
    "since",
    "untraced",
    "voice",
    "write_ledger",
]

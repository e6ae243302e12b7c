"""The table that holds one shift against other choices that an analyst could have made."""

from __future__ import annotations

from kentering.tables.columns import Row, real, string, whole, yes_no

VERDICTS = ("shifted", "equivalent", "inconclusive")


class Multiverse(Row):
    """One specification: the choices made, and what became of the shift under them."""

    specification: int = whole("0 is the study's own; the others in the order of the grid", low=0)
    encoder: str = string("the encoder", filled=True)
    max_words: int = whole("longest passage, in words", low=1)
    neighbours: str = string("weights of a passage and of those around it", filled=True)
    centring: str = string("how what a language adds was taken out", isin=("twins", "language", "none"))
    n_themes: int = whole("number of broad themes that were made", low=0)
    seed: int = whole("seed of every draw", low=0)
    theme_id: str = string("the theme that holds most of the same words; empty where none holds enough")
    overlap: float = real("words that the two themes share, of all words of either", low=0, high=1)
    stability: float = real("of that theme", low=0, high=1, missing=True)
    share_from: float = real("its share in the earlier plan", low=0, high=1, missing=True)
    share_to: float = real("its share in the later plan", low=0, high=1, missing=True)
    change: float = real("share_to minus share_from", low=-1, high=1, missing=True)
    change_low: float = real("lower end of the interval", low=-1, high=1, missing=True)
    change_high: float = real("upper end of the interval", low=-1, high=1, missing=True)
    verdict: str = string("what may be said; empty where there is no such theme", isin=("", *VERDICTS))
    same_sign: bool = yes_no("does the change go the same way?")
    same_verdict: bool = yes_no("is the verdict the same?")


MULTIVERSE: dict[str, type[Row]] = {"multiverse": Multiverse}

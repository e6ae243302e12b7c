"""The tables of people's own coding: what they gave, in terms of which themes, and how far they agree."""

from __future__ import annotations

from kentering.tables.columns import Row, real, string, whole


class Coding(Row):
    """A person's theme for a passage."""

    passage_id: str = string("the passage", filled=True)
    coder: str = string("who gave the theme", filled=True)
    code: str = string("the theme, or a name of the person's own; none where the passage fits nowhere", filled=True)
    codebook: str = string("the list of themes that was in the person's hands: see codebook.csv")
    source: str = string("how it came in", isin=("sheet", "refi-qda"))
    note: str = string("the person's remark")


class Codebook(Row):
    """A theme as it was when people coded, so that their work survives a new clustering."""

    codebook: str = string("made from the themes, their names and their passages", filled=True)
    code: str = string("the theme at that time", filled=True)
    parent_id: str = string("the broader theme; empty where there is none")
    label_nl: str = string("its name then, Dutch")
    label_fr: str = string("its name then, French")
    label_en: str = string("its name then, English")
    passages: str = string("passage_ids that the theme held, divided by blanks")


class Agreement(Row):
    """How far two or more codings of the same passages agree."""

    level: str = string("which themes: the broad ones or the narrow ones", isin=("broad", "narrow"))
    between: str = string("who is compared", isin=("people", "people and machine"))
    coders: str = string("their names, divided by |", filled=True)
    n_coders: int = whole("number of coders, the machine included", low=2)
    n_passages: int = whole("passages that at least two of them coded", low=0)
    agreed: float = real("part of the pairs of codes of one passage that are equal", low=0, high=1, missing=True)
    alpha: float = real(
        "Krippendorff's alpha for names, missing codes allowed; 1 is full agreement, 0 is chance", high=1, missing=True
    )
    alpha_low: float = real("lower end of its interval", missing=True)
    alpha_high: float = real("upper end of its interval", missing=True)
    kappa: float = real("Cohen's kappa; empty where there are more than two coders", low=-1, high=1, missing=True)
    kappa_low: float = real("lower end of its interval", missing=True)
    kappa_high: float = real("upper end of its interval", missing=True)
    note: str = string("what to mind: too few passages, codes that could not be compared")


CODED: dict[str, type[Row]] = {"coding": Coding, "codebook": Codebook}
"""Kept by hand, or brought in from a sheet or another program."""

AGREEMENT: dict[str, type[Row]] = {"agreement": Agreement}

"""The tables that the analysis gives."""

from __future__ import annotations

from kentering.tables.columns import LANGUAGES, LEVELS, TEXTS, Row, many, real, string, whole, yes_no


class Assignments(Row):
    """A passage and its theme."""

    passage_id: str = string("the passage", unique=True, filled=True)
    theme_id: str = string("its broad theme; empty where it fits nowhere")
    strength: float = real("how well it fits, 0 to 1", low=0, high=1)
    second_id: str = string("the broad theme that fits next best; empty where there is none")
    second_strength: float = real("how well that one fits, 0 to 1", low=0, high=1)
    narrow_id: str = string("its narrow theme, under its broad one; empty where it fits nowhere")
    narrow_strength: float = real("how well that fits, 0 to 1", low=0, high=1)
    narrow_second_id: str = string("the narrow theme that fits next best; empty where there is none")
    narrow_second_strength: float = real("how well that one fits, 0 to 1", low=0, high=1)


class Themes(Row):
    """A cluster of passages over all works."""

    theme_id: str = string("T01 is the largest; T01.1 the largest narrow theme under it", unique=True, filled=True)
    parent_id: str = string("the broad theme of a narrow one; empty for a broad theme")
    label_nl: str = string("name, Dutch")
    label_fr: str = string("name, French")
    label_en: str = string("name, English")
    label_source: str = string("who named it", isin=("person", "codebook", "words"))
    keywords_nl: str = string("telling words, Dutch")
    keywords_fr: str = string("telling words, French")
    keywords_en: str = string("telling words, English")
    n_passages: int = whole("number of passages", low=0)
    n_works: int = whole("number of works with at least one of its passages", low=0)
    typical: object = many("passage_ids nearest to its centre, the nearest first")
    cohesion: float = real("mean cosine of its passages to its centre", low=-1, high=1)
    stability: float = real("mean best Jaccard with a branch of trees of resampled sections", low=0, high=1)


class Shares(Row):
    """A theme's part of a work."""

    work_id: str = string("the plan", filled=True)
    series: str = string("its series")
    level: str = string("who governs", isin=LEVELS)
    cycle: str = string("its period")
    text: str = string("what the share was counted on", isin=TEXTS)
    theme_id: str = string("the theme; empty for what fits nowhere")
    n_passages: int = whole("number of its passages in the work, all languages together", low=0)
    share: float = real("part of the words of running text, 0 to 1", low=0, high=1)
    share_low: float = real("the share had other such sections been written: lower end of the interval", low=0, high=1)
    share_high: float = real("upper end of that interval", low=0, high=1)
    passage_share: float = real("part of the passages of running text, 0 to 1", low=0, high=1)
    passage_share_low: float = real("lower end of its interval", low=0, high=1)
    passage_share_high: float = real("upper end of its interval", low=0, high=1)
    repeated_within: float = real(
        "part of the words: its passages that the same text has more than once", low=0, high=1
    )
    repeated_between: float = real("part of the words: its passages that another plan has as well", low=0, high=1)
    sections: int = whole("sections that the interval rests on, in the language version with fewest", low=1)
    units: str = string(
        "what the interval is robust to: which sections, or which stretches of a text with few, were written",
        isin=("sections", "stretches", "none"),
    )


class Shifts(Row):
    """A share's change between two successive works of a series."""

    series: str = string("the series", filled=True)
    level: str = string("who governs", isin=LEVELS)
    theme_id: str = string("the theme")
    work_from: str = string("the earlier plan", filled=True)
    work_to: str = string("the later plan", filled=True)
    text: str = string("the weaker of what the two shares were counted on", isin=TEXTS)
    share_from: float = real("share in the earlier plan", low=0, high=1)
    share_to: float = real("share in the later plan", low=0, high=1)
    change: float = real("share_to minus share_from", low=-1, high=1)
    change_low: float = real("lower end of the interval", low=-1, high=1)
    change_high: float = real("upper end of the interval", low=-1, high=1)
    passage_change: float = real("change of the share of passages", low=-1, high=1)
    passage_change_low: float = real("lower end of its interval", low=-1, high=1)
    passage_change_high: float = real("upper end of its interval", low=-1, high=1)
    p_value: float = real("chance of a change so large if nothing changed", low=0, high=1)
    q_value: float = real("share of false alarms to expect at this level, themes weighed by words", low=0, high=1)
    detectable: float = real("smallest change that would be called shifted four times in five", low=0, high=1)
    sections_from: int = whole("sections of the earlier plan", low=1)
    sections_to: int = whole("sections of the later plan", low=1)
    kind: str = string("direction", isin=("new", "dropped", "up", "down", "none"))
    verdict: str = string("what may be said", isin=("shifted", "equivalent", "inconclusive"))
    reason: str = string(
        "why no more may be said",
        isin=(
            "",
            "few sections",
            "unstable theme",
            "one plan",
            "many themes",
            "whole chapters",
            "little text",
            "spans zero",
        ),
    )
    widened: float = real("times as wide as if sections of one chapter were not alike, over all themes", low=1)
    hangs_on: str = string("which plan has the section on which the change hangs most", isin=("", "from", "to"))
    section: str = string("headings of that section")
    change_without: float = real("the change if that section is left out", low=-1, high=1)
    verdict_without: str = string("the verdict then", isin=("shifted", "equivalent", "inconclusive"))


class Wording(Row):
    """A word that two successive works of a series use, in one language."""

    series: str = string("the series", filled=True)
    language: str = string("the language of both texts", isin=LANGUAGES)
    work_from: str = string("the earlier plan", filled=True)
    work_to: str = string("the later plan", filled=True)
    text: str = string("the weaker of what the words were counted in", isin=TEXTS)
    word: str = string("dictionary form", filled=True)
    shown: str = string("the form most often seen", filled=True)
    n_from: int = whole("uses in the earlier plan", low=0)
    n_to: int = whole("uses in the later plan", low=0)
    per_thousand_from: float = real("uses in a thousand content words of the earlier plan", low=0)
    per_thousand_to: float = real("uses in a thousand content words of the later plan", low=0)
    sections_from: int = whole("sections of the earlier plan that use it", low=0)
    sections_to: int = whole("sections of the later plan that use it", low=0)
    log_odds: float = real("log-odds ratio, later against earlier, with an informative prior")
    z: float = real("log_odds by its deviation if every word were written apart")
    z_sections: float = real("log_odds by its deviation over sections, where that is larger")
    q_value: float = real("share of false alarms to expect at this level", low=0, high=1)
    verdict: str = string("what may be said", isin=("more", "less", "inconclusive"))


class Lineage(Row):
    """A passage and its ancestor in an earlier work of the series, or the text nearest to it in another series."""

    passage_id: str = string("the later passage; empty for an ancestor that was dropped")
    ancestor_id: str = string("the earlier passage; empty for a passage that is new")
    work_from: str = string("the earlier plan, or the one of the higher level", filled=True)
    work_to: str = string("the later plan, or the one of the lower level", filled=True)
    language_from: str = string("language of the ancestor's text", isin=LANGUAGES)
    language_to: str = string("language of the passage's text", isin=LANGUAGES)
    succession: bool = yes_no("do the plans follow each other in one series? otherwise no ancestor, only nearest text")
    similarity: float = real("cosine of the two, language means taken out", low=-1, high=1)
    false_match_rate: float = real("how often a passage with no ancestor looks as near", low=0, high=1)
    false_match_most: float = real("how often at most, the few comparisons considered (95% sure)", low=0, high=1)
    kind: str = string("what became of it", isin=("kept", "reworded", "split", "merged", "moved", "new", "dropped"))
    years: float = real("years between the two plans", missing=True)


class Changes(Row):
    """What became of a declared item from one work to another."""

    from_work: str = string("the earlier plan, or the one of the higher level", filled=True)
    to_work: str = string("the later plan, or the one of the lower level", filled=True)
    kind: str = string(
        "what became of it",
        isin=("same", "renamed", "split", "merged", "broader", "narrower", "related", "new", "dropped", "unknown"),
    )
    from_ids: object = many("items of the first plan")
    to_ids: object = many("items of the second plan")
    certainty: str = string("the weakest link's certainty", isin=("high", "medium", "low", ""))
    origin: str = string("who made the links", isin=("person", "model", ""))
    evidence: str = string("why this is said")


class Coverage(Row):
    """One work seen from another."""

    from_work: str = string("the plan whose items are looked for", filled=True)
    to_work: str = string("the plan in which they are looked for", filled=True)
    n_declared: int = whole("items that the first plan declares at its top level", low=0)
    n_covered: int = whole("those with a link that counts", low=0)
    coverage: float = real("n_covered of n_declared", low=0, high=1, missing=True)
    uncovered: object = many("items of the first plan with no such link")
    untold: object = many("those of them of which nothing can be said: the thesaurus does not know the words")
    only_in_to: object = many("items of the second plan with no such link")
    origin: str = string("who compared the two lists: a person where they read them whole", isin=("person", "model"))
    note: str = string("what to mind: incomplete lists, unequal grain, a plan that is not final")


class Lags(Row):
    """Two works, in days."""

    from_work: str = string("the first plan", filled=True)
    to_work: str = string("the second plan", filled=True)
    days_low: float = real("least days from the adoption of the first to that of the second", missing=True)
    days_high: float = real("most days, where a date is only a month or a year", missing=True)
    overlap_days: float = real("days on which both were in force, those that are certain", missing=True)
    overlap_most: float = real("most days, where a date is only a month or a year", missing=True)
    gap_days: float = real("days between them on which neither was in force, those that are certain", missing=True)
    gap_most: float = real("most days, where a date is only a month or a year", missing=True)
    order: str = string("who came first", isin=("before", "after", "same day", "unclear", "unknown"))
    note: str = string("what to mind: another end of validity that a source gives, and what it would change")


class Checks(Row):
    """A doubt, answered with a figure."""

    check: str = string("the doubt", filled=True)
    subject: str = string("what it is about: a document, a theme, a language")
    value: float = real("the figure", missing=True)
    threshold: float = real("where it starts to matter", missing=True)
    ok: bool = yes_no("may the numbers be believed?")
    meaning: str = string("what it says, in one sentence")


RESULTS: dict[str, type[Row]] = {
    "assignments": Assignments,
    "themes": Themes,
    "shares": Shares,
    "shifts": Shifts,
    "wording": Wording,
    "lineage": Lineage,
    "changes": Changes,
    "coverage": Coverage,
    "lags": Lags,
    "checks": Checks,
}

"""The tables on what a plan binds itself to: sentences, their shares, arrangements, terms and language versions."""

from __future__ import annotations

from kentering.tables.columns import LANGUAGES, LEVELS, TEXTS, Row, many, real, string, whole, yes_no

MODALITIES = ("obligation", "commitment", "possibility", "none")
MEASURES = ("prevention", "repression", "aftercare", "information", "coordination")
ARRANGEMENTS = ("follow_up", "evaluation", "means", "side_plan")
CONCRETE = ("actor", "figure", "date", "indicator")
ASPECTS = ("modality", "measure", "arrangement", "concrete")


class Commitments(Row):
    """A sentence of running text, and what it binds whom to."""

    passage_id: str = string("the passage that holds it", filled=True)
    place: int = whole("place of the sentence in the passage, from 0", low=0)
    work_id: str = string("the plan", filled=True)
    document_id: str = string("the document", filled=True)
    language: str = string("the language of the document", isin=LANGUAGES)
    text: str = string("what kind of text it stands in: a digest never says how a plan is worded", isin=TEXTS)
    page: int = whole("page of the PDF where its paragraph starts, from 1", low=1)
    page_last: int = whole("page of the PDF where its paragraph ends", low=1)
    bullet: bool = yes_no("does it open an item of a list?")
    said: str = string("the sentence", filled=True)
    modality: str = string(
        "obligation: must, should; commitment: will, undertakes, aims; possibility: may, can; none: describes",
        isin=MODALITIES,
    )
    measures: object = many("links of the safety chain that it names")
    arrangements: object = many("what it arranges: follow_up, evaluation, means, side_plan")
    actors: object = many("who is named, as printed")
    n_figures: int = whole("numbers that are no date, no article and no number of a list", low=0)
    dates: object = many("dates and years, as printed")
    indicator: bool = yes_no("does it name an indicator, or a target with a figure?")
    evidence: object = many("the words that say so: label, colon, words as printed")


class Commitment(Row):
    """How many of the sentences of a work, or of a theme in it, say a thing."""

    work_id: str = string("the plan", filled=True)
    series: str = string("its series")
    level: str = string("who governs", isin=LEVELS)
    cycle: str = string("its period")
    text: str = string("what it was counted on; a digest gives no finding", isin=TEXTS)
    scope: str = string("the whole work, or one theme of it", isin=("work", "theme"))
    theme_id: str = string("the broad theme; empty for the whole work, and for what fits nowhere")
    aspect: str = string("what is counted", isin=ASPECTS)
    value: str = string("which of it", isin=(*MODALITIES, *MEASURES, *ARRANGEMENTS, *CONCRETE))
    n_said: int = whole("sentences that say it, all languages together", low=0)
    n_sentences: int = whole("sentences counted, all languages together", low=0)
    share: float = real("part of the sentences, the mean of the language versions", low=0, high=1)
    share_low: float = real("lower end of the interval", low=0, high=1)
    share_high: float = real("upper end of the interval; 0 to 1 where too few sections hold it", low=0, high=1)


class FollowUp(Row):
    """A sentence of a plan that arranges follow-up, evaluation, means or a side plan."""

    work_id: str = string("the plan", filled=True)
    text: str = string("what kind of text it stands in", isin=TEXTS)
    language: str = string("its language", isin=LANGUAGES)
    subject: str = string("what it arranges", isin=ARRANGEMENTS)
    modality: str = string("how binding it is", isin=MODALITIES)
    document_id: str = string("the document", filled=True)
    passage_id: str = string("the passage", filled=True)
    page: int = whole("page of the PDF, from 1", low=1)
    page_last: int = whole("page of the PDF where its paragraph ends", low=1)
    said: str = string("the sentence", filled=True)
    words: str = string("the words that say so")


class TermsUsed(Row):
    """A term for a concept in one language version of a plan."""

    concept: str = string("the concept of the thesaurus", filled=True)
    language: str = string("the language", isin=LANGUAGES)
    series: str = string("the series of the plan")
    cycle: str = string("the period of the plan")
    work_id: str = string("the plan", filled=True)
    text: str = string("what kind of text it was counted in", isin=TEXTS)
    phrase: str = string("the term, as the thesaurus has it", filled=True)
    loose: bool = yes_no("is it a term that belongs to the concept in loose use only?")
    n: int = whole("sentences that use it", low=1)
    per_thousand: float = real("those, in a thousand sentences of this version", low=0)
    share: float = real("part of the sentences of this version that name the concept", low=0, high=1)
    first_page: int = whole("page of the PDF where it stands first", low=1)
    passage_id: str = string("the passage where it stands first", filled=True)
    said: str = string("the words of that place, as printed")


class Versions(Row):
    """Two language versions of one work, or of one section of it, side by side."""

    work_id: str = string("the plan", filled=True)
    text: str = string("what kind of text is compared", isin=TEXTS)
    language_a: str = string("the first language", isin=LANGUAGES)
    language_b: str = string("the second language", isin=LANGUAGES)
    section: int = whole("0 for the whole work; else the number of the twin sections", low=0)
    heading_a: str = string("the heading of the section in the first language")
    heading_b: str = string("the heading of the section in the second language")
    page_a: int = whole("page of the PDF where it starts, first language", low=1)
    page_b: int = whole("page of the PDF where it starts, second language", low=1)
    n_words_a: int = whole("words, first language", low=0)
    n_words_b: int = whole("words, second language", low=0)
    share_a: float = real("part of the words of its version", low=0, high=1)
    share_b: float = real("part of the words of its version", low=0, high=1)
    n_sentences_a: int = whole("sentences, first language", low=0)
    n_sentences_b: int = whole("sentences, second language", low=0)
    obligation_a: float = real("part of the sentences that oblige, first language", low=0, high=1, missing=True)
    obligation_b: float = real("the same, second language", low=0, high=1, missing=True)
    commitment_a: float = real("part of the sentences that commit, first language", low=0, high=1, missing=True)
    commitment_b: float = real("the same, second language", low=0, high=1, missing=True)
    possibility_a: float = real("part of the sentences that permit, first language", low=0, high=1, missing=True)
    possibility_b: float = real("the same, second language", low=0, high=1, missing=True)
    binding: float = real("obliging or committing sentences: part in the first less that in the second", missing=True)
    binding_low: float = real("lower end of its interval, twin sections drawn again", missing=True)
    binding_high: float = real("upper end of its interval; empty where no interval can be given", missing=True)
    concepts_both: object = many("concepts of the thesaurus that both name")
    only_a: object = many("concepts that only the first language names")
    only_b: object = many("concepts that only the second language names")


COMMITMENT: dict[str, type[Row]] = {
    "commitments": Commitments,
    "commitment": Commitment,
    "follow_up": FollowUp,
    "terms_used": TermsUsed,
    "versions": Versions,
}

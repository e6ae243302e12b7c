"""The tables that people keep by hand, as CSV files in a corpus folder."""

from __future__ import annotations

from kentering.tables.columns import (
    CERTAINTIES,
    CONFIDENCES,
    LANGUAGES,
    LEVELS,
    ORIGINS,
    PARTIAL_DATE,
    PRECISIONS,
    PRIORITY_KINDS,
    RELATIONS,
    STATUSES,
    TEXTS,
    Row,
    optional,
    real,
    string,
    whole,
    yes_no,
)


class Works(Row):
    """A plan."""

    work_id: str = string("short name of the plan, as in nvp-2022", unique=True, filled=True)
    family: str = string("kind of plan: all zonal plans are ZVP", filled=True)
    series: str = string("chain of successive works of one issuer: NVP, KIV, ZVP-5340", filled=True)
    level: str = string("who governs", isin=LEVELS)
    issuer: str = string("who made the plan")
    title_nl: str = string("title as printed, Dutch")
    title_fr: str = string("title as printed, French")
    title_en: str = string("title as printed, English")
    short_nl: str = string("short name of its series with the article, Dutch: het NVP")
    short_fr: str = string("short name of its series with the article, French: le PNS")
    short_en: str = string("short name of its series with the article, English: the NVP")
    cycle: str = string(
        "period in the title, as in 2022-2025; a series has one final plan at a time: where two of one year truly are "
        "two plans, leave cycle and cycle_end empty and give each cycle_start its own day"
    )
    cycle_start: str = string("first day of the period in the title: a year, month or day", matches=PARTIAL_DATE)
    cycle_end: str = string("last day of the period in the title: a year, month or day", matches=PARTIAL_DATE)
    valid_from: str = string("when it was really in force, from", matches=PARTIAL_DATE)
    valid_to: str = string("when it was really in force, to, prolongations included", matches=PARTIAL_DATE)
    valid_alternative: str = string("another end that a source gives", matches=PARTIAL_DATE)
    adopted: str = string("day, month or year of adoption; empty where unknown", matches=PARTIAL_DATE)
    date_precision: str = string("how exact the date of adoption is", isin=PRECISIONS)
    status: str = string("how final the plan is", isin=STATUSES)
    complete: bool = yes_no("is the list of declared priorities whole?")
    source: str = string("where the facts come from, as a bibliography would write it")
    confidence: str = string("how the facts were seen", isin=optional(CONFIDENCES))
    title_confidence: str = string("how the title was seen, where otherwise than the facts", isin=optional(CONFIDENCES))
    list_note: str = string("why the list is not whole, or in whose wording it stands")
    note: str = string("what else a reader should know: document numbers, statements that conflict")


class Documents(Row):
    """A PDF of a work in one language."""

    document_id: str = string("short name of the document, as in nvp-2022-nl", unique=True, filled=True)
    work_id: str = string("the plan it belongs to", filled=True)
    language: str = string("language of the text", isin=LANGUAGES)
    text: str = string("what the PDF holds of the plan", isin=TEXTS)
    file: str = string("path of the PDF inside the corpus folder")
    pages: float = real("number of pages; empty until it is known", low=1, missing=True)
    sha256: str = string("hash of the file; empty until it is known", matches=r"[0-9a-f]{64}")
    pdf_url: str = string("direct address of the PDF")
    source_url: str = string("page where the PDF is found")
    rights: str = string("who may use the text, and how")


PRIVATE = {
    "documents": {"password": "what opens the PDF where it is locked; only its reader is told, no table holds it"}
}
"""Columns that a file kept by hand may have and that stay out of its table, so that nothing shows or exports them."""


class Priorities(Row):
    """An item that a work itself declares."""

    priority_id: str = string("work_id#key/subkey", unique=True, filled=True)
    work_id: str = string("the plan that declares it", filled=True)
    parent_id: str = string("the item that it is part of")
    kind: str = string("place in the plan's own order of things", isin=PRIORITY_KINDS)
    number: str = string("number as printed")
    number_alternative: str = string("another number printed for it: in a foreword, in the other language")
    position: int = whole("place in the printed order, from 1", low=1)
    name_nl: str = string("name as the source prints it, Dutch")
    name_fr: str = string("name as the source prints it, French")
    name_en: str = string("name as the source prints it, English")
    source_nl: str = string("source of the Dutch name")
    source_fr: str = string("source of the French name")
    source_en: str = string("source of the English name")
    confidence_nl: str = string("how the Dutch name was seen", isin=optional(CONFIDENCES))
    confidence_fr: str = string("how the French name was seen", isin=optional(CONFIDENCES))
    confidence_en: str = string("how the English name was seen", isin=optional(CONFIDENCES))
    variants: str = string("other printed wordings, divided by |; a misprint ends in [sic]")
    origin: str = string("listed by a person or found in the text", isin=("person", "text"))
    page: float = real("page where it is declared; empty where no PDF was seen", low=1, missing=True)
    note: str = string("what else a reader should know: cut off, press wording, outside the list, class of priority")


class Links(Row):
    """A tie between two priorities."""

    from_id: str = string("the earlier item, or the one of the higher level", filled=True)
    to_id: str = string("the later item, or the one of the lower level", filled=True)
    relation: str = string("what the later item is to the earlier one", isin=RELATIONS)
    probability: float = real("the model's, 0 to 1; empty for a person's link", low=0, high=1, missing=True)
    certainty: str = string("the person's; empty for the model's link", isin=optional(CERTAINTIES))
    origin: str = string("who made the link", isin=ORIGINS)
    evidence: str = string("why this is said")


class Labels(Row):
    """A person's name for a theme, tied to passages so that it survives a new clustering; or a code to look for."""

    theme_id: str = string("the theme when the label was given")
    label_nl: str = string("label, Dutch")
    label_fr: str = string("label, French")
    label_en: str = string("label, English")
    keywords: str = string("telling words of the theme, to choose a name by", usual="")
    quotes: str = string("three quotations with pages, to choose a name by", usual="")
    passages: str = string("passage_ids that the theme held, or examples of a code, divided by blanks")
    kind: str = string(
        "a name for a theme that was found (label, or empty), or a theme to look for (codebook)",
        isin=("", "label", "codebook"),
        usual="",
    )
    description_nl: str = string("what a code is about, Dutch", usual="")
    description_fr: str = string("what a code is about, French", usual="")
    description_en: str = string("what a code is about, English", usual="")


BY_HAND: dict[str, type[Row]] = {
    "works": Works,
    "documents": Documents,
    "priorities": Priorities,
    "links": Links,
    "labels": Labels,
}

"""From a theme or a question back to words: quotation, plan, page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kentering import embed
from kentering.corpus import told_apart
from kentering.errors import InputError, UnknownNameError
from kentering.vectors import centred, unit

if TYPE_CHECKING:
    from kentering.study import Study

USUAL_QUESTIONS = 32
"""At most so many headings, spread over the alphabet, say what questions have in common."""

COLUMNS = [
    "passage_id",
    "theme_id",
    "work_id",
    "document_id",
    "language",
    "text_kind",
    "page",
    "page_last",
    "page_label",
    "headings",
    "text",
    "citation",
    "file",
]


def quotes(study: Study, theme_id: str, n: int, work_id: str | None) -> pd.DataFrame:
    """The n running passages nearest to the theme's centre; of one work if it is named."""
    if theme_id not in set(study.themes["theme_id"]):
        raise UnknownNameError(theme_id, "theme", study.themes["theme_id"])
    if work_id is not None and work_id not in set(study.works["work_id"]):
        raise UnknownNameError(work_id, "work", study.works["work_id"])
    own, prefix = ("narrow_id", "narrow_") if "." in theme_id else ("theme_id", "")
    mine = study.assignments.loc[study.assignments[own] == theme_id, ["passage_id", f"{prefix}strength"]]
    mine = mine.set_axis(["passage_id", "strength"], axis=1).assign(theme_id=theme_id)
    typical: list[str] = study.themes["typical"].to_list()[study.themes["theme_id"].to_list().index(theme_id)]
    first = {passage_id: place for place, passage_id in enumerate(typical)}
    found = sources(study, study.passages.merge(mine, on="passage_id"))
    found = found[found["running"]] if work_id is None else found[found["running"] & (found["work_id"] == work_id)]
    ranked = found.assign(_first=[first.get(each, len(first)) for each in found["passage_id"]])
    ranked = ranked.sort_values(["_first", "strength", "passage_id"], ascending=[True, False, True])
    return ranked[COLUMNS].head(n).reset_index(drop=True)


def nearest(study: Study, question: str, n: int) -> pd.DataFrame:
    """The n passages nearest in meaning, the nearest first, with `similarity` (a cosine).

    Each language's mean vector is taken out of its passages, so that no language is nearer by being that language; out
    of the question goes what all questions have in common: the mean of headings put as questions.
    """
    if not question.strip():
        message = "no question"
        raise InputError(message, 'ask for example: kentering find CORPUS "witwassen in de haven"')
    if study.passages.empty:
        message = f"{study.folder}: no text to search"
        raise InputError(message, "put the PDFs in pdf/, then: kentering check CORPUS")
    asked = _centred_question(question, study)
    listed = sources(study, study.passages.assign(theme_id=""))
    near = centred(study.vectors, listed["language"].to_list()) @ asked
    found = listed.assign(similarity=near.round(6))
    found = found.sort_values(["similarity", "passage_id"], ascending=[False, True]).head(n)
    return found[[*COLUMNS, "similarity"]].drop(columns="theme_id").reset_index(drop=True)


def _centred_question(question: str, study: Study) -> np.ndarray:
    headings = sorted({heading for path in study.passages["headings"] for heading in path})
    spread = headings[:: -(-len(headings) // USUAL_QUESTIONS)] if headings else []
    vectors = embed.encoder(study.settings.embed, study.built.workers or 0).queries([question, *spread])
    usual = vectors[1:].mean(axis=0) if spread else study.vectors.mean(axis=0)
    return np.asarray(unit((vectors[:1] - usual).astype(np.float32))[0])


def sources(study: Study, passages: pd.DataFrame) -> pd.DataFrame:
    """The passages with their work, language, kind of text, file and citation."""
    documents = study.documents.rename(columns={"text": "text_kind"})
    columns = ["document_id", "work_id", "language", "text_kind", "file"]
    joined = passages.merge(documents[columns], on="document_id", how="left")
    names = told_apart(study.works, {str(row["work_id"]): short_name(row) for _, row in study.works.iterrows()})
    cited = [citation(names[str(row["work_id"])], row) for _, row in joined.iterrows()]
    return joined.assign(citation=pd.Series(cited, index=joined.index, dtype="str"))


def short_name(work: pd.Series) -> str:
    """A plan's name in a sentence: its series and its first year, as in NVP 2016."""
    year = str(work["cycle_start"] or work["cycle"] or work["valid_from"] or work["adopted"])[:4]
    return f"{work['series']} {year}".strip()


def citation(name: str, row: pd.Series) -> str:
    """How a passage is cited; what is not the plan itself is called what it is: NVP 2016 (digest, p. 3)."""
    pages = f"p. {row['page']}" if row["page"] == row["page_last"] else f"pp. {row['page']}-{row['page_last']}"
    return f"{name}, {pages}" if row["text_kind"] == "full" else f"{name} ({row['text_kind']}, {pages})"

"""How much of a text may go out: official texts at length, commentary only briefly."""

from __future__ import annotations

import pandas as pd

from kentering.claims.rights import CUT, EACH, brief

__all__ = ["CUT", "EACH", "MOST", "brief", "briefly", "commentaries", "quotable"]

MOST = 300
"""At most so many words of a whole commentary, whatever the number of its passages."""

TEXT_COLUMNS = ("text", "said", "sentence", "quotation")


def commentaries(documents: pd.DataFrame) -> set[str]:
    """The documents that may be quoted only briefly."""
    return {str(each) for each in documents.loc[documents["text"] == "commentary", "document_id"]}


def briefly(texts: list[str]) -> list[str]:
    """The texts of one commentary, in order, each cut and all together no longer than is allowed.

    A word is what stands between blanks, and at most 40 signs of it: a text without blanks gets no further.

    >>> [len(each.split()) for each in briefly(["woord " * 30] * 20)][-1]
    1
    """
    left, said = MOST, []
    for text in texts:
        shorter = brief(_wrapped(text), min(EACH, left))
        left -= sum(word != CUT for word in shorter.split())
        said.append(shorter)
    return said


def _wrapped(text: str, width: int = 40) -> str:
    words = text.split()
    if all(len(word) <= width for word in words):
        return text
    return " ".join(word if len(word) <= width else word[:width] + CUT for word in words)


def quotable(frame: pd.DataFrame, documents: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """A table with the words of commentary cut to what may be quoted.

    Any table whose rows say from which document or passage their words come; others are given back as they are.
    """
    columns = [column for column in TEXT_COLUMNS if column in frame]
    if not columns or not {"document_id", "passage_id"} & set(frame):
        return frame
    of_passage = dict(zip(passages["passage_id"], passages["document_id"], strict=True))
    of_row = frame["document_id"] if "document_id" in frame else frame["passage_id"].map(of_passage)
    cut = frame.copy()
    for document_id in sorted(commentaries(documents)):
        own = (of_row == document_id).to_numpy()
        for column in columns:
            cut.loc[own, column] = briefly([str(each) for each in cut.loc[own, column]])
    return cut

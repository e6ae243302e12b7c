"""Numbers by which a chapter or a section of one work is known in another."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.text.headings import without_number
from kentering.words.stems import folded

Whole = npt.NDArray[np.int64]

_WORD = re.compile(r"[^\W\d_]+")


def headed(rows: pd.DataFrame, numbers: Whole, levels: int) -> Whole:
    """For each section the number of the headings above it down to each level, and to its own: (sections, levels + 1).

    The same number where the headings are the same but for their own numbers, capitals, accents and signs, in the same
    language. Headings that are a number alone ("Chapter 3") are all the same.
    """
    firsts = np.unique(numbers, return_index=True)[1].tolist()
    paths = [(str(rows["language"].iloc[first]), *map(_plain, rows["headings"].iloc[first])) for first in firsts]
    columns = [numbered(["\n".join(path[: level + 1]) for path in paths]) for level in range(levels + 1)]
    return np.stack(columns, axis=1)


def worded(rows: pd.DataFrame, numbers: Whole) -> Whole:
    """For each section the number of its words, the same where all words are, in the same language."""
    texts = rows["language"].astype(str) + " " + rows["text"].astype(str)
    return numbered([" ".join(" ".join(group).casefold().split()) for _, group in texts.groupby(numbers, sort=True)])


def numbered(texts: Sequence[str]) -> Whole:
    """A number for each text, the same for the same text in any corpus."""
    digests = [hashlib.blake2b(each.encode(), digest_size=8).digest() for each in texts]
    return np.array([int.from_bytes(each, "big", signed=True) for each in digests], dtype=np.int64)


def _plain(heading: object) -> str:
    return " ".join(_WORD.findall(folded(without_number(str(heading)))))

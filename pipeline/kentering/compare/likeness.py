"""How far passages of one language have the same words in the same order."""

from __future__ import annotations

import hashlib
import string

import numpy as np
import numpy.typing as npt

RUN = 4  # words in a row that are compared
_EDGES = string.punctuation + string.digits + "“”„‘’«»–—…•§ "


def words(text: str) -> list[str]:
    """Words in small letters without the punctuation and figures at their edges.

    >>> words("1. De haven (van Antwerpen), in 2022.")
    ['de', 'haven', 'van', 'antwerpen', 'in']
    """
    return [word for raw in text.casefold().split() if (word := raw.strip(_EDGES))]


def runs(text: str) -> npt.NDArray[np.uint64]:
    """The different runs of four words of a text, as numbers; a shorter text is one run.

    >>> len(runs("a b c d e")), len(runs("a b"))
    (2, 1)
    """
    said = words(text)
    starts = range(max(1, len(said) - RUN + 1))
    found = sorted({" ".join(said[start : start + RUN]) for start in starts})
    hashes = [hashlib.blake2b(each.encode(), digest_size=8).digest() for each in found]
    return np.frombuffer(b"".join(hashes), dtype=np.uint64)


class Runs:
    """The runs of passages of one language as a sparse table; only runs that stand twice are held."""

    def __init__(self, texts: list[str]) -> None:
        from scipy.sparse import csr_array

        each = [runs(text) for text in texts]
        self.sizes = np.array([len(own) for own in each], dtype=np.int64)
        joined = np.concatenate(each) if each else np.empty(0, dtype=np.uint64)
        keys, columns, counts = np.unique(joined, return_inverse=True, return_counts=True)
        line = np.repeat(np.arange(len(each)), self.sizes)
        shared = counts[columns] > 1
        entries = (np.ones(int(shared.sum()), dtype=np.int32), (line[shared], columns[shared]))
        self.table = csr_array(entries, shape=(len(each), max(len(keys), 1)))

    def common(self, rows: slice, others: slice) -> tuple[npt.NDArray[np.int64], ...]:
        """Pairs that have a run in common, and how many: the row, the other row, the number."""
        found = (self.table[rows] @ self.table[others].T).tocoo()
        one, two = found.row + (rows.start or 0), found.col + (others.start or 0)
        return np.asarray(one, dtype=np.int64), np.asarray(two, dtype=np.int64), np.asarray(found.data, dtype=np.int64)

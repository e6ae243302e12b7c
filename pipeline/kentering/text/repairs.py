"""Repairs: `str -> str`, for what programs that write PDFs do to letters, blanks and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\ufeff\u2060\u00ad\u0002\ufffe"),
    }
)
_NAMELESS = r"(?:\(cid:\d+\)|(?![\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf06e\uf0a8])[\ue000-\uf8ff\ufffd])"
_UNNAMED = re.compile(rf"{_NAMELESS}+(?:\s*{_NAMELESS}+)*")
_UNNAMED_SIGN = re.compile(_NAMELESS)
_BLANKS = re.compile(r"[\s\u0000-\u001f\u007f-\u009f]+")


def clean(text: str) -> str:
    r"""Composed letters, ligatures taken apart, all kinds of blanks as one blank, no invisible signs.

    >>> clean("Le\u00a0 \ufb01nancement\u200b")
    'Le financement'
    """
    return " ".join(_BLANKS.sub(" ", unicodedata.normalize("NFC", text.translate(LIGATURES))).split())


def spaced_out(words: Sequence[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """Words with their edges; letters set apart for show are one word again.

    >>> spaced_out([("D", 0, 5), ("O", 8, 13), ("E", 16, 21), ("L", 24, 29)])
    [('DOEL', 0, 29)]
    """
    if len(words) < 4 or any(len(word) > 1 or not word.isalpha() for word, _, _ in words):
        return list(words)
    usual = median(right[1] - left[2] for left, right in pairwise(words))
    made = [words[0]]
    for word in words[1:]:
        before = made[-1]
        if word[1] - before[2] < 1.6 * usual:
            made[-1] = (before[0] + word[0], before[1], word[2])
        else:
            made.append(word)
    return made


def named_part(text: str) -> float:
    """The part of the letters and figures of a text that its file names; one odd sign, like a bullet, counts as named.

    >>> named_part("Drugs"), named_part("(cid:12)(cid:7) in")
    (1.0, 0.5)
    """
    unnamed = len(_UNNAMED_SIGN.findall(text))
    named = sum(sign.isalnum() for sign in _UNNAMED_SIGN.sub("", text))
    return 1.0 if unnamed < 2 and "(cid:" not in text else named / (named + unnamed)


def without_unnamed(text: str) -> str:
    """A text with one sign for each run of letters that its file does not name.

    >>> without_unnamed("de (cid:12)(cid:7) in")
    'de � in'
    """
    return _UNNAMED.sub("\ufffd", text) if named_part(text) < 1.0 else text

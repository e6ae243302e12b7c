"""Pieces become parts of the right length: the cheapest cuts over the whole of a text that reads on."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.segment.pieces import Piece

# A passage may be this many words short before another paragraph is cut to help it.
WORDS_PER_CUT = 10
# Words beyond the most, words short and cuts, minus parts, squares of the lengths: less is better, in that order.
Cost = tuple[int, int, int, int]


def packed(pieces: Sequence[Piece], min_words: int, max_words: int) -> list[list[Piece]]:
    """The pieces in parts of min_words to max_words, by dynamic programming.

    A part is longer only where one piece is; shorter where its neighbours are full or missing. Between
    paragraphs a cut is free, so that each that is long enough stands alone; a long one is cut evenly.
    """
    best: list[tuple[Cost, int]] = [((0, 0, 0, 0), 0)]
    for end in range(1, len(pieces) + 1):
        options, words = [], 0
        for start in range(end - 1, -1, -1):
            words += pieces[start].n_words
            if words > max_words and start < end - 1:
                break
            options.append((_sum(best[start][0], _cost(words, pieces[start], start, min_words, max_words)), start))
        best.append(min(options))
    return _parts(pieces, [start for _, start in best])


def _cost(words: int, first: Piece, start: int, min_words: int, max_words: int) -> Cost:
    over, short = max(0, words - max_words), max(0, min_words - words)
    cuts = first.cut * WORDS_PER_CUT if start else 0
    return over, short + cuts, -1, words * words


def _sum(cost: Cost, more: Cost) -> Cost:
    return cost[0] + more[0], cost[1] + more[1], cost[2] + more[2], cost[3] + more[3]


def _parts(pieces: Sequence[Piece], starts: Sequence[int]) -> list[list[Piece]]:
    parts, end = [], len(pieces)
    while end:
        parts.append(list(pieces[starts[end] : end]))
        end = starts[end]
    return parts[::-1]

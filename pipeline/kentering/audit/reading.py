"""Doubts about the texts: what was left out, lost, or read badly, and what counts in no share."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from kentering.audit.evidence import Evidence, Row, at_least, at_most
from kentering.settings import AuditSettings
from kentering.tables import RUNNING_KINDS

SAME_TEXT = 0.5  # of a plan's words


def reading_checks(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    """The checks on documents, blocks and passages."""
    return [
        *_left_out(evidence),
        *_digests(evidence),
        *_works_without_text(evidence),
        *_pages_unread(evidence),
        *_words_lost(evidence),
        *_confidence(evidence, settings),
        *_words_outside(evidence, settings),
        *_intervals(evidence),
        *_of_another_plan(evidence),
        *_ligatures(evidence),
    ]


def _left_out(evidence: Evidence) -> list[Row]:
    meaning = "Documents and rows that could not be used: nothing in the results comes from them."
    named = Counter(
        str(file) if document_id in ("", "-") else str(document_id)
        for document_id, file in zip(evidence.left_out["document_id"], evidence.left_out["file"], strict=True)
    )
    return at_most("documents_left_out", named or {"": 0}, 0, meaning)


def _digests(evidence: Evidence) -> list[Row]:
    count = int((evidence.documents["text"] == "digest").sum())
    meaning = "Words of a digest measure its author: shares, shifts and wording of digests say nothing about the plan."
    return at_most("digests", {"": count}, 0, meaning)


def _works_without_text(evidence: Evidence) -> list[Row]:
    """A row for each plan whose text gave none; those without a text are counted in one, `held` names them."""
    read = set(evidence.read.loc[evidence.passages["running"].to_numpy(dtype=bool), "work_id"])
    given = set(evidence.documents["work_id"])
    without = sum(work not in given for work in evidence.works["work_id"])
    missing = {str(work): 1.0 for work in evidence.works["work_id"] if work in given - read}
    if without or not missing:
        missing[""] = float(without)
    return at_most("works_without_text", missing, 0, "A plan of which no running text was read has no shares.")


def _pages_unread(evidence: Evidence) -> list[Row]:
    """Pages of which only a picture is there: furniture with no words."""
    wordless = evidence.furniture[(evidence.furniture["kind"] == "hidden") & (evidence.furniture["text"] == "")]
    pages = {str(each): float(group["page"].nunique()) for each, group in wordless.groupby("document_id")}
    meaning = "Pages that are a picture with no text layer: nothing was read from them."
    return at_most("pages_unread", pages or {"": 0.0}, 0, meaning)


def _words_lost(evidence: Evidence) -> list[Row]:
    """Words of running blocks that are in no running passage, counted with their repetitions."""
    running = evidence.blocks[evidence.blocks["kind"].isin(RUNNING_KINDS)]
    passages = evidence.passages[evidence.passages["running"].astype(bool)]
    kept = {str(each): _words(group) for each, group in passages.groupby("document_id")}
    lost = {
        str(each): float((_words(group) - kept.get(str(each), Counter())).total())
        for each, group in running.groupby("document_id")
    }
    meaning = "Words of running text that were read from the page but stand in no passage."
    return at_most("words_lost", lost, 0, meaning)


def _words(rows: pd.DataFrame) -> Counter[str]:
    return Counter(word for text in rows["text"] for word in str(text).split())


def _confidence(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    """Mean confidence of a document's blocks, long blocks weighing more."""
    lengths = np.maximum(evidence.blocks["text"].str.len().to_numpy(dtype=float), 1.0)
    weighed = evidence.blocks.assign(_length=lengths, _sum=lengths * evidence.blocks["confidence"])
    sums = weighed.groupby("document_id")[["_sum", "_length"]].sum()
    values = {str(each): float(row["_sum"] / row["_length"]) for each, row in sums.iterrows()}
    meaning = "How sure the reading of the page is; below the threshold look at the PDF before quoting."
    return at_least("reading_confidence", values, settings.reading_confidence, meaning)


def _words_outside(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    """Per work: words of passages that are no running text, of all words that were read."""
    read = evidence.read
    outside = read["n_words"].where(~read["running"].astype(bool), 0)
    sums = read.assign(_outside=outside).groupby("work_id")[["_outside", "n_words"]].sum()
    values = {str(each): float(row["_outside"] / max(row["n_words"], 1)) for each, row in sums.iterrows()}
    meaning = "Part of the words that stands in footnotes, captions, tables or pull quotes, and so in no share."
    return at_most("words_outside_shares", values, settings.outside_words, meaning)


def _intervals(evidence: Evidence) -> list[Row]:
    """Per work: is the interval of every share the whole range?"""
    shares = evidence.shares
    open_ended = (shares["share_low"] == 0) & (shares["share_high"] == 1)
    values = {str(each): float(group.all()) for each, group in open_ended.groupby(shares["work_id"])}
    meaning = "Shares have no interval: fewer than five sections, or so alike within chapters as to count for fewer."
    return at_most("interval_unknown", values, 0, meaning)


def _of_another_plan(evidence: Evidence) -> list[Row]:
    """Per work: the part of the words in its themes that stand in passages which another plan has as well."""
    words = evidence.shares.groupby("work_id")[["repeated_between", "share"]].sum()
    words = words[words["share"] > 0]
    parts = words["repeated_between"] / words["share"]
    values = {str(work): float(part) for work, part in parts.items()}
    meaning = "Text that another plan has word for word: the same text twice, or a copy under another name."
    return at_most("text_of_another_plan", values, SAME_TEXT, meaning)


def _ligatures(evidence: Evidence) -> list[Row]:
    """Letters f that are drawn so wide that they may stand for fi, fl or ff, and that the font names no better."""
    doubted = evidence.furniture[evidence.furniture["reason"].str.startswith("a letter f drawn so wide")]
    counts = {str(each): float(len(group)) for each, group in doubted.groupby("document_id")}
    meaning = 'Words that may have lost a letter in the PDF\'s own text ("confance"): compare quotations with the page.'
    return at_most("ligatures_lost", counts or {"": 0.0}, 0, meaning)

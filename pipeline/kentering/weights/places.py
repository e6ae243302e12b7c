"""Where the weights of an encoder lie; they are built or fetched where they are missing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from kentering.errors import InputError
from kentering.weights import hub, manifest
from kentering.weights.catalogue import EncoderSpec, Prompts, catalogue_file
from kentering.weights.rebuild import VERSION, rebuild


def models_folder() -> Path:
    """The folder for built and fetched encoders: the environment variable KENTERING_MODELS, or the user's cache."""
    named = os.environ.get("KENTERING_MODELS")
    return Path(named).expanduser() if named else user_cache_path("kentering") / "models"


def folder(spec: EncoderSpec, *, fetch: bool = True) -> Path:
    """The folder with the encoder's weights; built or fetched first where it is missing, damaged or outdated.

    With `fetch` false nothing is built or fetched. A folder that a person put beside models.toml comes first.

    Raises:
        InputError: the weights cannot be had.
    """
    given = _given(spec)
    if given is not None:
        return given
    place = models_folder() / hub.folder_name(spec)
    fault = manifest.fault(place, recipe(spec))
    if not fault:
        return place
    if not fetch:
        message = f"encoder {spec.name} is not at {place}: {fault}"
        raise InputError(message, "kentering fetch CORPUS --models")
    _make(spec, place)
    return place


def fingerprint(spec: EncoderSpec) -> str:
    """What identifies the encoder: a hash over the content of every file that loading reads, and over its prompts."""
    asked = json.dumps(asdict(prompts(spec)), sort_keys=True)
    return hashlib.sha256(f"{manifest.content(folder(spec))} {asked}".encode()).hexdigest()


def prompts(spec: EncoderSpec) -> Prompts:
    """The encoder's prompts: from models.toml, else as its folder states them, else none."""
    if spec.prompts is not None:
        return spec.prompts
    stated_in = folder(spec) / "config_sentence_transformers.json"
    if not stated_in.is_file():
        return Prompts()
    try:
        stated = json.loads(stated_in.read_text(encoding="utf-8")).get("prompts") or {}
        query = stated.get("query") or ""
    except (OSError, ValueError, AttributeError):
        message = f"{stated_in} is damaged"
        raise InputError(message, "put the encoder's own file back, or name another encoder under [embed]") from None
    return Prompts(passage=stated.get("document") or stated.get("passage") or "", query=query, names=query)


def recipe(spec: EncoderSpec) -> str:
    """What would make the folder: it changes when the folder must be made anew."""
    asked: tuple[object, ...] = (spec.repository, spec.reference, spec.revision)
    if spec.source == "bundled":
        asked = (VERSION, spec.sha256, spec.scripts, spec.max_tokens, asdict(spec.prompts or Prompts()))
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _given(spec: EncoderSpec) -> Path | None:
    """A folder that a person provides: named by its path, or put beside models.toml."""
    if spec.source == "folder":
        place = Path(spec.name).expanduser().resolve()
    else:
        place = catalogue_file().parent / hub.folder_name(spec)
        if not place.is_dir():
            return None
    if not (place / "modules.json").is_file() and not (place / "config.json").is_file():
        message = f"{place} is no encoder: it has neither modules.json nor config.json"
        raise InputError(message, "name the folder that sentence-transformers wrote with save_pretrained")
    return place


def _make(spec: EncoderSpec, place: Path) -> None:
    """Build or fetch beside the place, then rename; a second process waits and finds it done."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(place.parent / ".lock"):
            if manifest.fault(place, recipe(spec)):
                _make_beside(spec, place)
    except OSError as error:
        message = f"encoder {spec.name}: {place.parent} cannot be written: {error.strerror or error}"
        hint = "make room there, or set the environment variable KENTERING_MODELS to another folder"
        raise InputError(message, hint) from error


def _make_beside(spec: EncoderSpec, place: Path) -> None:
    part = place.with_name(f"{place.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        if spec.source == "bundled":
            rebuild(spec, part)
        else:
            hub.fetch(spec, part, place.parent / hub.PINS)
        manifest.write_manifest(part, recipe(spec))
        shutil.rmtree(place, ignore_errors=True)
        part.rename(place)
    finally:
        shutil.rmtree(part, ignore_errors=True)

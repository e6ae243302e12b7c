"""Fetches an encoder from the model hub, once, and pins what came."""

from __future__ import annotations

import importlib
import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

from kentering.errors import InputError
from kentering.weights.catalogue import EncoderSpec
from kentering.weights.manifest import hashes

PINS = "pins.toml"
_WANTED = ["*.json", "*.txt", "*.model", "*.safetensors"]
_UNWANTED = ["onnx/*", "openvino/*", "*.bin", "*.pt", "*.py"]


def fetch(spec: EncoderSpec, folder: Path, pins: Path) -> None:
    """Fill an empty folder from the hub: the pinned commit where there is one, else the newest, which is then pinned.

    Raises:
        InputError: no network, no such model, no safetensors, or files that are not those pinned.
    """
    pinned = _pins(pins).get(spec.repository)
    noted: str = pinned["revision"] if pinned else ""
    revision = _download(spec, spec.revision or noted, folder)
    found = hashes(folder)
    if not any(name.endswith(".safetensors") for name in found):
        message = f"encoder {spec.name}: {spec.repository} has no weights in safetensors, and pickles are never read"
        raise InputError(message, "name another encoder, or the path of a folder, as model under [embed]")
    if pinned and noted == revision and pinned["files"] != found:
        message = f"encoder {spec.name}: the files fetched are not those pinned in {pins}"
        raise InputError(message, "fetch again; if you trust the new files, delete its section there")
    _write_pin(pins, spec.repository, revision, found)


def _download(spec: EncoderSpec, revision: str, folder: Path) -> str:
    """Put the files of a commit into the folder; the commit's hash."""
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError, RevisionNotFoundError

    try:
        commit = HfApi().model_info(spec.repository, revision=revision or spec.reference).sha
        if commit is None:
            message = f"encoder {spec.name}: the model hub names no commit for {spec.repository}"
            raise InputError(message, "set its revision in models.toml")
        snapshot_download(
            spec.repository,
            revision=commit,
            local_dir=folder,
            allow_patterns=_WANTED,
            ignore_patterns=_UNWANTED,
        )
    except (RepositoryNotFoundError, RevisionNotFoundError, HFValidationError) as error:
        message = f"encoder {spec.name}: the model hub has no {spec.repository} at {revision or spec.reference}"
        raise InputError(message, "check the name; a private model needs the environment variable HF_TOKEN") from error
    except _network_errors() as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        message = f"encoder {spec.name} cannot be fetched from the model hub: {reason}"
        hint = 'set model under [embed] to "multilingual-e5-small", which needs no network, or to the path of a folder'
        raise InputError(message, hint) from error
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    return commit


def _network_errors() -> tuple[type[Exception], ...]:
    """What a failing transfer raises: an OSError, or the base error of the library that the hub's client talks with."""
    from huggingface_hub import get_session

    library = importlib.import_module(type(get_session()).__module__.partition(".")[0])
    return (library.HTTPError, OSError)


def folder_name(spec: EncoderSpec) -> str:
    """The name of the folder that holds an encoder; the hub's slash becomes two dashes."""
    return spec.name.replace("/", "--")


def _pins(path: Path) -> dict[str, dict[str, Any]]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        message = f"{path}: {error}"
        raise InputError(message, "mend that line, or delete the file to pin anew") from error


def _write_pin(path: Path, repository: str, revision: str, files: dict[str, str]) -> None:
    """Note a fetched commit among the others; strings in TOML and in JSON are written alike."""
    pins = {**_pins(path), repository: {"revision": revision, "files": files}}
    lines: list[str] = []
    for name, pin in sorted(pins.items()):
        lines += [f"[{json.dumps(name)}]", f"revision = {json.dumps(pin['revision'])}"]
        lines += [f"[{json.dumps(name)}.files]"]
        lines += [f"{json.dumps(file)} = {json.dumps(digest)}" for file, digest in sorted(pin["files"].items())]
        lines += [""]
    part = path.with_suffix(".part")
    part.write_text("\n".join(lines), encoding="utf-8")
    part.replace(path)

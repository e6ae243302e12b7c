"""The encoders that have a name: models.toml, read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from kentering.errors import InputError, UnknownNameError

# "organisation/model" as the model hub spells it: two parts, neither starting with a dot or a dash
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


@dataclass(frozen=True)
class Prompts:
    """What is put before a text, by what the text is."""

    passage: str = ""
    query: str = ""
    names: str = ""


@dataclass(frozen=True)
class EncoderSpec:
    """One encoder: where its weights come from and how it wants to be asked.

    `prompts` is None where models.toml knows none: then the folder of the weights may state its own.
    `dimensions` and `max_tokens` are 0 where only the loaded model can tell.
    """

    name: str
    source: Literal["bundled", "hub", "folder"]
    repository: str = ""
    reference: str = "main"
    revision: str = ""
    package: str = ""
    package_version: str = ""
    file: str = ""
    sha256: str = ""
    scripts: tuple[str, ...] = ()
    licence: str = ""
    dimensions: int = 0
    max_tokens: int = 0
    languages: tuple[str, ...] = ()
    prompts: Prompts | None = None


def catalogue_file() -> Path:
    """The models.toml of this installation: in the package, or beside `pipeline/` in a clone."""
    package = Path(__file__).resolve().parents[1]
    places = [package / "models.toml", package.parents[1] / "models" / "models.toml"]
    for place in places:
        if place.is_file():
            return place
    message = f"no models.toml at {' or '.join(map(str, places))}"
    raise InputError(message, "install kentering again")


@cache
def encoder_specs() -> dict[str, EncoderSpec]:
    """Every encoder in models.toml, by name."""
    rows = tomllib.loads(catalogue_file().read_text(encoding="utf-8"))
    return {name: _spec(name, dict(row)) for name, row in rows.items()}


def encoder_spec(name: str) -> EncoderSpec:
    """The encoder of that name: one in models.toml, the path of a folder, or a name on the model hub.

    A hub name, or a folder called like an encoder in models.toml, keeps the prompts given there.

    Raises:
        InputError: no such name, no such folder.
    """
    known = encoder_specs()
    if name in known:
        return known[name]
    if Path(name).expanduser().is_dir():
        called = Path(name).expanduser().resolve().name.rpartition("--")[2]
        return EncoderSpec(name=name, source="folder", prompts=known[called].prompts if called in known else None)
    if _HUB_NAME.fullmatch(name):
        return _hub_spec(name, known)
    if "/" in name or "\\" in name or name.startswith("~"):
        message = f"no folder '{name}' with an encoder"
        raise InputError(message, "give the path of a sentence-transformers folder, or one of: " + ", ".join(known))
    raise UnknownNameError(name, "encoder", known)


def _spec(name: str, row: dict[str, object]) -> EncoderSpec:
    listed = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    prompts = listed.pop("prompts")
    assert isinstance(prompts, dict)
    return EncoderSpec(name=name, prompts=Prompts(**prompts), **listed)  # type: ignore[arg-type]


def _hub_spec(name: str, known: dict[str, EncoderSpec]) -> EncoderSpec:
    for spec in known.values():
        if spec.repository == name:
            return spec if spec.source == "hub" else replace(spec, name=name, source="hub", reference="main")
    return EncoderSpec(name=name, source="hub", repository=name)

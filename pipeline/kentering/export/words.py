"""The words of exported files, in nl, fr and en."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from kentering.errors import UnknownNameError
from kentering.tables import LANGUAGES


def words(language: str) -> dict[str, str]:
    """The words of one language; an unknown one raises UnknownNameError."""
    if language not in LANGUAGES:
        raise UnknownNameError(language, "language", LANGUAGES)
    found = tomllib.loads(files("kentering.export").joinpath("words.toml").read_text("utf-8"))
    return {str(name): str(text) for name, text in found[language].items()}


def no_theme() -> set[str]:
    """The words that say, in any language, that a passage fits nowhere."""
    return {words(language)["none"] for language in LANGUAGES}


def role_words() -> list[str]:
    """The words, in any language, with which an issuer's cell begins to say what somebody did, the longest first."""
    found = {each for language in LANGUAGES for each in words(language)["roles"].split(" | ")}
    return sorted(found, key=lambda each: (-len(each), each))

"""The ledger: every claim as plain values, written as claims.json and read back."""

from __future__ import annotations

import json
import math
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentering.claims.claim import Claim
from kentering.claims.grounds import Grounds
from kentering.claims.making import claims
from kentering.claims.voice import voice
from kentering.errors import InputError
from kentering.store import beside, fingerprint
from kentering.tables import LANGUAGES

if TYPE_CHECKING:
    from kentering.study import Study

FORM = "kentering claims 1"
NAME = "claims.json"


def ledger(study: Study, found: list[Claim] | None = None) -> dict[str, Any]:
    """The claims of a study as plain values: per claim its sentence in each language, figure, verdict and grounds."""
    made = claims(study) if found is None else found
    voices = {language: voice(study, language) for language in LANGUAGES}
    grounds = Grounds(study)
    told = [
        {"number": place, **entry(claim, {each: voices[each].sentence(claim) for each in LANGUAGES}, grounds)}
        for place, claim in enumerate(made, 1)
    ]
    return {
        "form": FORM,
        "corpus": study.name,
        "titles": dict(study.titles),
        "fingerprint": study.fingerprint,
        "kentering": version("kentering"),
        "sum": fingerprint(told),
        "claims": told,
    }


def entry(claim: Claim, sentences: dict[str, str], grounds: Grounds) -> dict[str, Any]:
    """A claim as plain values."""
    for_it, against_it = grounds.of(claim)
    figure = claim.statistic
    return {
        "id": claim.claim_id,
        "part": claim.part,
        "kind": claim.kind,
        "works": list(claim.works),
        "sentence": sentences,
        "statistic": {
            "name": figure.name,
            "value": _plain(figure.value),
            "of": _plain(figure.of),
            "interval": None if figure.low is None else [_plain(figure.low), _plain(figure.high)],
        },
        "verdict": claim.verdict,
        "strength": claim.strength,
        "origin": claim.origin,
        "certainty": claim.certainty,
        "probability": _plain(claim.probability),
        "weight": round(claim.weight, 2),
        "evidence": for_it,
        "counter_evidence": against_it,
    }


def _plain(value: float | None) -> float | int | None:
    if value is None or math.isnan(value):
        return None
    return int(value) if float(value).is_integer() else round(float(value), 6)


def write_ledger(told: dict[str, Any], folder: Path) -> Path:
    """Write claims.json into a folder and return its path; the same study gives the same bytes."""
    path = Path(folder) / NAME
    with beside(path) as temporary:
        temporary.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def read_ledger(path: Path) -> dict[str, Any]:
    """The ledger in a file; one that is damaged, or that somebody changed, raises InputError."""
    hint = "give the folder that an earlier `kentering report` wrote to, or write that report again"
    if not path.is_file():
        message = f"no {NAME} in {path.parent}"
        raise InputError(message, hint)
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # no JSON, or no UTF-8
        message = f"{path}: damaged ({error})"
        raise InputError(message, hint) from None
    if not isinstance(told, dict) or told.get("form") != FORM or not isinstance(told.get("claims"), list):
        message = f"{path}: no ledger of claims of this version"
        raise InputError(message, hint)
    if fingerprint(told["claims"]) != told.get("sum"):
        message = f"{path}: its claims are not those that were written"
        raise InputError(message, hint)
    return told

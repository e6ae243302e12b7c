"""What changed since an earlier run: claims that came, went or say something else, and figures that moved."""

from __future__ import annotations

from typing import Any, NamedTuple


class Moved(NamedTuple):
    """A claim that stands in both runs with another figure, verdict or sentence."""

    claim_id: str
    before: str
    after: str
    figures: str


class Since(NamedTuple):
    """Two ledgers side by side; claims by id and sentence."""

    added: list[tuple[str, str]]
    gone: list[tuple[str, str]]
    moved: list[Moved]
    grounds: list[str]

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.moved or self.grounds)


SAID = ("statistic", "verdict", "strength", "probability", "certainty", "origin")
RESTS = ("evidence", "counter_evidence")


def since(then: dict[str, Any], now: dict[str, Any], language: str = "nl") -> Since:
    """What changed from one ledger to another, in the order of the later one.

    `grounds` names the claims that say the same on other evidence.
    """
    old = {claim["id"]: claim for claim in then["claims"]}
    new = {claim["id"]: claim for claim in now["claims"]}
    both = [(old[each], new[each]) for each in new if each in old]
    return Since(
        added=[(each, _sentence(new[each], language)) for each in new if each not in old],
        gone=[(each, _sentence(old[each], language)) for each in old if each not in new],
        moved=[_moved(a, b, language) for a, b in both if _other(a, b, language)],
        grounds=[b["id"] for a, b in both if not _other(a, b, language) and any(a[key] != b[key] for key in RESTS)],
    )


def _other(a: dict[str, Any], b: dict[str, Any], language: str) -> bool:
    return _sentence(a, language) != _sentence(b, language) or any(a[key] != b[key] for key in SAID)


def _moved(a: dict[str, Any], b: dict[str, Any], language: str) -> Moved:
    changes = [f"{key}: {_figure(a[key])} → {_figure(b[key])}" for key in SAID if a[key] != b[key]]
    return Moved(b["id"], _sentence(a, language), _sentence(b, language), "; ".join(changes))


def _sentence(claim: dict[str, Any], language: str) -> str:
    return str(claim["sentence"][language])


def _figure(value: Any) -> str:  # noqa: ANN401  (what JSON holds)
    if not isinstance(value, dict):
        return "–" if value in (None, "") else str(value)
    whole = f"/{value['of']}" if value["of"] is not None else ""
    interval = f" [{value['interval'][0]}, {value['interval'][1]}]" if value["interval"] else ""
    return f"{'–' if value['value'] is None else value['value']}{whole}{interval}"

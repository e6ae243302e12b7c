"""What kentering needs may be used by anybody for anything: no AGPL, no GPL alone, nothing non-commercial."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
REFUSED = re.compile(r"AGPL|Affero|(?<!L)GPL|(?<!Lesser )General Public|non-?commercial|CC-BY-NC|proprietary", re.I)
ALLOWED_BESIDE = re.compile(r"MPL|Mozilla|LGPL|Lesser")
"""One of several licences to choose from: the others need not be taken."""


def name_of(text: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", text).lower()


def needed() -> dict[str, Distribution]:
    """Every package that kentering needs here, and what those need, with the extra dask but not those for tests."""
    found: dict[str, Distribution] = {}
    todo = [("kentering", ("", "dask"))]
    while todo:
        name, extras = todo.pop()
        if name_of(name) in found:
            continue
        try:
            found[name_of(name)] = distribution(name)
        except PackageNotFoundError:
            continue
        for text in distribution(name).requires or []:
            each = Requirement(text)
            if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras):
                todo.append((each.name, tuple(each.extras) or ("",)))
    return found


def licence(package: Distribution) -> str:
    """What a package says of its licence."""
    told = package.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    names = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or [] if each.startswith("License ::")]
    own = [name for name in names if name != "OSI Approved"]
    return "; ".join(own) or (told.get("License") or "").strip().partition("\n")[0]


def test_every_package_says_its_licence_and_none_is_refused():
    packages = needed()
    assert len(packages) > 50
    said = {name: licence(package) for name, package in packages.items()}
    assert [name for name, text in said.items() if not text] == []
    refused = {name: text for name, text in said.items() if REFUSED.search(text) and not ALLOWED_BESIDE.search(text)}
    assert refused == {}


def test_every_package_that_is_needed_stands_in_the_list_of_licences():
    page = (ROOT / "LICENCES.md").read_text(encoding="utf-8")
    listed = {name_of(name) for name in re.findall(r"^\| ([\w.-]+) \|", page, re.M)}
    assert sorted(set(needed()) - listed - {"kentering"}) == []


def test_every_pin_but_torch_has_its_hashes_and_no_address_stands_in_the_lock():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = {name_of(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.M)}
    entries = re.split(r"\n(?=[\w-])", lock.partition("packages for graphics cards taken out.\n")[2].strip())
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in lock
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    wanted = {name_of(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", constraints, re.M)}
    assert {name: version for name, version in pins.items() if wanted.get(name, version) != version} == {}
    assert sorted(set(wanted) - set(pins) - {"torch"}) == []

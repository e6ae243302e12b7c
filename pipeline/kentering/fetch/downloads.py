"""The texts of a corpus that have an address of their own, fetched one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
from filelock import FileLock, Timeout

from kentering import weights
from kentering.corpus import Corpus
from kentering.errors import InputError, KenteringError, UnreadableError
from kentering.fetch.addresses import UnreachableError, shown
from kentering.fetch.manners import Manners, Visits
from kentering.fetch.places import file_name, is_missing, n_pages, place, write_down
from kentering.fetch.transfer import download


def missing(found: Corpus) -> pd.DataFrame:
    """The rows of documents whose file is not there."""
    gone = [is_missing(row, found.folder) for _, row in found.documents.iterrows()]
    return found.documents[pd.Series(gone, index=found.documents.index, dtype=bool)]


def fetched(found: Corpus, say: Callable[[str], None], manners: Manners | None = None) -> list[KenteringError]:
    """Fetch each missing text that has a pdf_url, and write its hash and pages into documents.csv; what failed.

    One request at a time, with a pause between two requests to one host; a fault in one text does not stop the rest.
    """
    gone = missing(found)
    wanted = gone[gone["pdf_url"] != ""]
    if wanted.empty:
        return []
    built = found.folder / "built"
    built.mkdir(exist_ok=True)
    try:
        with FileLock(built / "fetch.lock", timeout=0):
            return _all_fetched(found, wanted, say, Visits(manners or Manners()))
    except Timeout:
        message = f"{found.folder}: texts are being fetched already"
        return [InputError(message, "wait for the other kentering fetch to end")]


def _all_fetched(
    found: Corpus, wanted: pd.DataFrame, say: Callable[[str], None], visits: Visits
) -> list[KenteringError]:
    faults: list[KenteringError] = []
    for _, row in wanted.iterrows():
        name = shown(str(row["document_id"]))
        try:
            say(f"{name}: {_fetched(found, row, visits)}")
        except InputError as error:
            faults.append(type(error)(f"{name}: {error.message}", error.hint))
    return _offline(faults, list(visits.lost)) or faults


def fetched_encoder(found: Corpus, say: Callable[[str], None]) -> list[KenteringError]:
    """Fetch or build the encoder that the corpus asks for, where it is not there yet; what failed."""
    try:
        spec = weights.encoder_spec(found.settings.embed.model)
        say(f"encoder {spec.name} is in {weights.folder(spec)}")
    except InputError as error:
        return [error]
    return []


def _fetched(found: Corpus, row: pd.Series, visits: Visits) -> str:
    """Fetch one text; a line on what came."""
    path = place(row, found.folder)
    download(str(row["pdf_url"]), path, visits, str(row["sha256"]))
    try:
        pages = n_pages(path, found.settings.extract)
    except UnreadableError as error:
        write_down(found, row, path, None)
        message = f"fetched and kept, but {error.message}"
        raise InputError(message, error.hint) from None
    write_down(found, row, path, pages)
    size = path.stat().st_size / 1_000_000
    return f"fetched {file_name(row)}, {pages} pages, {size:.1f} MB"


def _offline(faults: Sequence[KenteringError], hosts: Sequence[str]) -> list[KenteringError]:
    """One line for all where no host at all could be reached."""
    if len(faults) < 2 or not all(isinstance(fault, UnreachableError) for fault in faults):
        return []
    message = f"no network: none of {len(faults)} texts could be fetched ({', '.join(hosts)} cannot be reached)"
    return [UnreachableError(message, "connect this machine and run the same command again, or get them by hand")]

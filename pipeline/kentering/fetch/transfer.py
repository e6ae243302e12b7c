"""One PDF from one https address: asked for politely, resumed, tried again, checked, then put in its place."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from kentering.errors import InputError
from kentering.fetch.addresses import shown
from kentering.fetch.manners import Manners, Visits
from kentering.fetch.part import HEAD, Part
from kentering.fetch.request import BY_HAND, AgainError, answer

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.util import Retry

CHUNK = 65536
AGAIN = "run the same command again later, or " + BY_HAND


def download(url: str, target: Path, visits: Visits, pinned: str = "") -> str:
    """Fetch a PDF to its place; its sha256.

    Raises:
        UnreachableError: the host cannot be found or reached.
        InputError: whatever else went wrong; the message says what, the hint how to go on.
    """
    part = Part(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        resumed = _received(url, part, visits)
        if resumed and (not part.is_whole() or (pinned and part.sha256() != pinned)):
            part.drop()
            _received(url, part, visits)
        found = _checked(url, part, pinned)
        part.finish()
    except OSError as error:
        message = f"{target.name} cannot be written: {error.strerror or error}"
        raise InputError(message, "make room, or see who may write in that folder") from error
    return found


def _checked(url: str, part: Part, pinned: str) -> str:
    """The hash of the whole file; what is not whole, or not the pinned file, is dropped."""
    if not part.is_whole():
        part.drop()
        message = f"{shown(url)} was cut short: the PDF lacks its end (%%EOF)"
        raise InputError(message, AGAIN)
    found = part.sha256()
    if pinned and found != pinned:
        part.drop()
        message = f"{shown(url)} now gives another file (sha256 {found}) than the one pinned ({pinned})"
        hint = "it was not kept; empty sha256 and pages in its row of documents.csv if the new file is wanted"
        raise InputError(message, hint)
    return found


def _received(url: str, part: Part, visits: Visits) -> bool:
    """Fetch all bytes of a file into its part, in several attempts if need be; was an older part gone on with?"""
    from urllib3.exceptions import MaxRetryError
    from urllib3.util import Retry

    manners = visits.manners
    retry = Retry(total=manners.attempts - 1, backoff_factor=manners.back_off, backoff_max=60)
    resumed = False
    while True:
        try:
            resumed |= _attempt(url, part, visits)
        except AgainError as failure:
            try:
                retry = retry.increment("GET", url, response=failure.response)
            except MaxRetryError:
                message = f"{shown(url)}: {failure}, {manners.attempts} times"
                raise InputError(message, AGAIN) from None
            _rest(url, retry, failure.response, manners)
        else:
            return resumed


def _rest(url: str, retry: Retry, response: BaseHTTPResponse | None, manners: Manners) -> None:
    """Wait as long as the server asks, else a little longer each time."""
    from urllib3.exceptions import InvalidHeader

    try:
        asked = retry.get_retry_after(response) if response is not None else None
    except InvalidHeader:
        asked = None
    if asked is not None and asked > manners.longest_wait:
        message = f"{shown(url)}: the server asks to come back in {asked:.0f} seconds"
        raise InputError(message, "run the same command again after that time")
    manners.sleep(retry.get_backoff_time() if asked is None else asked)


def _attempt(url: str, part: Part, visits: Visits) -> bool:
    """One try at the bytes that are still missing; did it go on with an older part?"""
    note = part.noted(url)
    headers = {}
    if note:
        headers["Range"] = f"bytes={part.size}-"
        if version := note.get("etag") or note.get("modified"):
            headers["If-Range"] = str(version)
    with answer(url, headers, visits) as response:
        if response.status == 206 and _goes_on(response, part, note):
            _save(url, response, part, visits.manners)
            return True
        if response.status == 200:
            part.begin(url, response.headers)
            _save(url, response, part, visits.manners)
            return False
        part.drop()
        said = f"the server answers with {response.status} to a request to go on"
        raise AgainError(said)


def _goes_on(response: BaseHTTPResponse, part: Part, note: dict[str, str]) -> bool:
    """Does the answer begin where the part ends, in a file of the same size?"""
    unit, _, rest = response.headers.get("Content-Range", "").partition(" ")
    place, _, total = rest.partition("/")
    start = place.partition("-")[0]
    same = not note.get("total") or total in ("*", note["total"])
    return bool(note) and unit == "bytes" and start == str(part.size) and same


def _save(url: str, response: BaseHTTPResponse, part: Part, manners: Manners) -> None:
    """Write the body; stops as soon as it is seen to be no PDF, too large or too slow."""
    from urllib3.exceptions import HTTPError, ReadTimeoutError

    begun, known = time.monotonic(), False
    _check_size(url, part, response.length_remaining or 0, manners)
    try:
        while chunk := response.read1(CHUNK, decode_content=True):
            _check_size(url, part, len(chunk), manners)
            part.add(chunk)
            if not known and part.size >= HEAD:
                _check_kind(url, response, part)
                known = True
            if time.monotonic() - begun > manners.longest:
                message = f"{shown(url)}: too slow, {part.size} bytes in {manners.longest:.0f} seconds"
                raise InputError(message, "what came is kept; run the same command again to go on")
    except ReadTimeoutError:
        said = f"no more bytes came for {manners.timeout:.0f} seconds"
        raise AgainError(said) from None
    except HTTPError:
        whole = response.headers.get("Content-Range", "").rpartition("/")[2] or response.headers.get("Content-Length")
        said = f"cut short, {part.size} of {whole or 'an unknown number of'} bytes came"
        raise AgainError(said) from None
    if not known:
        _check_kind(url, response, part)


def _check_size(url: str, part: Part, more: int, manners: Manners) -> None:
    if part.size + more > manners.largest:
        part.drop()
        message = f"{shown(url)} is larger than {manners.largest // 1_000_000} MB"
        raise InputError(message, "is it the plan itself? if it is, " + BY_HAND)


def _check_kind(url: str, response: BaseHTTPResponse, part: Part) -> None:
    """What does not begin as a PDF is dropped and called by its name."""
    if part.size and part.is_pdf():
        return
    head = part.head().lstrip().lower() if part.size else b""
    declared = shown(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
    part.drop()
    if declared == "text/html" or head.startswith((b"<!doctype html", b"<html")):
        message = f"{shown(url)} gives a web page, not a PDF"
        hint = "open it in a browser: put the address of the PDF itself in pdf_url, or save the PDF by hand"
        raise InputError(message, hint)
    message = f"{shown(url)} gives " + (f"{declared or 'something'}, not a PDF" if head else "nothing (0 bytes)")
    raise InputError(message, "put the address of the PDF itself in pdf_url, or " + BY_HAND)

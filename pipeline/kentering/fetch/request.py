"""One request to one https address: redirects on its host followed, the connection made to the address checked."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from kentering.errors import InputError
from kentering.fetch.addresses import Address, UnreachableError, address, public_ips, shown
from kentering.fetch.manners import Manners, Visits

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

MOVED = (301, 302, 303, 307, 308)
BUSY = (408, 425, 429, 500, 502, 503, 504)
BY_HAND = "open the address in a browser and save the PDF by hand"


class AgainError(Exception):
    """A failure that may pass; `response` is what the server said, if it said anything."""

    def __init__(self, said: str, response: BaseHTTPResponse | None = None) -> None:
        super().__init__(said)
        self.response = response


@contextmanager
def answer(url: str, headers: dict[str, str], visits: Visits) -> Iterator[BaseHTTPResponse]:
    """The final answer to a request, redirects on the same host followed."""
    here = address(url)
    for _ in range(visits.manners.redirects + 1):
        with _asked(here, headers, visits) as response:
            if response.status not in MOVED:
                _check_status(here, response)
                yield response
                return
            here = _moved(here, response.headers.get("Location", ""))
    message = f"{shown(url)} sends on from address to address, without end"
    raise InputError(message, BY_HAND)


def _moved(here: Address, location: str) -> Address:
    """Where a redirect leads; it may not leave the host."""
    there = urljoin(str(here), location)
    try:
        new = address(there)
    except InputError as error:
        message = f"{shown(str(here))} sends on: {error.message}"
        raise InputError(message, error.hint) from None
    if (new.host, new.port) != (here.host, here.port):
        message = f"{shown(str(here))} sends on to another host: {shown(there)}"
        raise InputError(message, "if that address is to be trusted, put it in pdf_url")
    return new


def _check_status(here: Address, response: BaseHTTPResponse) -> None:
    status = response.status
    if status in (200, 206, 416):
        return
    if status in BUSY:
        said = f"the server answers with {status} (busy or out of order)"
        raise AgainError(said, response)
    said, hint = f"the server answers with {status}", BY_HAND
    if status in (404, 410):
        said, hint = (
            f"there is nothing at this address ({status})",
            "look for its new address on the page in source_url",
        )
    if status in (401, 403, 407, 451):
        said = f"the server does not give it to a program ({status})"
    message = f"{shown(str(here))}: {said}"
    raise InputError(message, hint)


@contextmanager
def _asked(here: Address, headers: dict[str, str], visits: Visits) -> Iterator[BaseHTTPResponse]:
    """One request; the connection goes to the very address that was checked, and no proxy is asked."""
    import urllib3

    manners = visits.manners
    visits.wait(here.host)
    try:
        ips = public_ips(here.host, here.port, manners.allowed)
        response = _opened(here, ips, headers, manners)
    except UnreachableError as error:
        visits.lost[here.host] = error
        raise
    except urllib3.exceptions.SSLError as error:
        raise _untrusted(here, error) from None
    except urllib3.exceptions.NewConnectionError:
        said = "the connection was refused"
        raise AgainError(said) from None
    except urllib3.exceptions.TimeoutError:
        said = f"no answer within {manners.timeout:.0f} seconds"
        raise AgainError(said) from None
    except urllib3.exceptions.HTTPError:
        said = "the connection was broken off"
        raise AgainError(said) from None
    finally:
        visits.done(here.host)
    try:
        yield response
    finally:
        response.close()
        visits.done(here.host)


def _opened(here: Address, ips: list[str], headers: dict[str, str], manners: Manners) -> BaseHTTPResponse:
    """The answer from the first of a host's addresses that takes a connection."""
    import urllib3

    for place, ip in enumerate(ips, start=1):
        pool = urllib3.HTTPSConnectionPool(
            ip,
            here.port,
            server_hostname=here.host,
            ssl_context=manners.context(),
            timeout=urllib3.Timeout(connect=min(manners.timeout, 15.0), read=manners.timeout),
        )
        try:
            return pool.urlopen(
                "GET",
                here.target,
                headers={"Host": here.authority, "Accept-Encoding": "identity", **_named(), **headers},
                retries=False,
                redirect=False,
                assert_same_host=False,
                preload_content=False,
            )
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError) as error:
            if place == len(ips):
                _check_network(here, error)
                raise
    message = f"{shown(here.host)} has no address"
    raise UnreachableError(message, "check the address and the network")


def _check_network(here: Address, error: Exception) -> None:
    cause = error.__cause__
    if isinstance(cause, OSError) and cause.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN):
        message = f"{shown(here.host)} cannot be reached"
        raise UnreachableError(message, "check the network") from None


def _untrusted(here: Address, error: Exception) -> InputError:
    """Why a host cannot prove that it is the host, in the words of the library that checked it."""
    reason = shown(str(error)).partition("certificate verify failed: ")[2].partition(" (_ssl")[0]
    message = f"{shown(here.host)} has no certificate to be trusted: {reason or 'no secure connection can be made'}"
    return InputError(message, "nothing was fetched; check the address, and ask the host's owner")


def _named() -> dict[str, str]:
    """How the project names itself."""
    from importlib.metadata import version

    return {"User-Agent": f"kentering/{version('kentering')}", "Accept": "application/pdf"}

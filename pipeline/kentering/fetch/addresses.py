"""Addresses that may be fetched from: https only, and public machines only."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from typing import NamedTuple

from kentering.errors import InputError
from kentering.text import clean

HTTPS = 443
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses of the sixth version that stand for one of the fourth (RFC 6052)."""

IP = ipaddress.IPv4Address | ipaddress.IPv6Address


class UnreachableError(InputError):
    """A host that cannot be found or reached from here."""


class Address(NamedTuple):
    """An https address: host without brackets, port, and what is asked of the host."""

    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the address writes them.

        >>> Address("::1", 8443, "/").authority, Address("politie.be", 443, "/").authority
        ('[::1]:8443', 'politie.be')
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == HTTPS else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"https://{self.authority}{self.target}"


def shown(url: str) -> str:
    r"""An address as a terminal may show it: no control signs, not without end.

    >>> shown("https://a.be/\x1b[2J")
    'https://a.be/ [2J'
    """
    cleaned = clean("".join(sign if sign.isprintable() else " " for sign in url))
    return cleaned if len(cleaned) <= 300 else cleaned[:299] + "…"


def address(url: str) -> Address:
    """The parts of an address; raises InputError where it is not https, has no host, or holds a name and password.

    >>> address("https://www.politie.be/plan.pdf?v=2#page=3").target
    '/plan.pdf?v=2'
    """
    from urllib3.exceptions import HTTPError
    from urllib3.util import parse_url

    hint = "write the direct address of the PDF, as https://host/file.pdf"
    try:
        parts = parse_url(url.strip())
    except HTTPError:
        message = f"{shown(url)} is no address"
        raise InputError(message, hint) from None
    if parts.scheme != "https":
        message = f"{shown(url)} is not an https address"
        raise InputError(message, f"only https is fetched: {hint}, or download the PDF by hand")
    if not parts.host or parts.auth:
        message = f"{shown(url)} " + ("holds a user name" if parts.auth else "names no host")
        raise InputError(message, hint)
    return Address(parts.host.strip("[]"), parts.port or HTTPS, parts.request_uri)


def public_ips(host: str, port: int, allowed: Collection[str] = ()) -> list[str]:
    """The numeric addresses of a host, for connecting to just these.

    Raises:
        UnreachableError: the host cannot be found.
        InputError: one of its addresses is local, private or reserved, and not among those allowed.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        message = f"{shown(host)} cannot be found"
        raise UnreachableError(message, "check the address and the network") from None
    ips = list(dict.fromkeys(str(each[4][0]) for each in found))
    for ip in ips:
        if ip not in allowed and not is_public(ip):
            message = f"{shown(host)} leads to {ip}, an address that is not public"
            raise InputError(message, "only public addresses are fetched; put the PDF in the folder by hand")
    return ips


def is_public(ip: str) -> bool:
    """Does an address lead to a machine on the public internet?

    An address that wraps another (mapped, 6to4, Teredo, NAT64) is as public as the one inside.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254"), is_public("193.191.245.1")
    (False, False, False, True)
    """
    try:
        parsed = ipaddress.ip_address(ip)
    except ValueError:
        return False
    return all(_is_global(each) for each in _inner(parsed))


def _is_global(ip: IP) -> bool:
    site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or site_local)


def _inner(ip: IP) -> list[IP]:
    """The addresses that an address wraps, else itself."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip in NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    wrapped: list[IP] = [each for each in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if each is not None]
    return wrapped or [ip]

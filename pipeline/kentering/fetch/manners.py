"""How politely, how far and how long is fetched; when each host was last asked."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kentering.fetch.addresses import UnreachableError


@dataclass(frozen=True)
class Manners:
    """Limits of fetching; times in seconds, sizes in bytes.

    `allowed` names local addresses that may be fetched from, `trust` the certificates believed instead of the system's.
    """

    pause: float = 2.0
    timeout: float = 30.0
    attempts: int = 4
    back_off: float = 2.0
    longest_wait: float = 120.0
    longest: float = 1800.0
    largest: int = 300_000_000
    redirects: int = 5
    allowed: frozenset[str] = frozenset()
    trust: ssl.SSLContext | None = None
    sleep: Callable[[float], None] = time.sleep

    def context(self) -> ssl.SSLContext:
        """What certificates are checked against: those given, else those that the system trusts."""
        if self.trust is not None:
            return self.trust
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass
class Visits:
    """When each host was last asked, and which could not be reached."""

    manners: Manners
    last: dict[str, float] = field(default_factory=dict)
    lost: dict[str, UnreachableError] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        """Pause before asking a host again; one that could not be reached is not tried again."""
        if host in self.lost:
            raise self.lost[host]
        left = self.last.get(host, float("-inf")) + self.manners.pause - time.monotonic()
        if left > 0:
            self.manners.sleep(left)

    def done(self, host: str) -> None:
        """Note that a host has just answered."""
        self.last[host] = time.monotonic()

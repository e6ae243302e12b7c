"""Stable ids for other programs, made from kentering's own."""

from __future__ import annotations

import uuid

SPACE = uuid.uuid5(uuid.NAMESPACE_OID, "kentering")


def guid(kind: str, *names: str) -> str:
    """The same id for the same thing, whenever and wherever it is exported (UUID version 5, RFC 9562).

    >>> guid("work", "nvp-2022") == guid("work", "nvp-2022") != guid("document", "nvp-2022")
    True
    """
    return str(uuid.uuid5(SPACE, "\n".join((kind, *(name.encode("utf-8", "replace").decode() for name in names)))))

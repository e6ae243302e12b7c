"""The XML of a REFI-QDA project or codebook, read without following anything that it points to."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from kentering.errors import InputError

DEEPEST = 100
"""Elements inside elements, at most: no codebook is deeper."""


def root(content: bytes, tag: str, where: str) -> Any:  # noqa: ANN401  (an element of the standard library)
    """The root element, which must bear this name; a document type or an entity raises InputError."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    depth, found = 0, None
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            found = element if depth == 0 else found
            if depth > DEEPEST:
                message = f"{where}: elements stand in each other more than {DEEPEST} deep"
                raise InputError(message, "export it again from the program that made it")
    except DefusedXmlException as error:
        message = f"{where} declares a document type or entities, which no REFI-QDA file needs: {type(error).__name__}"
        raise InputError(message, "do not open this file; ask who made it") from None
    except (ParseError, ValueError, LookupError) as error:
        message = f"{where} is no XML: {error}"
        raise InputError(message, "export it again from the program that made it") from None
    if found is None or local(found) != tag:
        message = f"{where} holds no {tag}"
        raise InputError(message, "a project comes as .qdpx, a codebook as .qdc")
    return found


def local(element: Any) -> str:  # noqa: ANN401
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Any, *path: str) -> Iterator[Any]:  # noqa: ANN401
    """The elements at the end of a path of names."""
    if not path:
        yield element
        return
    for child in element:
        if local(child) == path[0]:
            yield from children(child, *path[1:])


def text(element: Any, name: str) -> str:  # noqa: ANN401
    """The text of the first child of that name; empty where there is none."""
    return next((str(each.text or "") for each in children(element, name)), "")


def ident(given: str | None) -> str:
    """A GUID as it is compared: lower case, no braces.

    >>> ident("{D2C1E38E-5220-42FA-A442-908471CC7964}")
    'd2c1e38e-5220-42fa-a442-908471cc7964'
    """
    return (given or "").strip().strip("{}").lower()

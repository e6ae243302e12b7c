"""Bytes made wrong on purpose: the same seed gives the same bytes."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

from making import city_corpus, write

from kentering import tables

MANIFESTS = ("works.csv", "documents.csv", "priorities.csv", "links.csv", "labels.csv", "corpus.toml")

TOKENS = (
    *(b"/Type /Page", b"/Kids [1 0 R]", b"/Parent 1 0 R", b"/Count -1", b"/Count 99999999", b"/Length 0"),
    *(b"/Filter /FlateDecode", b"/Filter [/ASCII85Decode /LZWDecode]", b"/Encrypt 1 0 R", b"/Rotate 45", b"null"),
    *(b"<<", b">>", b"[", b"]", b"(", b")", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref\n0"),
    *(b"/MediaBox [0 0 0 0]", b"/MediaBox [0 0 1e30 nan]", b"-999999999999999999999", b"\x00", b"\xff" * 40),
    *(b"/OCProperties 3", b"/StructTreeRoot 5", b"/Outlines 2 0 R", b"/PageLabels << /Nums [0 0] >>"),
)
CELLS = (
    *(
        b"",
        b'"',
        b'""""',
        b",",
        b"\r",
        b"\n\n",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"=1+1",
        b"-1",
        b"1e400",
        b"nan",
    ),
    *(b"2022-13-45", b"9999999999", b"../../x", b"\xe2\x80\xae", b"\xed\xa0\x80", b"x" * 5000, b"true", b"[[", b"'''"),
)

MARKUP = (
    *(b"<", b">", b"&", b"&amp;#0;", b"&lol;", b"<!--", b"]]>", b"</Codes>", b"<Code/>", b"<Coding/>", b"<CodeRef/>"),
    *(b'guid=""', b'targetGUID="00000000-0000-0000-0000-000000000000"', b'codingUser="x"', b'isCodable="maybe"'),
    *(b'startPosition="-1"', b'endPosition="99999999"', b'plainTextPath="internal://../../x"', b'name=""'),
    *(b'<!DOCTYPE x [<!ENTITY lol "lol"><!ENTITY two "&lol;&lol;">]>', b'<!ENTITY e SYSTEM "file:///etc/hostname">'),
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"<Code>" * 300, b"x" * 5000),
)


def full_corpus(folder: Path) -> Path:
    """A city's plans with a row or more in every table that is kept by hand."""
    city_corpus(folder)
    items = [
        {
            "priority_id": f"{work}#{name.lower()}",
            "work_id": work,
            "kind": "priority",
            "position": place,
            "number": place,
        }
        | {"name_nl": name, "source_nl": "p. 1", "confidence_nl": "page", "origin": "person"}
        for work in ("stad-2018", "stad-2024")
        for place, name in enumerate(("Drugs", "Verkeersveiligheid"), start=1)
    ]
    link = {"from_id": "stad-2018#drugs", "to_id": "stad-2024#drugs", "relation": "same", "certainty": "high"}
    label = {"theme_id": "T01", "label_nl": "Drugs", "passages": "a b"}
    for name, rows in {"priorities": items, "links": [link | {"origin": "person"}], "labels": [label]}.items():
        columns = tables.columns(name)
        write(folder / f"{name}.csv", [{key: str(row.get(key, "")) for key in columns} for row in rows])
    with (folder / "corpus.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[cluster]\nn_themes = 5\nneighbours = [1.0, 0.6]\n")
    return folder


def mutated(content: bytes, dice: random.Random, pieces: tuple[bytes, ...]) -> bytes:
    """The bytes with one to eight things wrong: bits, cuts, repeats, swaps, numbers, foreign pieces."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        if not changed:
            changed = bytearray(b"x")
        start = dice.randrange(len(changed))
        end = min(len(changed), start + int(dice.expovariate(1 / 60)) + 1)
        kind = dice.randrange(7)
        if kind == 0:
            changed[start] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del changed[start:end]
        elif kind == 2:
            changed[start:start] = changed[start:end] * dice.randint(1, 4)
        elif kind == 3:
            changed[start:end] = dice.choice(pieces)
        elif kind == 4:
            changed[start:start] = dice.choice(pieces)
        elif kind == 5:
            _renumber(changed, dice)
        elif dice.random() < 0.3:
            del changed[start:]
    return bytes(changed)


def archive_made_wrong(content: bytes, dice: random.Random) -> bytes:
    """An archive with its bytes wrong, or, more often, one of the files in it."""
    if dice.random() < 0.25:
        return mutated(content, dice, TOKENS)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        texts = [name for name in sorted(before.namelist()) if not name.endswith((".pdf", "/"))]
        wrong = dice.choice([max(texts, key=lambda name: name.endswith(".qde")), *texts])
        for name in before.namelist():
            given = before.read(name)
            after.writestr(name, mutated(given, dice, MARKUP) if name == wrong else given)
    return packed.getvalue()


def made_wrong(name: str, content: bytes, dice: random.Random) -> bytes:
    """An exchange file made wrong in the way of its kind."""
    if name.endswith((".qdpx", ".xlsx")):
        return archive_made_wrong(content, dice)
    return mutated(content, dice, MARKUP if name.endswith(".qdc") else CELLS)


def _renumber(changed: bytearray, dice: random.Random) -> None:
    numbers = list(re.finditer(rb"\d+", bytes(changed)))
    if numbers:
        found = dice.choice(numbers)
        number = dice.choice([0, 1, -1, 2**31, 2**63, int(found.group()[:15]) + 1, dice.randrange(10_000)])
        changed[found.start() : found.end()] = str(number).encode()

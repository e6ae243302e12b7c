"""How the reading of a document ended, and whether it would end otherwise now."""

from __future__ import annotations

import os
from collections.abc import Mapping

import pandas as pd

from kentering import extract
from kentering.settings import ExtractSettings


def outcome(frames: Mapping[str, pd.DataFrame]) -> str:
    """What the file and the settings alone do not tell: left out, pages unread, pages read by text recognition.

    Empty where every page has its text. Two readings with the same file, settings and outcome are the same.
    """
    if len(frames["left_out"]):
        return "left out"
    blocks = frames["blocks"]
    parts = {"unread": extract.unread_pages(frames["furniture"]), "recognised": _recognised(blocks)}
    return "; ".join(f"{name}: {', '.join(map(str, pages))}" for name, pages in parts.items() if pages)


def settled(frames: Mapping[str, pd.DataFrame], settings: ExtractSettings, password: str = "") -> bool:
    """Would reading again give the same? Not where a password, or text recognition, is there now."""
    locked = (frames["left_out"]["hint"] == extract.LOCKED).any()
    if locked and (password or os.environ.get("KENTERING_PASSWORD")):
        return False
    if not extract.can_recognise(settings):
        return True
    only_pictures = frames["left_out"]["reason"].str.contains(extract.ONLY_PICTURES, regex=False).any()
    return not (only_pictures or extract.unread_pages(frames["furniture"]))


def _recognised(blocks: pd.DataFrame) -> list[int]:
    return sorted(int(page) for page in blocks.loc[blocks["source"] == "ocr", "page"].unique())

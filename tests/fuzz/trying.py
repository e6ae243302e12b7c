"""What the program says of wrong input; anything but a fault with a hint is a find."""

from __future__ import annotations

import traceback
from pathlib import Path

from kentering import extract
from kentering.corpus import corpus, faults
from kentering.errors import FaultsError, KenteringError, UnreadableError
from kentering.settings import ExtractSettings

LIMITS = ExtractSettings(max_seconds=60, max_page_seconds=20, ocr="off")
OWN_FAULT = "a fault of kentering"


def reading(path: Path) -> str:
    """Why reading a PDF is a find: the traceback; empty where it was read or refused with a hint."""
    try:
        extract.reading(path, "x", LIMITS)
    except UnreadableError as error:
        return "" if error.hint else f"no hint: {error}"
    except Exception:  # noqa: BLE001  (any other error is what is looked for)
        return traceback.format_exc()
    return ""


def opening(folder: Path) -> str:
    """Why opening a corpus is a find: the traceback; empty where it was opened or refused with hints."""
    try:
        found = faults(corpus(folder))
    except FaultsError as error:
        found = list(error.faults)
    except KenteringError as error:
        found = [error]
    except Exception:  # noqa: BLE001  (any other error is what is looked for)
        return traceback.format_exc()
    return "".join(f"no hint: {each}\n" for each in found if not each.hint)

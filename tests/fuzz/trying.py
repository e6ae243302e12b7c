"""What the program says of wrong input; anything but a fault with a hint is a find."""

from __future__ import annotations

import traceback
from pathlib import Path

import kentering as kt
from kentering import extract
from kentering.corpus import corpus, faults
from kentering.errors import FaultsError, KenteringError, UnreadableError
from kentering.export.back import bring_in
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


def bringing_in(study: kt.Study, path: Path) -> str:
    """Why bringing in an exchange file is a find: the traceback; empty where it came in or was refused with hints.

    What it left in the corpus must open again; the hand-kept tables are put back as they were.
    """
    names = ("labels.csv", "coding.csv", "codebook.csv")
    kept = {name: (study.folder / name).read_bytes() for name in names if (study.folder / name).is_file()}
    try:
        found = bring_in(study, path).faults
        return "".join(f"no hint: {each}\n" for each in found if not each.hint) or opening(study.folder)
    except FaultsError as error:
        found = list(error.faults)
    except KenteringError as error:
        found = [error]
    except Exception:  # noqa: BLE001  (any other error is what is looked for)
        return traceback.format_exc()
    finally:
        for name in names:
            (study.folder / name).unlink(missing_ok=True)
        for name, content in kept.items():
            (study.folder / name).write_bytes(content)
    return "".join(f"no hint: {each}\n" for each in found if not each.hint)


def exchanged(study: kt.Study, folder: Path) -> dict[str, bytes]:
    """Sound exchange files to start from: a project that people coded in another program, a codebook, coding sheets."""
    from coded import OtherProgram

    from kentering.export import export
    from kentering.export.coding_sheet import write_coding_sheet

    folder.mkdir(exist_ok=True)
    other = OtherProgram(export(study, folder, "refi-qda"))
    anna, codes = other.user("Anna"), sorted(other.codes())
    for place, selection in enumerate(other.selections().values()):
        other.recode(selection, codes[place % len(codes)], anna)
    paths = [other.save(folder / "coded.qdpx"), export(study, folder, "codebook")]
    paths += [write_coding_sheet(study, 20, folder / f"sheet{ending}") for ending in (".csv", ".xlsx")]
    return {path.name: path.read_bytes() for path in paths}

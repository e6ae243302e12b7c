"""Lists of declared items that are well-formed and yet do not hold: a part without its whole, a ring, no source."""

from __future__ import annotations

import pandas as pd

from kentering.corpus.cells import HEADER_ROWS
from kentering.corpus.rows import lines
from kentering.errors import InputError, KenteringError, UnknownNameError
from kentering.tables import LANGUAGES

_WHERE = "priorities.csv, row"
_TONGUES = {"nl": "Dutch", "fr": "French", "en": "English"}


def usable_priorities(priorities: pd.DataFrame, works: pd.DataFrame, faults: list[KenteringError]) -> pd.DataFrame:
    """The items of known works that stand in a tree: each with its parent in the same plan, none its own ancestor.

    What stands below an item that is left out is left out with it, and the item's fault says how many.
    """
    known = {str(each) for each in works["work_id"]}
    parent_of = dict(zip(priorities["priority_id"], priorities["parent_id"], strict=True))
    work_of = dict(zip(priorities["priority_id"], priorities["work_id"], strict=True))
    found: dict[str, tuple[int, str, str]] = {}
    for line, row in lines(priorities):
        if row["work_id"] not in known:
            unknown = UnknownNameError(row["work_id"], "work_id", works["work_id"])
            guess = f"{unknown.hint} " if unknown.hint.startswith("did you mean") else ""
            hint = f"{guess}correct the name, or add the work to works.csv"
            found[row["priority_id"]] = (line, unknown.message, hint)
        elif row["parent_id"]:
            fault = _parent_fault(row, parent_of, work_of)
            if fault:
                found[row["priority_id"]] = (line, *fault)
        elif row["kind"] == "sub":
            message = f"{row['priority_id']} is of kind sub and has no parent_id"
            hint = "write in parent_id the item that it is part of, or give it another kind"
            found[row["priority_id"]] = (line, message, hint)
        if row["priority_id"] not in found and not any(row[f"name_{language}"] for language in LANGUAGES):
            message = f"{row['priority_id']} has no name in any language"
            found[row["priority_id"]] = (line, message, "write its name in name_nl, name_fr or name_en")
    below = _below(set(found), parent_of)
    for item, (line, message, hint) in found.items():
        with_it = sum(top == item for top in below.values())
        tail = f"; {with_it} below it left out with it" if with_it else ""
        faults.append(InputError(f"{_WHERE} {line}: {message}{tail}", hint))
    return priorities[~priorities["priority_id"].isin([*found, *below])]


def _parent_fault(row: dict[str, str], parent_of: dict[str, str], work_of: dict[str, str]) -> tuple[str, str] | None:
    parent = row["parent_id"]
    if parent not in parent_of:
        unknown = UnknownNameError(parent, "parent_id", parent_of)
        guess = f"{unknown.hint} " if unknown.hint.startswith("did you mean") else ""
        return unknown.message, f"{guess}correct the name, or add the row that it points to"
    if work_of[parent] != row["work_id"]:
        return f"parent_id '{parent}' is an item of another plan", "ties between plans go in links.csv"
    ring = _ring(row["priority_id"], parent_of)
    if ring:
        said = " -> ".join([*ring, ring[0]])
        return f"{row['priority_id']} is part of itself: {said}", "empty the parent_id of the highest of them"
    return None


def _ring(item: str, parent_of: dict[str, str]) -> list[str]:
    """The items that lead from one back to itself, each followed by its parent; empty where none do."""
    path = [item]
    while parent_of.get(path[-1]) and parent_of[path[-1]] not in path:
        path.append(parent_of[path[-1]])
    return path if parent_of.get(path[-1]) == item else []


def _below(lost: set[str], parent_of: dict[str, str]) -> dict[str, str]:
    """For each item below a lost one, and not lost itself, the nearest lost item above it."""
    found = {}
    for item in parent_of:
        above, seen = parent_of[item], {item}
        while above and above not in lost and above in parent_of and above not in seen:
            seen.add(above)
            above = parent_of[above]
        if above in lost and item not in lost:
            found[item] = above
    return found


def places_twice(priorities: pd.DataFrame, written: pd.DataFrame) -> list[KenteringError]:
    """The items that stand in the place of another one of their list, below the same item: one fault each.

    Their rows can be used; but which of the two the plan prints first is not known. `written` holds the file's cells.
    """
    line_of = _lines_of(written)
    first: dict[tuple[str, str, int], str] = {}
    found: list[KenteringError] = []
    rows = priorities.loc[priorities["origin"] == "person", ["priority_id", "work_id", "parent_id", "position"]]
    for item, work, parent, position in sorted(rows.itertuples(index=False), key=lambda row: line_of[str(row[0])]):
        other = first.setdefault((str(work), str(parent), int(position)), str(item))
        if other != item:
            message = f"{item} has the position {position} of {other}, in row {line_of[other]}"
            where = f"{_WHERE} {line_of[str(item)]}"
            found.append(InputError(f"{where}: {message}", "give each item its own place in the printed order"))
    return found


def _lines_of(written: pd.DataFrame) -> dict[str, int]:
    """The first row of the file in which each item stands."""
    lines_of: dict[str, int] = {}
    for index, item in zip(written.index, written["priority_id"], strict=True):
        lines_of.setdefault(str(item), int(index) + HEADER_ROWS)
    return lines_of


def lists_without_source(priorities: pd.DataFrame, written: pd.DataFrame) -> list[KenteringError]:
    """The lists of which some name has no source: one fault for each plan and language; items found in a text have it.

    Their rows can be used; but a list that cannot be looked up should not be published. `written` are the cells of the
    file, rows that were left out included.
    """
    line_of = _lines_of(written)
    by_hand = priorities[priorities["origin"] == "person"]
    found: list[KenteringError] = []
    for language in LANGUAGES:
        bare = by_hand[(by_hand[f"name_{language}"] != "") & (by_hand[f"source_{language}"] == "")]
        for work_id, rows in bare.groupby("work_id", sort=True):
            number = int((by_hand.loc[by_hand["work_id"] == work_id, f"name_{language}"] != "").sum())
            first = min(line_of[str(item)] for item in rows["priority_id"])
            many = f"{len(rows)} of the {number} {_TONGUES[language]} names of {work_id} have no source"
            found.append(InputError(f"{_WHERE} {first}: {many}", f"write in source_{language} where they were read"))
    return found

"""What a user can mend: every error names the thing and carries a hint, the way out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class KenteringError(Exception):
    """An error that a user can mend; the message says what is wrong, the hint how to go on."""

    def __init__(self, message: str, hint: str = "", row: int | None = None) -> None:
        super().__init__(message)
        self.row = row
        self.message = " ".join(message.split())
        self.hint = " ".join(hint.split())

    def __str__(self) -> str:
        """The message and its hint on one line.

        >>> str(KenteringError("works.csv, row 3: no cycle", "write it as 2022-2025"))
        'works.csv, row 3: no cycle (hint: write it as 2022-2025)'
        """
        return f"{self.message} (hint: {self.hint})" if self.hint else self.message


class InputError(KenteringError):
    """A file, a row or a setting that cannot be used as it is."""


class UnreadableError(InputError):
    """A PDF that gives no text: damaged, locked, a picture only."""


class FaultsError(InputError):
    """Several faults found in one go; `faults` holds them all."""

    def __init__(self, faults: list[KenteringError]) -> None:
        count = f"{len(faults)} fault" + ("s" if len(faults) > 1 else "")
        super().__init__(f"{count}: " + "; ".join(str(fault) for fault in faults))
        self.faults = faults


class UnknownNameError(InputError):
    """A name that does not exist, with the nearest one that does."""

    def __init__(self, name: str, kind: str, known: Iterable[str]) -> None:
        names = [str(each) for each in known]
        near = difflib.get_close_matches(name.lower(), [each.lower() for each in names], n=1, cutoff=0.5)
        guess = next((each for each in names if each.lower() == near[0]), "") if near else ""
        hint = f"did you mean {guess}?" if guess else "there are: " + (", ".join(names) or "none")
        super().__init__(f"no {kind} '{name}'", hint)

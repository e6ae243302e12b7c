"""What a plan is called."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from kentering.tables import LANGUAGES

_MEMORY = {"nl": "uit het geheugen", "fr": "de mémoire", "en": "from memory"}


def title(work: Mapping[Hashable, Any] | pd.Series, language: str = "nl") -> str:
    """The title of a row of works in a language, else in the first that has one, else its id.

    A title that nobody saw printed is never given without the word memory, in the language of the title.

    >>> title({"work_id": "a", "title_nl": "", "title_fr": "", "title_en": "Plan", "title_confidence": "memory"})
    'Plan (from memory)'
    """
    for each in (language, *LANGUAGES):
        if work[f"title_{each}"]:
            recalled = "memory" in (work.get("title_confidence"), work.get("confidence"))
            return f"{work[f'title_{each}']} ({_MEMORY[each]})" if recalled else str(work[f"title_{each}"])
    return str(work["work_id"])

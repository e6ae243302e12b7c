"""What plans are called, and how names that several share are told apart."""

from __future__ import annotations

from collections import Counter
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


def told_apart(works: pd.DataFrame, names: Mapping[str, str]) -> dict[str, str]:
    """The names of works, with the work's own id where several share one; of those the only final plan keeps it bare.

    >>> both = pd.DataFrame({"work_id": ["cm-a", "cm-b"], "status": ["final", "final"]})
    >>> told_apart(both, {"cm-a": "CM 2020", "cm-b": "CM 2020"})
    {'cm-a': 'CM 2020 [cm-a]', 'cm-b': 'CM 2020 [cm-b]'}
    """
    bearers = Counter(names.values())
    final = {str(work) for work in works.loc[works["status"] == "final", "work_id"]}
    finals = Counter(name for work, name in names.items() if work in final)
    bare = {work for work, name in names.items() if bearers[name] == 1 or (work in final and finals[name] == 1)}
    return {work: name if work in bare else f"{name} [{work}]" for work, name in names.items()}

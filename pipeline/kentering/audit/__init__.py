"""All of it -> checks: may these numbers be believed?"""

from __future__ import annotations

import pandas as pd

from kentering.audit.evidence import Evidence
from kentering.audit.found_again import found_again, found_again_checks
from kentering.audit.languages import language_checks
from kentering.audit.lists import list_checks
from kentering.audit.reading import reading_checks
from kentering.audit.spoken import LISTED, Spoken, language_of_text, spoken
from kentering.audit.themes import theme_checks
from kentering.settings import AuditSettings
from kentering.tables import from_rows

__all__ = ["LISTED", "VERSION", "Evidence", "Spoken", "checks", "found_again", "spoken"]

VERSION = "12"


def checks(evidence: Evidence, settings: AuditSettings, least_stability: float) -> pd.DataFrame:
    """Doubts answered with a figure: reading first, then themes, languages, and the lists kept by hand.

    A check that fails has one row per subject (a document, a work, a theme); one that holds has a single row with an
    empty subject and the worst figure. A check that the corpus gives no ground for has no row. A theme whose stability
    is under `least_stability` (`compare.stability`) carries no claim.
    """
    rows = [
        *reading_checks(evidence, settings),
        *language_of_text(evidence),
        *found_again_checks(evidence, settings),
        *theme_checks(evidence, settings, least_stability),
        *language_checks(evidence, settings),
        *list_checks(evidence, settings),
    ]
    return from_rows("checks", rows)

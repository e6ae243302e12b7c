"""What people made of the passages, and how far they agree with each other and with the machine."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from kentering import coding

if TYPE_CHECKING:
    from kentering.study.built import Built


class Coded:
    """The part of a study that holds people's own coding."""

    built: Built

    @property
    def coding(self) -> pd.DataFrame:
        """People's themes for passages, as they were given."""
        return self.built.corpus.coding

    @property
    def codebook(self) -> pd.DataFrame:
        """The themes that people had in hand when they coded."""
        return self.built.corpus.codebook

    @cached_property
    def agreement(self) -> pd.DataFrame:
        """How far people agree with each other and with the machine, with intervals."""
        built = self.built
        return coding.agreement(self.coding, self.codebook, built.themes, built.assignments, built.settings.compare)

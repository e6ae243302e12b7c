"""kentering: the turn of the tide in security plans.

`kentering.open(folder)` gives a `Study`; everything else hangs on it. Heavy packages are imported when first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kentering.errors import InputError, KenteringError

if TYPE_CHECKING:
    from kentering import plot
    from kentering.export import export as write_export
    from kentering.report import write as write_report
    from kentering.study import Study
    from kentering.study import open_study as open  # noqa: A004  kt.open is how a notebook begins

__all__ = ["InputError", "KenteringError", "Study", "open", "plot", "write_export", "write_report"]

_LATER = {
    "Study": ("kentering.study", "Study"),
    "open": ("kentering.study", "open_study"),
    "plot": ("kentering.plot", ""),
    "write_export": ("kentering.export", "export"),
    "write_report": ("kentering.report", "write"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the name stands for)
    if name not in _LATER:
        message = f"module 'kentering' has no attribute '{name}'"
        raise AttributeError(message)
    from importlib import import_module

    module, attribute = _LATER[name]
    found = import_module(module)
    return getattr(found, attribute) if attribute else found

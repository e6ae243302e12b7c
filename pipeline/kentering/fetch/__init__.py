"""Gets the texts of a corpus: by address where there is one, else by hand; finds the row that a PDF belongs to."""

from kentering.fetch.adopt import checked, mended
from kentering.fetch.by_hand import by_hand
from kentering.fetch.downloads import fetched, fetched_encoder, missing
from kentering.fetch.manners import Manners

__all__ = ["Manners", "by_hand", "checked", "fetched", "fetched_encoder", "mended", "missing"]

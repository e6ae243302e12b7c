"""Charts as SVG text and PNG bytes, with no browser and no network."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

# Vega numbers the ids of clip paths and gradients through the life of the process: an id, or a reference to one.
SVG_ID = re.compile(r'(?<=\bid=")[^"]+(?=")|(?<=url\(#)[^)]+(?=\))|(?<=href="#)[^"]+(?=")')
# Where the root element of an SVG ends.
SVG_ROOT = re.compile(r"<svg\b([^>]*)>")


def alt_text(chart: Any) -> str:  # noqa: ANN401  (any Altair chart)
    """What a chart shows, in one or two sentences."""
    description = chart.description
    return description if isinstance(description, str) else ""


def svg(chart: Any) -> str:  # noqa: ANN401
    """A chart as SVG; the same chart gives the same text, and its ids differ from those of other charts."""
    import vl_convert

    spec = chart.to_dict(validate=False)  # Altair checked each part when it was made
    drawn = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    prefix = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:8]
    return _titled(_renumbered(drawn, prefix), alt_text(chart))


def png(chart: Any, scale: float = 2.0) -> bytes:  # noqa: ANN401
    """A chart as PNG, `scale` pixels to a unit."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg(chart), scale=scale))


def _renumbered(drawn: str, prefix: str) -> str:
    order: dict[str, str] = {}
    return SVG_ID.sub(lambda found: order.setdefault(found.group(), f"v{prefix}-{len(order)}"), drawn)


def _titled(drawn: str, title: str) -> str:
    """The SVG with its text alternative; what Vega says of every mark is left to the one sentence."""
    if not title:
        return drawn
    root = SVG_ROOT.search(drawn)
    size = root.group(1) if root else ""
    head = f'<svg{size} role="img" aria-label={quoteattr(title)}><title>{escape(title)}</title>'
    return SVG_ROOT.sub(lambda _: head, drawn, count=1)

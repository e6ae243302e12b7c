"""Charts as SVG text, PNG and PDF bytes, and as files, with no browser and no network."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kentering.errors import UnknownNameError
from kentering.store import beside

# Vega numbers the ids of clip paths and gradients through the life of the process: an id, or a reference to one.
SVG_ID = re.compile(r'(?<=\bid=")[^"]+(?=")|(?<=url\(#)[^)]+(?=\))|(?<=href="#)[^"]+(?=")')
PRINT, SCREEN = 300, 72  # dots and units to the inch
# Vega makes functions of the expressions of a chart; nothing may be fetched or sent.
ALONE = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:"
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


def pdf(chart: Any) -> bytes:  # noqa: ANN401
    """A chart as a PDF of one page, with its text as text."""
    import vl_convert

    return bytes(vl_convert.svg_to_pdf(svg(chart)))


def html(chart: Any) -> bytes:  # noqa: ANN401
    """A chart as a page that tells what stands under the pointer; it holds all that it needs and reaches no network."""
    import vl_convert

    page = vl_convert.vegalite_to_html(chart.to_dict(validate=False), bundle=True, renderer="svg")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{ALONE}">'
    described = f"<title>{escape(alt_text(chart))}</title>"
    return str(re.sub(r"<head>", lambda _: f"<head>{policy}{described}", page, count=1)).encode()


def save(chart: Any, path: Path | str) -> Path:  # noqa: ANN401
    """Write a chart to a file, in the form that the end of its name says.

    .svg, .pdf, .png (300 dots to the inch), or .html, where the pointer shows what stands behind a mark.
    """
    target = Path(path)
    makers: dict[str, Callable[[], bytes]] = {
        ".svg": lambda: svg(chart).encode(),
        ".pdf": lambda: pdf(chart),
        ".png": lambda: png(chart, PRINT / SCREEN),
        ".html": lambda: html(chart),
    }
    if target.suffix.lower() not in makers:
        raise UnknownNameError(target.suffix, "form of chart", makers)
    target.parent.mkdir(parents=True, exist_ok=True)
    with beside(target) as temporary:
        temporary.write_bytes(makers[target.suffix.lower()]())
    return target


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

"""SVG as text: everything that is put in is escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable

STYLE = """
.figure { font: 13px/1.3 system-ui, "Segoe UI", Roboto, sans-serif; --ink: #16213a; --dim: #55647c; --soft: #dde3ec; --paper: #ffffff;
  --company: #3b82f6; --university: #c2700c; --country: #15803d; --place: #0d9488; --government: #8b5cf6; --program: #db2777;
  --facility: #64748b; --organization: #0891b2; }
@media (prefers-color-scheme: dark) { .figure { --ink: #e6ecf5; --dim: #9dadc4; --soft: #2a3852; --paper: #131c2e; } }
.figure text { fill: var(--ink); }
.figure .dim, .figure text.dim { fill: var(--dim); }
.figure .rule { stroke: var(--soft); stroke-width: 1; fill: none; }
.figure .back { fill: var(--paper); }
.figure .land { fill: var(--soft); }
.figure a:hover > *, .figure a:focus-visible > * { opacity: 1; stroke: var(--ink); }
.figure a:focus-visible { outline: 3px solid #f59e0b; }
.figure .mark { fill: var(--c, var(--dim)); stroke: var(--paper); stroke-width: 1; }
.figure .ring { fill: var(--paper); stroke: var(--dim); stroke-width: 1.5; }
.figure a > .reach { fill: none; stroke: none; stroke-width: 12; pointer-events: stroke; }
.figure .band { fill: none; stroke: var(--c, var(--dim)); opacity: .4; }
.figure .line { fill: none; stroke: var(--dim); opacity: .75; }
.figure .unsure { stroke-dasharray: 5 4; }
.figure .halo { stroke: var(--paper); stroke-width: 3.5; stroke-linejoin: round; paint-order: stroke; }
.figure .company { --c: var(--company); } .figure .university { --c: var(--university); } .figure .country { --c: var(--country); }
.figure .place { --c: var(--place); } .figure .government { --c: var(--government); } .figure .program { --c: var(--program); }
.figure .facility { --c: var(--facility); } .figure .organization { --c: var(--organization); }
"""
"""How the marks of all figures look."""

_OPEN = {"considered", "cancelled"}


def tag(name: str, *inner: str, **about: object) -> str:
    """An element; attributes that are None are left out, `class_` and `stroke_width` are `class` and `stroke-width`."""
    told = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_text(value))}"
        for key, value in about.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(inner)}</{name}>" if inner else f"<{name}{told}/>"


def words(text: str, **about: object) -> str:
    """A text element."""
    return tag("text", escape(_clean(text)), **about)


def linked(address: str | None, title: str, *inner: str) -> str:
    """Marks with a note, which lead to an address if there is one."""
    note = tag("title", escape(_clean(title)))
    if address is None:
        return tag("g", note, *inner)
    return tag("a", note, *inner, href=address)


def drawing(inner: Iterable[str], width: float, height: float, title: str) -> str:
    """A figure of that size, with the words that a screen reader says."""
    return tag(
        "svg",
        *inner,
        class_="figure",
        viewBox=f"0 0 {_text(width)} {_text(height)}",
        width=width,
        height=height,
        role="group",
        aria_label=title,
    )


def standalone(figure: str, base: str) -> str:
    """A figure as a file of its own, whose links lead to addresses under `base`."""
    head = '<svg xmlns="http://www.w3.org/2000/svg"'
    led = figure.replace(' href="/', f" href={quoteattr(base)[:-1]}")
    return led.replace("<svg", head, 1).replace(">", f"><style>{STYLE}</style>", 1)


def short(text: str, most: int = 32) -> str:
    """A name that fits."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def unsure(statuses: Iterable[str]) -> bool:
    """Whether nothing of it is more than considered or was dropped: drawn with dashes."""
    told = set(statuses)
    return bool(told) and told <= _OPEN


def _text(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else _clean(str(value))


def _clean(text: str) -> str:
    # What XML cannot hold, even escaped.
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)

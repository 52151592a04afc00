"""Pages: templates that escape everything, and what they are filled with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from graph.queries import format_amount, format_period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.queries import EventView, SourceView

_env = Environment(
    loader=PackageLoader("api", "web/templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


def amount(event: EventView | SourceView) -> str:
    """How much: money, or else a count of people, jobs, megawatts."""
    money = format_amount(event.amount, event.currency, event.qualifier, event.amount_max)
    count = f"{event.quantity:,.10g} {event.unit or ''}".strip() if event.quantity else ""
    return " · ".join(x for x in (money, count) if x)


def is_web(address: str | None) -> bool:
    """Whether an address may be a link: `javascript:` and the like may not."""
    return bool(address) and str(address).lower().startswith(("http://", "https://"))


_env.filters["amount"] = amount
_env.filters["period"] = format_period
_env.filters["pretty"] = lambda value: json.dumps(value, ensure_ascii=False, indent=2)
_env.filters["coded"] = lambda text: coded(text)
_env.tests["web"] = is_web


def coded(text: str) -> Markup:
    """A text as safe HTML, what stands between backticks as code."""
    parts = (Markup("<code>{}</code>" if n % 2 else "{}").format(x) for n, x in enumerate(text.split("`")))
    return Markup("").join(parts)


def page(name: str, **about: Any) -> HTMLResponse:
    """A page from the template of that name."""
    return HTMLResponse(_env.get_template(name).render(**{"q": "", **about}))


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """A text as safe HTML with stretches of it marked; overlapping ones are joined."""
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    parts, at = [], 0
    for start, end in joined:
        parts += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        at = end
    return Markup("").join([*parts, escape(text[at:])])

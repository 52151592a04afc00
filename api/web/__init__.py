"""Pages: templates that escape everything, and what they are filled with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

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


_BACKWARD = {
    "invests_in": "invested in by",
    "funds": "funded by",
    "acquires": "acquired by",
    "buys_from": "sells to",
    "establishes": "established by",
    "trains": "trained by",
    "supports": "supported by",
    "partner_of": "partner of",
    "member_of": "has the member",
    "subsidiary_of": "parent of",
    "located_in": "home of",
}


def edge_in_words(edge: str, outward: bool = True) -> str:
    """What an edge says of the entity that it begins at, or else of the one that it leads to."""
    told = edge.replace("_", " ")
    return told if outward else _BACKWARD.get(edge, f"{told} (of it)")


def is_web(address: str | None) -> bool:
    """Whether an address may be a link: `javascript:` and the like may not."""
    return bool(address) and str(address).lower().startswith(("http://", "https://"))


_env.filters["amount"] = amount
_env.filters["money"] = lambda value: format_amount(value, "USD")
_env.filters["worth"] = format_amount
_env.filters["exact"] = lambda value: f"{value:,.2f}".removesuffix(".00")
_env.filters["period"] = format_period
_env.filters["json"] = lambda value: Markup(json.dumps(value).replace("<", "\\u003c"))
_env.filters["pretty"] = lambda value: json.dumps(value, ensure_ascii=False, indent=2)
_env.filters["coded"] = lambda text: coded(text)
_env.filters["edge"] = edge_in_words
_env.tests["web"] = is_web


def coded(text: str) -> Markup:
    """A text as safe HTML, what stands between backticks as code."""
    parts = (Markup("<code>{}</code>" if n % 2 else "{}").format(x) for n, x in enumerate(text.split("`")))
    return Markup("").join(parts)


def read_templates() -> None:
    """Read and translate all templates, so that no page waits for that."""
    for name in _env.list_templates():
        _env.get_template(name)


def page(name: str, *, code: int = 200, **about: Any) -> HTMLResponse:
    """A page from the template of that name."""
    return HTMLResponse(_env.get_template(name).render(**{"q": "", **about}), code)


def fragment(name: str, **about: Any) -> HTMLResponse:
    """A part of a page, which a script puts into its place."""
    return HTMLResponse(_env.get_template(name).render(**about))


class Passage(NamedTuple):
    """A stretch of a text, and where it leads: an address on this site, or "" for nowhere."""

    start: int
    end: int
    leads_to: str = ""
    title: str = ""


def marked(text: str, passages: Iterable[Passage]) -> Markup:
    """A text as safe HTML with passages marked; overlapping ones are joined, each leads on by a number behind."""
    joined: list[tuple[int, int, list[Passage]]] = []
    for p in sorted(passages):
        if joined and p.start <= joined[-1][1]:
            start, end, held = joined[-1]
            joined[-1] = start, max(end, p.end), [*held, p]
        else:
            joined.append((p.start, p.end, [p]))
    parts, at, numbers = [], 0, dict[str, int]()
    for start, end, held in joined:
        parts += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        for p in held:
            if p.leads_to and p.leads_to not in {h.leads_to for h in held[: held.index(p)]}:
                n = numbers.setdefault(p.leads_to, len(numbers) + 1)
                told = Markup('<sup><a href="{}" title="{}">{}</a></sup>')
                parts.append(told.format(p.leads_to, p.title, n))
        at = end
    return Markup("").join([*parts, escape(text[at:])])

"""What a request to the SPARQL endpoint asks: the SPARQL 1.1 Protocol, reading only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException

from api.negotiation import choose
from api.results import FORMS, medias
from graph.store import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fastapi import Request

    from api.results import Form, Sort

MAX_QUERY = 100_000  # bytes of a body
METHODS = "GET, HEAD, POST, OPTIONS"
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_READS = "this endpoint only reads: ask by SELECT, ASK, CONSTRUCT or DESCRIBE"
_ADDRESS = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]*""")
Parameters = ImmutableMultiDict[str, str]


@dataclass(frozen=True)
class Asked:
    """A query, the graphs that it is asked over, and the forms in which its answer is taken."""

    query: str | None
    scope: Scope | None
    page: bool
    forms: Mapping[Sort, tuple[str, Form]]
    """For tables and graphs the media type and form; a sort that is not taken is missing."""


def read(request: Request, body: bytes | None = None) -> Asked:
    """What is asked by the parameters of an address, or with a body by POST.

    Raises:
        HTTPException: if the request breaks the protocol, with its status and what was expected.
    """
    told: Parameters = request.query_params
    query = _single(told, "query")
    if body is not None:
        given, more = _posted(request, body)
        if given is not None and query is not None:
            raise HTTPException(400, "two queries, one in the address and one in the body: send one")
        query = given if given is not None else query
        told = ImmutableMultiDict([*told.multi_items(), *more.multi_items()])
    if "update" in told:
        raise HTTPException(400, f"updates are refused: {_READS}")
    default, named = told.getlist("default-graph-uri"), told.getlist("named-graph-uri")
    for graph in (*default, *named):
        if not _ADDRESS.fullmatch(graph):
            raise HTTPException(400, f"graph {graph[:200]!r}: expected an absolute address (IRI)")
    scope = Scope(tuple(default), tuple(named)) if default or named else None
    return Asked(query, scope, *_forms(request.headers.get("accept"), told.getlist("format")))


def parameters_of(asked: Asked) -> str:
    """The query and its graphs as the parameters of an address."""
    scope = asked.scope or Scope()
    pairs = [("query", asked.query or "")]
    pairs += [("default-graph-uri", g) for g in scope.default] + [("named-graph-uri", g) for g in scope.named]
    return urlencode(pairs)


def _posted(request: Request, body: bytes) -> tuple[str | None, Parameters]:
    """The query of a body and the parameters beside it."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind == "application/sparql-update":
        raise HTTPException(415, f"updates are refused: {_READS}")
    if kind not in {_FORM, _DIRECT}:
        raise HTTPException(415, f"media type {kind or 'missing'}: expected {_FORM} or {_DIRECT}")
    charset = parameters.partition("charset=")[2].strip(' "').lower()
    if charset not in {"", "utf-8", "utf8"}:
        raise HTTPException(415, f"charset {charset}: expected UTF-8")
    try:
        text = body.decode("utf-8")
        if kind == _DIRECT:
            return text, ImmutableMultiDict()
        fields = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:  # UnicodeDecodeError is one
        raise HTTPException(400, f"the body cannot be read ({error}): expected UTF-8") from error
    form = ImmutableMultiDict(fields)
    return _single(form, "query"), form


def _single(told: Parameters, name: str) -> str | None:
    values = told.getlist(name)
    if len(values) > 1:
        raise HTTPException(400, f"{name} stands {len(values)} times: send it once")
    return values[0] if values else None


def _forms(accept: str | None, formats: list[str]) -> tuple[bool, dict[Sort, tuple[str, Form]]]:
    """Whether a page is wanted, and what else would be taken; a `format` that there is wins over the header."""
    if "html" in formats:
        return True, {}
    named = [found for name in formats if (found := _named(name.lower()))]
    if named:
        return False, named[0]
    if formats:
        raise HTTPException(400, f"format {formats[0][:200]!r}: expected html, {', '.join(FORMS)}")
    tables, graphs = medias("table"), medias("graph")
    page = choose(accept, [*tables, *graphs, "text/html"]) == "text/html"
    offers: tuple[tuple[Sort, dict[str, Form]], ...] = (("table", tables), ("graph", graphs))
    chosen = {sort: (media, offer[media]) for sort, offer in offers if (media := choose(accept, offer))}
    if not page and not chosen:
        raise not_acceptable(f"Accept: {(accept or '')[:200]}", [*tables, *graphs, "text/html"])
    return page, chosen


def _named(name: str) -> dict[Sort, tuple[str, Form]]:
    """The forms of that name or media type: json and xml are forms of tables and of graphs, as clients use them."""
    types = {name, f"application/{name}"}
    found: dict[Sort, tuple[str, Form]] = {}
    for form in FORMS.values():
        if form.name == re.sub(r"\W", "", name) or types & {form.media, *form.also}:
            found.setdefault(form.sort, (form.media, form))
    return found


def not_acceptable(why: str, offered: Iterable[str]) -> HTTPException:
    """That none of the forms there are is taken."""
    return HTTPException(406, f"{why}: expected one of {', '.join(dict.fromkeys(offered))}")

"""Which queries only read this store: a check on the words of a query, before any engine sees it.

Engines differ in where they see the end of a word (`SERVICE:x`, `ASKFROM`) and in what they do with escapes
of characters outside of strings. So the check is strict: what an engine could take for a forbidden word is
refused.
"""

from __future__ import annotations

import re

from graph.errors import QueryError

_ESCAPED = r"\\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8}"
_BODY = rf"""(?: [^<>"{{}}|^`\\\x00-\x20] | {_ESCAPED} )*+"""  # the inside of <…>
_PLAIN = rf"""(?: [^<>"{{}}|^`\\\x00-\x20'\#] | {_ESCAPED} )*+"""  # the same without quotes and #
_TOKEN = re.compile(
    rf"""
      \#[^\r\n]*
    | \"{{3}} (?: [^"\\] | \\[\s\S] | "(?!"") )*+ \"{{3}}
    | '{{3}} (?: [^'\\] | \\[\s\S] | '(?!'') )*+ '{{3}}
    | " (?: [^"\\\r\n] | \\. )*+ "
    | ' (?: [^'\\\r\n] | \\. )*+ '
    | [?$]\w+
    | \\.
    | < [A-Za-z][\w+.-]*+ :// {_BODY} >
    | (?P<unclear> < (?! {_PLAIN} > ) (?= {_BODY} > ) )
    | \d+ (?: \.\d+ )?
    | (?P<word> [^\W\d][\w-]*+ (?: \.[\w-]++ )*+ )? : (?: [\w:-] | %[0-9A-Fa-f]{{2}} | \\. )*+
    | (?P<bare> [^\W\d][\w-]*+ (?: \.[\w-]++ )*+ )
    """,
    re.VERBOSE,
)
_REACHING = re.compile("service|load", re.IGNORECASE)
_FROM = re.compile("from", re.IGNORECASE)
_WRITING = re.compile("insert|delete|drop|clear|create|add|move|copy", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_read_only(sparql: str) -> None:
    """Refuse a query that writes, or that reaches for anything outside of the store.

    Raises:
        QueryError: naming the word that is not allowed.
    """
    # Some engines resolve the escapes before they read the query, others do not: neither reading may offend.
    for reading in _readings(sparql):
        for token in _TOKEN.finditer(reading):
            found = _forbidden(token)
            if found:
                raise QueryError(
                    f"{found} is not allowed: this endpoint only reads (SELECT, ASK, CONSTRUCT, "
                    "DESCRIBE); use GRAPH <address> { … } to ask one graph, and other names for such prefixes"
                )


def names_graphs(sparql: str) -> bool:
    """Whether a query chooses its graphs by FROM or FROM NAMED."""
    return any(
        _FROM.search(token["bare"] or "")
        for reading in _readings(sparql)
        if _FROM.search(reading)  # most queries have no such letters, and need not be read word by word
        for token in _TOKEN.finditer(reading)
    )


def _readings(sparql: str) -> list[str]:
    """A query as it stands, and if it has escapes also with the characters that these stand for."""
    resolved = _ESCAPE.sub(_character, sparql)
    return [sparql] if resolved == sparql else [sparql, resolved]


def _forbidden(token: re.Match[str]) -> str | None:
    if token["unclear"]:
        # "?a<?b#>" looks like an address, and an engine may read it as a comparison and a comment.
        return "< before a quote or # (unless in <scheme://…> or with a space after it)"
    word, bare = token["word"] or "", token["bare"] or ""
    # A prefix that ends like FROM may be FROM and an empty prefix.
    found = _REACHING.search(word or bare) or _FROM.search(word) or _WRITING.fullmatch(bare)
    return found.group().upper() if found else None


def _character(escape: re.Match[str]) -> str:
    code = int(escape.group(1) or escape.group(2), 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"

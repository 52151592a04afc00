"""Keys made from meaning, and the addresses (IRIs) made from keys, both ways."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from rdflib.term import URIRef

from graph.letters import plain_letters

if TYPE_CHECKING:
    from graph.model import Article

_TRACKING = re.compile(r"^(?:utm_|fbclid|gclid|mc_|ref$|ref_|cmpid)")


@lru_cache(maxsize=100_000)
def slug(text: str, limit: int = 60) -> str:
    """A text as a part of an address: lower case letters, figures and dashes; "x" if nothing is left."""
    words = re.sub(r"[\W_]+", "-", re.sub(r"[’'`]", "", plain_letters(text))).strip("-")
    if len(words) > limit:
        words = words[: limit + 1].rsplit("-", 1)[0][:limit]
    return words or "x"


def short(key: str) -> int:
    """A key as a number that takes eight bytes; two keys with one number only cost a comparison more."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def canonical_url(url: str) -> str:
    """An address as compared: without fragment, empty and tracking parameters, "www." and final slash."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port not in {80, 443} else ""
    # "?id=" asks for nothing, but "?20240401" is a page of its own.
    told = "&".join(part for part in parts.query.split("&") if not part.endswith("="))
    pairs = parse_qsl(told, keep_blank_values=True)
    query = urlencode(sorted((k, v) for k, v in pairs if not _TRACKING.match(k)))
    return urlunsplit(
        (
            "https" if parts.scheme in {"http", "https"} else parts.scheme,
            host + port,
            parts.path.rstrip("/"),
            query,
            "",
        )
    )


def known_by(url: str | None, text: str) -> str:
    """What an article is known by: its address, else its content. Another title or file name makes no other article."""
    return canonical_url(url) if url else text


def article_key(article: Article) -> str:
    """The key of an article that is new: its title, to be read, and eight letters that stand for what it is known by."""
    info = article.info
    digest = hashlib.sha256(known_by(info.url, article.text).encode()).hexdigest()[:8]
    return f"{slug(info.title or info.id)}-{digest}"


@dataclass(frozen=True)
class Addresses:
    """The addresses of one data folder; all begin with `base`, which ends with a slash."""

    base: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+/", self.base):
            raise ValueError(f"base address {self.base!r}: expected http(s)://…/ with a slash at its end")

    @property
    def resolved(self) -> URIRef:
        """The graph of what all articles together say."""
        return URIRef(f"{self.base}graph/resolved")

    @property
    def judgements(self) -> URIRef:
        """The graph of what was judged to be the same, or not."""
        return URIRef(f"{self.base}graph/judgements")

    @property
    def corrections(self) -> URIRef:
        """The graph of what people have corrected."""
        return URIRef(f"{self.base}graph/corrections")

    @property
    def reference(self) -> URIRef:
        """The graph of well-known entities."""
        return URIRef(f"{self.base}graph/reference")

    @property
    def ontology(self) -> URIRef:
        """The graph of the ontology."""
        return URIRef(f"{self.base}graph/ontology")

    def article(self, key: str) -> URIRef:
        """An article, which is also its named graph."""
        return URIRef(f"{self.base}article/{key}")

    def claim(self, key: str, local_id: str) -> URIRef:
        """An entity, commitment, relation or passage as one article has it."""
        return URIRef(f"{self.base}article/{key}#{local_id}")

    def entity(self, key: str) -> URIRef:
        """An entity as all articles together have it."""
        return URIRef(f"{self.base}entity/{key}")

    def event(self, key: str) -> URIRef:
        """An event: a real-world deal."""
        return URIRef(f"{self.base}event/{key}")

    def key(self, iri: str) -> str:
        """The key in an address of an entity, event or article. Raises ValueError for any other address."""
        for part in ("entity/", "event/", "article/"):
            if iri.startswith(self.base + part):
                return iri[len(self.base) + len(part) :].partition("#")[0]
        raise ValueError(f"{iri!r} is no address of an entity, event or article under {self.base}")

    def is_article(self, iri: str) -> bool:
        """Whether an address is that of an article."""
        return iri.startswith(f"{self.base}article/") and "#" not in iri

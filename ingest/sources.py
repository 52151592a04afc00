"""From what a user names (files, folders, standard input, addresses) to articles.

What cannot be read is given back as an error in its place, so that the others go on.
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from charset_normalizer import from_bytes
from pydantic import ValidationError

from graph.errors import ArticleError
from graph.model import Article, ArticleInfo
from ingest.fetch import fetch
from ingest.periods import find_dateline
from ingest.text import page_to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

    from graph.settings import Settings

ENDINGS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".jsonl"})
_FIELDS = ("url", "title", "publisher", "author", "published", "language")
_CHARSET = re.compile(rb"""(?i)<meta\b[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})""")
# Codecs of pages; others (hex, punycode, zip) are no encodings of text.
_CODECS = re.compile(r"iso8859-\d+|cp\d+|shift_jis|euc_jp|euc_kr|gb2312|gbk|gb18030|big5|koi8-[ru]")
_FORMS = {"%PDF-": "a PDF", "{\\rtf": "RTF", "%!PS": "PostScript"}
_ADDRESSES = re.compile(r"""[\s"',;]*(?:https?://[^\s"',;]+(?:[\s"',;]+|$))+""")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*\n", re.DOTALL)


@dataclass(frozen=True)
class Loaded:
    """An article and where it was read from: a path, a path with the id of a line, an address, or None."""

    article: Article
    origin: str | None


def read_source(source: str, settings: Settings) -> Iterator[Loaded | ArticleError]:
    """The articles of a file, a folder, standard input ("-") or an http(s) address, and what could not be read."""
    if source == "-":
        yield from _content(sys.stdin.buffer.read(), "stdin", None, settings)
    elif re.match(r"https?://", source, re.IGNORECASE):
        try:
            yield read_address(source, settings)
        except ArticleError as error:
            yield error
    else:
        path = Path(source)
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and not _hidden(p, path))
            if not files:
                yield ArticleError(
                    source, f"holds no article: expected files ending in {', '.join(sorted(ENDINGS))}"
                )
            for file in files:
                yield from _file(file, settings)
        else:
            yield from _file(path, settings)


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _file(path: Path, settings: Settings) -> Iterator[Loaded | ArticleError]:
    try:
        if path.suffix.lower() != ".jsonl" and path.stat().st_size > settings.max_article_bytes:
            yield _too_large(str(path), settings)
            return
        data = path.read_bytes()
    except OSError as error:
        yield ArticleError(str(path), f"cannot be read: {error.strerror or error}")
        return
    yield from _content(data, path.name, str(path.resolve()), settings, path.suffix.lower())


def _too_large(name: str, settings: Settings) -> ArticleError:
    return ArticleError(
        name,
        f"is larger than {settings.max_article_bytes:,} bytes: cut it, or raise INVESTGRAPH_MAX_ARTICLE_BYTES",
    )


def _content(
    data: bytes, name: str, origin: str | None, settings: Settings, ending: str = ""
) -> Iterator[Loaded | ArticleError]:
    if ending == ".jsonl" or (not ending and data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{")):
        yield from _lines(data, name, origin, settings)
        return
    if len(data) > settings.max_article_bytes:
        yield _too_large(name, settings)
        return
    stem = Path(name).stem
    try:
        text = decode(data, name)
        head = text.lstrip()[:200].lower()
        if ending in {".html", ".htm"} or (not ending and re.match(r"<(?:!doctype|html|head|body)", head)):
            yield Loaded(_page(text, {"id": stem, "source": name}, name), origin)
        else:
            _check_is_text(text, name, ending)
            yield Loaded(_plain(text, stem, name), origin)
    except ArticleError as error:
        yield error


def decode(data: bytes, name: str) -> str:
    """Bytes as text in whatever encoding they are, with plain line ends.

    Raises:
        ArticleError: if they are empty or no text.
    """
    if not data.strip():
        raise ArticleError(name, "is empty: expected the text of an article")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        if b"\x00" in data:
            raise ArticleError(name, "is binary: expected text or HTML")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode(_encoding(data, name), errors="replace")
    if "\x00" in text or sum(ch < " " and ch not in "\t\n\r\f" for ch in text[:4000]) > 40:
        raise ArticleError(name, "is binary: expected text or HTML")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(data: bytes, name: str) -> str:
    """The encoding of text that is not Unicode: as its page declares, or the likeliest."""
    declared = _CHARSET.search(data[:2048])
    if declared:
        with suppress(LookupError):
            codec = codecs.lookup(declared.group(1).decode("ascii", errors="replace")).name
            if _CODECS.fullmatch(codec):
                return codec
    # A few curly quotes and accents are too little for statistics: short texts came out as Chinese.
    share = sum(byte > 127 for byte in data) / len(data)
    if share < 0.05 or (share < 0.15 and len(data) < 1000):
        try:
            data.decode("cp1252")
        except UnicodeDecodeError:
            pass
        else:
            return "cp1252"
    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise ArticleError(name, "is in no encoding that is known: save it as UTF-8")
    return best.encoding


def _check_is_text(text: str, name: str, ending: str) -> None:
    """Raise ArticleError for what is made of letters, but is no text of an article."""
    start = text.lstrip("\ufeff \n\t")
    for mark, form in _FORMS.items():
        if start.startswith(mark):
            raise ArticleError(name, f"is {form}: expected text or HTML; save its text as a file of its own")
    if ending == ".json" or any(_is_json(part) for part in (start, start.partition("\n")[0])):
        raise ArticleError(
            name,
            "is JSON: expected JSON lines, on each an object with `text` or `html`, in a file ending in .jsonl",
        )
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and all(_ADDRESSES.fullmatch(line) for line in lines):
        raise ArticleError(
            name, "holds addresses alone: expected text or HTML; name each address to ingest it"
        )
    if ending in {".csv", ".tsv"}:
        raise ArticleError(
            name, "is a table: expected text or HTML; as JSON lines each row can be an article"
        )


def _is_json(text: str) -> bool:
    """Whether a text is a JSON object, or a list of some; "[2024]" may be the beginning of a text."""
    if text[:1] not in {"[", "{"}:
        return False
    try:
        found = json.loads(text)
        return isinstance(found, dict) or any(isinstance(item, dict | str) for item in found)
    except (ValueError, RecursionError):
        return False


def _plain(text: str, stem: str, name: str) -> Article:
    about: dict[str, Any] = {}
    front = _FRONT.match(text)
    if front:
        try:
            found = yaml.safe_load(front.group(1))
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise ArticleError(
                name,
                f"has front matter that is no YAML (a value with a colon needs quotation marks): {error}",
            ) from error
        if isinstance(found, dict):
            about = found
            text = text[front.end() :]
    if not text.strip():
        raise ArticleError(name, "has no text after its front matter")
    return _article({**about, "id": about.get("id") or stem, "source": name}, text, name)


def _page(html: str, about: dict[str, Any], name: str) -> Article:
    body, found = page_to_text(html)
    if not body.strip():
        raise ArticleError(name, "has no article text: expected a page with at least a paragraph")
    return _article({**found, **{k: v for k, v in about.items() if v is not None}}, body, name)


def _article(about: dict[str, Any], text: str, name: str) -> Article:
    fields = {k: _word(about.get(k), k, name) for k in (*_FIELDS, "id", "source")}
    published = fields["published"]
    if published is not None:
        fields["published"] = (
            published[:10] if published[:4].isdigit() else find_dateline(published) or published
        )
    try:
        return Article(info=ArticleInfo(**fields), text=text)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(str(p) for p in fault["loc"])
        raise ArticleError(name, f"{place} is {fault['input']!r}: {fault['msg']}") from error


def _word(value: object, key: str, name: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float | date):
        return str(value)
    # Never shown or turned into text: aliases can make a few lines of YAML gigabytes.
    raise ArticleError(name, f"{key} is a {type(value).__name__}: expected text")


def _lines(data: bytes, name: str, origin: str | None, settings: Settings) -> Iterator[Loaded | ArticleError]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", errors="replace").encode(errors="replace")
    if not data.strip():
        yield ArticleError(name, "is empty: expected a JSON object on each line")
    seen: dict[
        str, tuple[int, int, bool]
    ] = {}  # by id: the first line, a digest of it, whether it has an address
    for n, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        where = f"{name}, line {n}"
        if len(line) > settings.max_article_bytes:
            yield _too_large(where, settings)
            continue
        try:
            loaded = _line(decode(line, where), where, name, origin, n)
            info = loaded.article.info
            first, same, known = seen.setdefault(info.id, (n, hash(line), info.url is not None))
            # Those with addresses are known by them. Of the others, one would take the place of the other.
            if same != hash(line) and not (known and info.url is not None):
                raise ArticleError(where, f"has the id {info.id!r} of line {first}: expected one of its own")
            yield loaded
        except ArticleError as error:
            yield error


def _line(line: str, where: str, name: str, origin: str | None, n: int) -> Loaded:
    try:
        about = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ArticleError(where, f"is no JSON: {error}") from error
    if not isinstance(about, dict):
        raise ArticleError(where, f"is {line[:60]!r}: expected an object with `text` or `html`")
    key = _word(about.get("id"), "id", where) or f"{Path(name).stem}-{n}"
    text, html = about.get("text"), about.get("html")
    about = {**about, "id": key, "source": name}
    if isinstance(text, str) and text.strip():
        if "\x00" in text:
            raise ArticleError(where, "has a NUL character in its text")
        article = _article(about, text.replace("\r\n", "\n"), where)
    elif isinstance(html, str) and html.strip():
        article = _page(html, about, where)
    else:
        raise ArticleError(where, "has neither `text` nor `html`")
    return Loaded(article, f"{origin}#{key}" if origin is not None else None)


def read_line(line: str, name: str) -> Loaded:
    """The article of a JSON object with `text` or `html`. Raises ArticleError if it is none."""
    return _line(line, name, name, None, 1)


def read_address(
    url: str,
    settings: Settings,
    told: Mapping[str, str] | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Loaded:
    """The article at an address; what is `told` of it (title, published, …) wins over what its page says.

    Raises:
        ArticleError: if it cannot be fetched, or is no article.
    """
    data, kind, found = fetch(url, settings, transport)
    text = decode(data, url)
    name = Path(found.partition("?")[0]).name or "page"
    about = {"id": name, **(told or {}), "url": found, "source": url}
    article = _article(about, text, url) if kind == "text/plain" else _page(text, about, url)
    return Loaded(article, url)

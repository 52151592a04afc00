"""From a page or plain text to an article's text and what is known about it; the one importer of trafilatura."""

from __future__ import annotations

import re

from graph.model import ArticleInfo
from ingest.periods import find_dateline

# Headings after which nothing of the article follows; after the second kind it may go on.
_TAIL = re.compile(
    r"(?im)^[ \t]*(?:related (?:news|articles|posts|stories|content)|leave a (?:reply|comment)|"
    r"more (?:from|stories)|you may also like|recommended(?: for you)?|share this(?: article| post)?|sign up for .{0,60}|"
    r"most (?:read|popular)|comments?(?: \(\d+\))?|post a comment)\s*:?[ \t]*$"
)
_ASIDE = re.compile(r"(?im)^[ \t]*read (?:more|next|also)\s*:?[ \t]*$")
_PROSE = re.compile(r"(?m)^[^\n]{99,}[.!?”\"][ \t]*$")
# Phrases that no article uses; words that one might, which count in a short line or at the start of it.
_LINE = re.compile(
    r"(?im)^[^\n]*(?:your email address will not be published|required fields are marked|we use cookies|accept (?:all )?cookies|"
    r"all rights reserved|subscribe to our newsletter|skip to (?:main )?content|"
    r"the post .{0,160} appeared first on|view original content|share on (?:facebook|twitter|x|linkedin))[^\n]*$"
)
_SHORT = re.compile(
    r"(?im)^(?=[ \t]*(?:\S+[ \t]+){0,6}\S*$)[^\n]*\b(?:cookie (?:policy|settings|notice)|privacy policy|terms of (?:use|service)|"
    r"affiliate links?)\b[^\n]*$"
)
_LABEL = re.compile(
    r"(?im)^[ \t*_(\[]*(?:featured image|image (?:credit|courtesy)|photo credit|sign in|log in|"
    r"(?:privacy policy|terms of (?:use|service))[ \t]*[|·•])\b[^\n]{0,200}$"
)
_MENU = re.compile(r"(?m)^[^\n.!?]{3,120}(?: \| [^\n|.!?]{2,30}){2,}$")
# A line with bars that tells a sum, or stands beside one that does, is a table's.
_TOLD = re.compile(r"[$€£¥₩₹]\s?\d|\d\s?(?:[mb]illion|bn|m)\b")
_FIRM = re.compile(r"(?m)^[ \t#*]*(?:About|ABOUT) [A-Z][^\n]{1,80}[ \t*]*:?$")
_WARNING = re.compile(
    r"(?m)^[ \t#*]*(?:Forward[- ]Looking Statements?[^\n]{0,60}|Safe Harbor[^\n]{0,60}|Cautionary (?:Note|Statement)[^\n]{0,80}|"
    r"Media Contacts?[^\n]{0,40}|Contacts?:?|Disclaimer:?)[ \t*]*:?$"
)
# "TOKYO, April 9, 2024 (Reuters) - …" begins the text, it is no title.
_LEAD = re.compile(r"\b\d{4}[ \t]*(?:\([^)\n]{1,40}\)|/[^/\n]{1,40}/)?[ \t]*(?:[-–—]|--)[ \t]")
_BY = re.compile(r"(?m)^[ \t]*(?:By|BY)[ \t]*([A-Z][\w.’'-]+(?:[ \t][A-Z][\w.’'-]+){1,3})[ \t]*$")


def _beside_sums(text: str, start: int, end: int) -> bool:
    before = text.rfind("\n", 0, max(0, start - 1)) + 1
    after = text.find("\n", end + 1)
    return bool(_TOLD.search(text, before, after if after > 0 else len(text)))


def boilerplate_spans(text: str) -> list[tuple[int, int]]:
    """The stretches of a plain text that are left over from a web page: menus, related news, comment forms."""
    spans = [m.span() for kind in (_LINE, _SHORT, _LABEL) for m in kind.finditer(text)]
    spans += [m.span() for m in _MENU.finditer(text) if not _beside_sums(text, *m.span())]
    done = int(len(text) * 0.4)
    while aside := _ASIDE.search(text, done):
        prose = _PROSE.search(text, aside.end())
        done = prose.start() if prose else len(text)
        spans.append((aside.start(), done))
    for m in _TAIL.finditer(text):
        if m.start() > len(text) * 0.4:
            spans.append((m.start(), len(text)))
            break
    return spans


def warning_spans(text: str) -> list[tuple[int, int]]:
    """The stretches at the end of a press release that warn of forward-looking statements or tell whom to ask.

    What it says about a company ("About Kelvorn") tells of deals as the text before does.
    """
    low = int(len(text) * 0.4)
    spans: list[tuple[int, int]] = []
    while warning := _WARNING.search(text, low):
        firm = _FIRM.search(text, warning.end())
        low = firm.start() if firm else len(text)
        spans.append((warning.start(), low))
    return spans


def guess_metadata(text: str, info: ArticleInfo) -> ArticleInfo:
    """Fill in title, author and date where they are missing and the text's first lines tell them."""
    found: dict[str, str] = {}
    if info.title is None:
        title = _first_line(text[:2000])
        if 8 < len(title) < 200 and not title.endswith(".") and not _LEAD.search(title):
            found["title"] = title
    if info.author is None:
        by = _BY.search(text[:600])
        if by:
            found["author"] = by.group(1)
    if info.published is None:
        day = find_dateline(text)
        if day:
            found["published"] = day
    return info.model_copy(update=found) if found else info


def _first_line(text: str) -> str:
    """The first line that is neither a menu, a date alone nor the author's."""
    skip = boilerplate_spans(text)
    for m in re.finditer(r"[^\n]+", text):
        line = m.group().strip()
        if not line or any(a <= m.start() and m.end() <= b for a, b in skip):
            continue
        if re.match(r"by[ \t]+[A-Z]", line, re.IGNORECASE) or (len(line) < 45 and find_dateline(line)):
            continue
        return line.lstrip("# ").strip()
    return ""


def page_to_text(html: str, url: str | None = None) -> tuple[str, dict[str, str]]:
    """The main text of an HTML page, and what the page tells about itself (title, author, published, url, publisher).

    The text is empty if the page has none.
    """
    import trafilatura

    if not re.search(r"<(?:html|body)\b", html, re.IGNORECASE):
        html = f"<html><body>{html}</body></html>"
    body = trafilatura.extract(
        html, url=url, include_comments=False, include_tables=True, favor_recall=True
    ) or trafilatura.html2txt(html)
    meta = trafilatura.extract_metadata(html, default_url=url)
    about: dict[str, str] = {}
    if meta is not None:
        for key, value in (
            ("title", meta.title),
            ("author", meta.author),
            ("published", meta.date),
            ("url", meta.url),
            ("publisher", meta.sitename),
        ):
            if isinstance(value, str) and value.strip():
                about[key] = value.strip()
    return body, about

"""An article's text as blocks that can be parsed: paragraphs, headings, bullets and table rows.

A block's text has the same length as the stretch of the article it stands for, so that an offset in the
one is an offset in the other: line breaks inside a paragraph and marks of Markdown become spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

# A line that is set in goes on from the long line before, but a bullet and a row of cells do not.
_HANGING = re.compile(r"(?<=[^\n]{39}\S)[ \t]{0,8}\n[ \t]{2,12}(?=[^\s*•▪\-–—+#|>]|\*\*)(?![^\n]*\S[ \t]{3})")
_WRAP_AT = 55  # A line this long that ends without a full stop goes on in the next line.
_BULLET = re.compile(
    r"[ \t]*(?:[•●▪◦‣·*–—-]|[\u2190-\u21ff\u2500-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?|\d{1,2}[.)])[ \t]+"
)
_MARKUP = re.compile(r"\*\*|__|`|(?m:^[ \t]*#{1,6}[ \t])|(?m:^[ \t]*>[ \t])")
_LINK = re.compile(r"!?\[([^\]]{0,200})\]\([^)\n]{0,500}\)")
_ADDRESS = re.compile(r"\]\([^)\n]{0,500}\)")
# "TOKYO, April 9, 2024 (Wire) —" says where and when an article was written, and belongs to no sentence.
_DATELINE = re.compile(
    r"(?:[A-Z][\w.’'-]{0,25}[,/ ]{1,3}){1,8}(?:\d{1,2}\.? [A-Z][a-z]{2,8}\.?,? )?"
    r"(?:[A-Z][\w.]{0,12})?(?:\d{1,2},? ?)?(?:\d{4},?)?\s{0,3}[–—-]{0,2}"
    r"(?:[(/][\w .-]{2,40}[)/])?\s{0,3}(?:--|[–—-])[ -]{0,3}"
)
_DATED = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}\b|\d{1,2}\.? [A-Z][a-z]{2,8}\.?,? \d{4}\b")
_CELL = re.compile(
    r"(?<=[a-zà-ÿ\d)%])(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[A-ZÀ-Þ]{2})(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[a-zà-ÿ])(?=\d)|(?<=[\w)])(?=[$€£¥₩₹])"
)
# What begins a line of its own: "Partners: …", "**Lumora** …", "Lumora, Berlin. Robotics. €7m", "Lumora (Germany) – €7m".
_FIELD = re.compile(r"\W{0,4}[A-Z][\w’'/ -]{1,24}\W{0,2}:\W{0,2}(?:\s|$)")
_BOLD = re.compile(r"\W{0,4}(?:\*\*|__)[A-ZÀ-Þ]")
_ENTRY = re.compile(
    r"\W{0,4}[A-ZÀ-Þ][\w.&’' -]{1,40}(?:,\s[A-ZÀ-Þ][\w., ]{1,40}\.\s|\s\([A-ZÀ-Þ][\w., ]{1,40}\)(?:\s[–—-]|:)\s|\s[–—]\s(?=[$€£¥₩₹]))"
)
_SET_APART = re.compile(r"\S(?:[^\S\n]{3,}|\t)\S[^\n]*?\S(?:[^\S\n]{3,}|\t)\S")  # three cells
_SUM = re.compile(r"(?:[$€£¥₩₹]|\b[A-Z]{3} )\s?\d")
_STOP = re.compile(r"[.!?](?:\s|$)")
_ENDS = (".", "!", "?", ":", ";", ".”", '."', "”")


@dataclass(frozen=True)
class Block:
    """A stretch of the article: `text` stands at `start`; a heading has no full sentence."""

    start: int
    text: str
    heading: bool

    @property
    def end(self) -> int:
        """Where the block ends in the article."""
        return self.start + len(self.text)


def with_joined_lines(text: str) -> str:
    """A text in which lines that hang below the one they go on from are joined to it by one space."""
    return _HANGING.sub(" ", text)


def blocks(text: str, skip: list[tuple[int, int]]) -> list[Block]:
    """Cut an article into blocks, leaving out the stretches `skip`."""
    found = []
    for start, end in _stretches(text):
        if any(a <= start and end <= b for a, b in skip):
            continue
        block = _block(text, start, end)
        if block is not None:
            found.append(block)
    return found


def cells(block: Block) -> list[int]:
    """Where in a block's text the next cell of a squashed table row begins: "Oxbow AI$45 millionGreylock Partners".

    A sentence has none, nor has a line in which only one word looks like two.
    """
    if not block.heading:
        return []
    found = [m.start() for m in _CELL.finditer(block.text)]
    return found if len(found) > 1 else []


def _block(text: str, start: int, end: int) -> Block | None:
    raw = text[start:end]
    bullet = _BULLET.match(raw)
    if bullet:
        start += bullet.end()
        raw = raw[bullet.end() :]
    plain = _LINK.sub(_only_words, raw)
    plain = _MARKUP.sub(lambda m: " " * len(m.group()), plain)
    plain = re.sub(r"\s", " ", plain)
    lead = len(plain) - len(plain.lstrip())
    plain = plain.strip()
    if not any(ch.isalpha() for ch in plain):
        return None
    dateline = _DATELINE.match(plain)
    # In capitals, or with a date: "Munich, Germany, March 4, 2025 –".
    if dateline and (re.match(r"[A-ZÀ-Þ.'’ -]{3,}[,/ ]", plain) or _DATED.search(dateline.group())):
        start, plain = start + dateline.end(), plain[dateline.end() :]
    heading = len(plain) < 160 and not plain.endswith(_ENDS) and not bullet
    return Block(start + lead, plain, heading)


def _only_words(link: re.Match[str]) -> str:
    if link.group().startswith("!"):
        return " " * len(link.group())
    before = link.start(1) - link.start()
    return " " * before + link.group(1) + " " * (len(link.group()) - before - len(link.group(1)))


def _stretches(text: str) -> list[tuple[int, int]]:
    """Where paragraphs stand: lines are joined as long as they look wrapped."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    if not lines:
        return []
    joined = [lines[0]]
    rows = [_is_row(text[a:b]) for a, b in lines]
    for k, ((a, b), (c, d)) in enumerate(pairwise(lines)):
        line, following = text[a:b], text[c:d]
        shown = _ADDRESS.sub("]", line)
        # What is set in under an item belongs to it, however short its lines are.
        hanging = bool(_BULLET.match(text, joined[-1][0])) and following.startswith("  ")
        if _SET_APART.search(line) and _SET_APART.search(following):
            joined.append((c, d))  # rows of a table
            continue
        in_table = rows[k + 1] and (rows[k] or (k + 2 < len(rows) and rows[k + 2]))
        # Lines are broken before and after a link that would not fit.
        around_link = "](" in line + following and (
            following.lstrip("[ ")[:1].islower() or line.rfind("[") > line.rfind("]")
        )
        wrapped = (
            c == b + 1
            and not in_table
            and (hanging or around_link or len(line.rstrip()) >= _WRAP_AT)
            and len(shown) <= 100
            and (hanging or around_link or len(_ADDRESS.sub("]", following)) <= 100)
            and not _begins(line, following)
            and bool(following.strip())
            and not _BULLET.match(following)
            and not following.lstrip().startswith(("#", "|", ">"))
        )
        if wrapped:
            joined[-1] = (joined[-1][0], d)
        else:
            joined.append((c, d))
    return joined


def _begins(line: str, following: str) -> bool:
    """Whether a line begins something of its own, however long the one before it is."""
    if _FIELD.match(following) or _BOLD.match(following):
        return True
    return bool(_ENTRY.match(following) and _SUM.search(following) and _SUM.search(line))


def _is_row(line: str) -> bool:
    """Whether a line may be a table's row: it holds a sum, begins with a capital and has no full stop."""
    return bool(_SUM.search(line)) and line.lstrip(" •|")[:1].isupper() and not _STOP.search(line)

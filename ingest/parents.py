"""Companies that are told by what is theirs: "the owner of TikTok", "WhatsApp's parent", "the ChatGPT maker"."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.mentions import Mention
from ingest.reference import load_reference

# What is sold under a name of its own, and by whom.
_PRODUCTS = {
    "ChatGPT": "OpenAI", "Windows": "Microsoft", "Xbox": "Microsoft", "Copilot": "Microsoft", "iPhone": "Apple", "iPad": "Apple",
    "Android": "Google", "Gemini": "Google", "Claude": "Anthropic", "Grok": "xAI", "Facebook": "Meta", "PlayStation": "Sony",
    "Photoshop": "Adobe", "Kindle": "Amazon", "Alexa": "Amazon", "Llama": "Meta",
}  # fmt: skip
_WHO = r"(?:owner|parent(?:\scompany)?|maker|creator|developer|operator)"
_BEFORE = re.compile(rf"\b{_WHO}\sof\s(?:the\s)?$")
_AFTER = re.compile(rf"(?:['’]s?\s(?:[A-Z]?[a-z]+\s)?|\s){_WHO}\b(?!,?\s[A-Z])")
_THEN_NAMED = re.compile(r",?\s[A-Z]")
_DESCRIBED = re.compile(rf"(\w+)(?:['’]s?)?\s{_WHO}")


def with_parents(chosen: list[Mention], text: str) -> list[Mention]:
    """The mentions, with those whose they are in place of what is named so."""
    owners = [owner for m in chosen if (owner := _owner(m, text)) is not None]
    covered = {k for owner in owners for k in range(owner.start, owner.end)}
    rest = [m for m in chosen if covered.isdisjoint(range(m.start, m.end))]
    return sorted([*rest, *dict.fromkeys(owners)], key=lambda m: (m.start, -m.end))


def _owner(m: Mention, text: str) -> Mention | None:
    """Who is told by words around a mention, or by a description: "the owner of TikTok", "ChatGPT maker"."""
    described = _DESCRIBED.fullmatch(m.text)
    if described and not _THEN_NAMED.match(text, m.end):
        parent = _parent_of(described[1])
        return replace(m, name=parent, type="Company", known=True) if parent else None
    if m.type not in {"Company", "Program"} or (parent := _parent_of(m.text)) is None:
        return None
    before = _BEFORE.search(text, max(0, m.start - 40), m.start)
    after = None if before else _AFTER.match(text, m.end)
    if not before and not after:
        return None
    start, end = before.start() if before else m.start, after.end() if after else m.end
    return Mention(start, end, text[start:end], parent, "Company", known=True)


def _parent_of(name: str) -> str | None:
    hits = load_reference().lookup(name)
    return _PRODUCTS.get(name) or next((h.parent for h in hits if h.type == "Company" and h.parent), None)

"""Deals of which a sentence after theirs tells that nothing comes of them: "The takeover was blocked", "The grant was later withdrawn"."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from ingest.tables import tell_status, within

if TYPE_CHECKING:
    from graph.model import Kind
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates

_LIKELY = 0.4  # from which probability on something is a deal
_BACK = 2  # sentences before in which the deal is told
_NOUNS: tuple[tuple[str, frozenset[Kind]], ...] = (
    ("takeover|acquisition|merger|buyout|bid|offer|sale|purchase", frozenset({"acquisition", "equity"})),
    ("grant|award|subsidy|aid|donation|gift", frozenset({"grant"})),
    ("loan", frozenset({"loan"})),
    ("plans?|projects?|investments?", frozenset({"investment", "facility"})),
    ("orders?|contracts?", frozenset({"purchase"})),
    ("partnership|alliance|collaboration|cooperation", frozenset({"partnership"})),
    ("deal|transaction|tie-up", frozenset({"acquisition", "equity", "partnership", "purchase"})),
)
_ALL = "|".join(nouns for nouns, _ in _NOUNS)
_ENDED = re.compile(
    rf"(?:(?:But|However|Yet|Later|In\sthe\send),?\s)?(?:[Tt]he|[Tt]hat|[Tt]his)\s(?:[a-z-]+\s){{0,2}}?(?P<noun>{_ALL})\s(?:"
    r"(?:was|were|ha(?:s|ve)\s(?:since\s|now\s|also\s)?been|is|had\sto\sbe)\s(?:later\s|since\s|then\s|now\s|also\s|eventually\s|finally\s|in\sthe\send\s){0,2}"
    r"(?:blocked|cancell?ed|called\soff|withdrawn|scrapped|dropped|abandoned|terminated|rescinded|revoked|vetoed|prohibited|shelved|taken\sback|clawed\sback|axed)"
    r"|(?:later\s|then\s|has\ssince\s|eventually\s|in\sthe\send\s)?(?:fell\sthrough|fallen\sthrough|collapsed|came\sto\snothing))\b"
    r"(?!\s(?:from|by)\s(?:the\s)?(?:list|agenda)\b)"
)


def settle_endings(anchors: list[Anchor], found: Candidates) -> None:
    """Take the last deal of the noun's kind before such a sentence for cancelled."""
    ordered = sorted((a for a in anchors if a.sure > _LIKELY), key=lambda a: a.start)
    starts = [a.start for a in ordered]
    sentences = [start for start, _ in found.sentences]
    for at, (low, _) in enumerate(found.sentences):
        ended = _ENDED.match(found.text, low + _blank(found.text, low))
        if ended is None or at == 0:
            continue
        kinds = next(k for nouns, k in _NOUNS if re.fullmatch(nouns, ended["noun"]))
        before = within(ordered, starts, sentences[max(0, at - _BACK)], low)
        alike = [a for a in before if a.kind in kinds]
        if alike:
            sentence = bisect_right(sentences, alike[-1].start)
            for anchor in alike:
                if bisect_right(sentences, anchor.start) == sentence:
                    tell_status(anchor, "cancelled")


def _blank(text: str, at: int) -> int:
    return len(text[at : at + 3]) - len(text[at : at + 3].lstrip())

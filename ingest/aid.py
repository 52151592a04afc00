"""Aid of which no sum is told: "Vesta will get state aid from Sweden", "Ohio offered Vesta tax breaks", "the state subsidises Vesta's plant"."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.anchors import told_by_words
from ingest.parties import INVESTOR, RECIPIENT
from ingest.tables import SURE, give
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Status
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing

_SURE = 0.7  # what the reader is surer of goes first
_LIKELY = 0.5
_ALIKE = frozenset({"grant", "loan", "investment"})
_GIVERS = frozenset({"Government", "Country", "Place"})
_TAKERS = frozenset({"Company", "University", "Organization"})
_BODIES = _GIVERS | _TAKERS
_SORT = r"(?:(?:an?|some|further|more|generous|unspecified|undisclosed|additional|new|state|public|federal|government|local|county|regional|provincial|property|financial|large|big|substantial|several)\s){0,4}"
_AID = rf"{_SORT}(?:state\said|aid|subsid(?:y|ies)|tax\s(?:breaks?|credits?|incentives?|abatements?|exemptions?|relief|holidays?)|incentives?|grants?)\b(?!\s(?:of|worth|totall?ing)\b)"
_WILL = r"(?:(?:will|would|is\sto|are\sto|has|have|had|is|also|already|agreed\sto|promised\sto)\s){0,3}"
# Between who gets and who gives: "Vesta will receive state aid from"
_GETS = re.compile(
    rf",?\s{_WILL}(?P<verb>receives?|received|gets?|got|wins?|won|secures?|secured|obtain(?:s|ed)?|been\s(?:promised|granted|awarded|offered)|was\s(?:promised|granted|awarded|offered))\s{_AID}\s(?:from|by)\s(?:the\s)?"
)
# Between who gives and who gets: "Ohio offered", then "tax breaks"
_GIVES = re.compile(
    rf",?\s{_WILL}(?P<verb>gives?|gave|given|grants?|granted|offers?|offered|awards?|awarded|promise[sd]?|pledge[sd]?|provides?|provided|approve[sd]?)\s(?P<aid>{_AID}\s(?:for|to)\s)?(?:the\s)?"
)
_THEN_AID = re.compile(rf"\s{_AID}")
_SUBSIDISES = re.compile(rf"\s{_WILL}(?P<verb>subsidi[sz](?:es?|ed|ing))\s(?:the\s)?")
# Who asks for aid gives none: "Vesta has applied for a grant of", "Vesta filed for state support of"
_APPLIES = re.compile(
    r"\s(?:(?:has|have|had|is|also|already|now)\s){0,3}(?:applied|applying|filed|bid|bidding|asked|put\sin|submitted\san\sapplication)\s(?:to\s[^.;,\n]{2,60}?\s)?for\b"
)
_NEAR = 100  # characters from such words to the sum
_DONE = re.compile(r"receiv|g[oae]t|got|g[ai]ve|subsidi[sz]ed|won", re.I)
_MAY = re.compile(r"\b(?:may|might|could|would|hopes?|wants?|not|never|n['’]t|if|whether|asked|seeks?)\b")


def settle_aid(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Add an anchor for aid that such words tell of in a sentence without a sum in which the reader sees no deal."""
    ordered = sorted(anchors, key=lambda a: a.start)
    starts = [a.start for a in ordered]
    for x in in_order(things):
        applies = _APPLIES.match(found.text, x.mention.end) if x.thing.type in _TAKERS else None
        if applies:
            near = min(found.sentence_at(x.mention.start)[1], applies.end() + _NEAR)
            for anchor in ordered[bisect_left(starts, applies.end()) : bisect_left(starts, near)]:
                if anchor.money is not None and anchor.kind in {"grant", "loan"}:
                    give(anchor, x.thing, RECIPIENT)
    for start, end, giver, taker, status in _told(found, things):
        low, high = found.sentence_at(start)
        here = ordered[bisect_left(starts, low) : bisect_left(starts, high)]
        if any(a.money is not None or (a.sure > _LIKELY and a.kind in _ALIKE) for a in here):
            continue
        made = told_by_words(start, end, "grant", status, _SURE, SURE)
        give(made, giver, INVESTOR)
        give(made, taker, RECIPIENT)
        anchors.append(made)


def _told(found: Candidates, things: list[Thing]) -> Iterator[tuple[int, int, Thing, Thing, Status]]:
    text = found.text
    named = [x for x in in_order(things) if x.thing.type in _BODIES and not x.mention.adjective]
    for (m, one), (n, two) in pairwise(named):
        if not 0 < n.start - m.end < 160 or any(a <= m.start < b for a, b in found.warnings):
            continue
        gets = _GETS.fullmatch(text, m.end, n.start)
        gives = _GIVES.fullmatch(text, m.end, n.start) or _SUBSIDISES.fullmatch(text, m.end, n.start)
        if gives and gives.re is _GIVES and not gives["aid"] and not _THEN_AID.match(text, n.end):
            continue
        words = gets or gives
        giver, taker = (two, one) if gets else (one, two)
        if words is None or giver.type not in _GIVERS or taker.type not in _TAKERS:
            continue
        low, _ = found.sentence_at(m.start)
        if _MAY.search(text, max(low, m.start - 40), words.end()):
            continue
        done = _DONE.match(words["verb"]) and not re.search(r"\b(?:will|to)\b", words.group())
        yield *words.span("verb"), giver, taker, "completed" if done else "announced"

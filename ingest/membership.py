"""Who belongs to a programme or body, as a few words tell it: "members are …", "a partnership of …", a list under it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from ingest.descriptions import head_of
from ingest.relations import TOLD, Link
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.candidates import Candidates
    from ingest.layout import Block
    from ingest.things import Thing, Told

_MEMBERS = frozenset({"Company", "University", "Organization", "Government", "Country"})
_LISTED = _MEMBERS | {"Program", "Facility"}
_BODIES_OF_MANY = frozenset([
    "program", "project", "initiative", "scheme", "partnership", "network", "alliance", "consortium", "hub", "center", "cluster",
    "collaboration", "institute", "coalition",
])  # fmt: skip
_REACH = 400  # characters before a sentence in which "the institute" was named
_FEWEST, _MOST = 3, 200  # items of a list
_LEADS_TO = 200  # characters at the end of a paragraph in which a list is told of
_FAR = 200  # mentions before a list among which its programme is looked for

_SORT = r"(?:[a-z-]{1,20}\s){0,2}"
_ARE = re.compile(
    rf"\b{_SORT}(?:members|partners|participants|member\s[a-z]+)\b(?:\s(?:of|in)\s[^.;:\n]{{0,80}}?)?\s(?:are|include)\b",
    re.I,
)
_OF = re.compile(
    rf"\b(?:is|are)\s(?:also\s|all\s)?(?:among\s(?:the\s)?)?(?:\d+\s)?(?:the\s|an?\s)?{_SORT}(?:members?|partners)\b"
)
_TOGETHER = re.compile(
    rf",?\s(?:which\sis\s|is\s)?an?\s{_SORT}(?:partnership|consortium|alliance|collaboration|joint\s[a-z]+)\s(?:of|between|among)\s"
)
_CONSISTS = re.compile(r"\b(?:consists?\sof|comprises?|is\smade\sup\sof)\s")
_LED = re.compile(r"\b(?:[Ll]ed|[Cc]oordinated|[Hh]eaded|[Rr]un|[Oo]perated)\sby:?\s")
_WITH = re.compile(r"\s(?:in\s(?:partnership|collaboration|cooperation)|together|jointly)\swith\s")
_A_MEMBER = re.compile(rf"\s?[,(—–-]?\s?(?:which\sis\s)?(?:is\s)?an?\s{_SORT}member\sof\s(?:the\s)?")
# "Joining it in the project are X and Y", "Eleven schools belong to it, including X and Y"
_JOINING = re.compile(
    r"\b[Jj]oining\s[^.;:\n]{2,40}?\sin\sthe\s(?:project|program(?:me)?|consortium|network|alliance|initiative|hub)\sare\s|\bbelong\sto\s(?:it|the\s[a-z]+),?\s(?:among\sthem|including)\s"
)
_AS_PARTNERS = re.compile(rf"\sas\s{_SORT}(?:partners|members)\b")
_HAVING = re.compile(r"(?:,|\b)\s?with\s(?:the\s)?")
_TAKES_PART = re.compile(
    r"\b(?:tak(?:es?|ing)|took)\spart\s(?:in\s(?:(?:it\b|the\s(?=(?:project|program(?:me)?|cent(?:er|re)|hub|network|initiative)\b))|(?:the\s)?(?P<named>(?=[A-Z\d])))|(?=as\b))"
)
_ALONG = re.compile(r",?\s(?:along\swith|together\swith|alongside|as\swell\sas|as\sare)\s")
_IN_TEAM = re.compile(r"\b(?:is|are)\s(?:also\s|all\s)?(?:in|part\sof)\sthe\s(?:team|consortium)\b")
_HEADING = re.compile(r"(?:\s?[(:–—-][^\n]{0,40})?")
_FULL = re.compile(r"[.!?]\s")
_FROM = re.compile(r"\sfrom\b")
_OF_WHICH = re.compile(r"\bof\s(?:which|whom)\b")
_OF_OTHERS = re.compile(r"\s(?:of|with)\b")
_OTHERS = frozenset([
    "its", "their", "our", "previous", "former", "past", "other", "customers", "team", "board", "staff",
    "faculty", "family", "audience", "technology", "key", "crew", "committee",
])  # fmt: skip
_POSSESSIVE = frozenset({"'s", "’s", "' ", "’ "})
_AGAIN = re.compile(
    r"(?:It|The\s(?:institute|cent(?:er|re)|hub|consortium|program(?:me)?|network|partnership|initiative|alliance|project))\b"
)
_SUBJECT = re.compile(
    r"\b(?:[Ii]t|[Tt]he\s(?:consortium|team|program(?:me)?|network|partnership|initiative|alliance|project))\s(?:also\s|now\s)?$"
)
_END = re.compile(r";|,\s(?:which|who|while|but|where)\b|\swhich\b")
_LIST = re.compile(
    r"\b(?:members|partners|participants|institutes|institutions|organi[sz]ations|hubs|centers|centres|universities|winners)\b[^.\n]*:$",
    re.I,
)


def links_of_members(found: Candidates, things: list[Thing]) -> Iterator[Link]:
    """The memberships that such words tell of; the programme is the one in the sentence or the last one before it."""
    told = in_order(things)
    starts = [m.start for m, _ in told]
    heads = _heads(found, told)
    for low, high in found.sentences:
        here = told[bisect_right(starts, low - 1) : bisect_right(starts, high - 1)]
        near = told[bisect_right(starts, low - _REACH) : bisect_right(starts, low - 1)]
        head = _head(heads, low, found.text)
        before = head or _spoken_of([x for x in near if _whole(x.thing)])
        for members, whole in _in_sentence(_Sentence(found.text, low, high, here, before, head)):
            for member in members:
                if member is not whole:
                    yield Link(member, "member_of", whole, low, high, TOLD)
    yield from _in_lists(found, told, starts)


def _heads(found: Candidates, told: list[Told]) -> list[tuple[int, Thing]]:
    """Where headings end that are the name of a programme, with the sum it gets at most: "**Lumen Hub (£14 million)**"."""
    begins = {x.mention.start: x for x in reversed(told)}
    named = ((b, begins.get(b.start)) for b in found.blocks if b.heading)
    return [
        (b.end, x.thing)
        for b, x in named
        if x is not None and _whole(x.thing) and _HEADING.fullmatch(found.text, x.mention.end, b.end)
    ]


def _head(heads: list[tuple[int, Thing]], low: int, text: str) -> Thing | None:
    """The programme in whose heading a stretch stands, if no full sentence is between."""
    at = bisect_right(heads, low, key=lambda x: x[0]) - 1
    end, thing = heads[at] if at >= 0 else (0, None)
    return thing if thing is not None and low - end < _REACH and not _FULL.search(text, end, low) else None


def _spoken_of(near: list[Told]) -> Thing | None:
    """What a sentence goes on about: the named programme before it, else the last thing that can have members."""
    named = [x for x in near if x.thing.type == "Program" and not x.thing.described]
    return (named or near)[-1].thing if near else None


def _whole(thing: Thing) -> bool:
    """Whether a thing can have members; a law or fund has none."""
    if thing.type == "Program" and thing.described:
        return head_of(thing.name) in _BODIES_OF_MANY
    if thing.type == "Program":
        return not thing.name.endswith((" Act", " Law", " Fund"))
    return thing.type == "Organization" and not thing.described


class _Sentence(NamedTuple):
    """A sentence of the article with what it names, and the last thing before it that can have members."""

    text: str
    low: int
    high: int
    here: list[Told]
    before: Thing | None
    head: Thing | None

    def among(self, start: int, end: int) -> list[Thing]:
        """Who may be a member between two places; not Belgium in "Belgium's imec", nor Oslo's university in its faculty."""
        found, around = [], start
        for m, t in self.here:
            if not (start <= m.start < end and t.type in _MEMBERS):
                continue
            aside = m.adjective or self.text[m.end : m.end + 2] in _POSSESSIVE
            aside = aside or self.text[m.start - 4 : m.start] in {" of ", " in "}
            if not (t.type == "Country" and aside) and m.end > around:
                found.append(t)
            around = max(around, m.end)
        return found

    def wholes(self, start: int, end: int) -> list[Thing]:
        """What can have members between two places."""
        return [t for m, t in self.here if start <= m.start < end and _whole(t)]


def _in_sentence(s: _Sentence) -> Iterator[tuple[list[Thing], Thing]]:
    are = _ARE.search(s.text, s.low, s.high)
    if are and _OTHERS.isdisjoint(are.group().lower().split()):
        named = s.wholes(s.low, are.end())
        # "Nokia's partners are …" tells of Nokia's, not of the alliance that was spoken of before.
        object_ = named[0] if named else None if s.among(s.low, are.start()) else s.before
        if object_ is not None and not _FROM.match(s.text, are.end()):
            yield s.among(are.end(), _stop(s.text, are.end(), s.high)), object_
    elif not are:
        yield from _are_members(s)
    for m, thing in s.here:
        if _whole(thing) and (together := _TOGETHER.match(s.text, m.end, s.high)):
            yield s.among(together.end(), _stop(s.text, together.end(), s.high)), thing
        elif thing.type in _MEMBERS and (member := _A_MEMBER.match(s.text, m.end, s.high)):
            object_ = next((t for n, t in s.here if n.start == member.end()), None)
            if object_ is not None and object_.type in {"Program", "Organization", "Company"}:
                yield [thing], object_
    yield from _led_with(s)
    yield from _joined(s)


def _joined(s: _Sentence) -> Iterator[tuple[list[Thing], Thing]]:
    """Of "the consortium consists of X and Y", "joining it are X and Y", "with X and Y as partners", "X takes part in it"."""
    if consists := _CONSISTS.search(s.text, s.low, s.high):
        named = [t for t in s.wholes(s.low, consists.start()) if t.type == "Program"]
        again = _SUBJECT.search(s.text, s.low, consists.start())
        object_ = named[-1] if named else s.before if again else None
        if object_ is not None:
            yield s.among(consists.end(), s.high), object_
    if (joining := _JOINING.search(s.text, s.low, s.high)) and s.before is not None:
        yield s.among(joining.end(), _stop(s.text, joining.end(), s.high)), s.before
    if _IN_TEAM.search(s.text, s.low, s.high) and s.before is not None:
        yield s.among(s.low, s.high), s.before
    if as_partners := _AS_PARTNERS.search(s.text, s.low, s.high):
        having = [m.end() for m in _HAVING.finditer(s.text, s.low, as_partners.start())]
        named = s.wholes(s.low, having[-1]) if having else []
        object_ = named[-1] if named else None
        if object_ is not None:
            yield s.among(having[-1], as_partners.start()), object_
    if part := _TAKES_PART.search(s.text, s.low, s.high):
        named = s.wholes(part.end(), part.end() + 1) if part["named"] is not None else []
        object_ = named[0] if named else s.before if part["named"] is None else None
        if object_ is not None:
            yield s.among(s.low, part.start()), object_


def _are_members(s: _Sentence) -> Iterator[tuple[list[Thing], Thing]]:
    """Of "X and Y are members of Z" and "Z, of which X and Y are members"."""
    of = _OF.search(s.text, s.low, s.high)
    if of is None:
        return
    which = _OF_WHICH.search(s.text, s.low, of.start())
    if which is not None:
        for nearest in s.wholes(s.low, which.start())[-1:]:
            yield s.among(which.end(), of.start()), nearest
        return
    named = s.wholes(of.end(), min(s.high, of.end() + 80))
    object_ = named[0] if named else None if _OF_OTHERS.match(s.text, of.end()) else s.before
    if object_ is None:
        return
    yield s.among(s.low, of.start()), object_
    end = next((m.end for m, t in s.here if t is object_ and m.start >= of.end()), s.high)
    if along := _ALONG.match(s.text, end, s.high):
        yield s.among(along.end(), _stop(s.text, along.end(), s.high)), object_


def _led_with(s: _Sentence) -> Iterator[tuple[list[Thing], Thing]]:
    """Of "It is led by X in partnership with Y and Z"."""
    led = _LED.search(s.text, s.low, s.high)
    if led is not None and s.head is not None and not s.text[s.low : led.start()].strip():
        yield s.among(led.end(), _stop(s.text, led.end(), s.high)), s.head
        return
    joined = _WITH.search(s.text, led.end(), s.high) if led else None
    if led is None or joined is None:
        return
    named = s.wholes(s.low, led.start())
    object_ = named[0] if named else s.before if _AGAIN.match(s.text, s.low) else None
    if object_ is not None:
        yield s.among(led.end(), _stop(s.text, joined.end(), s.high)), object_


def _stop(text: str, start: int, high: int) -> int:
    """Where a list of names ends at the latest: at a semicolon or a clause of its own."""
    end = _END.search(text, start, high)
    return end.start() if end else high


def _style(text: str, block: Block) -> str:
    """What stands before a block in its line: its bullet or mark."""
    return text[text.rfind("\n", 0, block.start) + 1 : block.start].strip()


def _in_lists(found: Candidates, told: list[Told], starts: list[int]) -> Iterator[Link]:
    """The first names of the items under "The selected institutes are:"."""
    begins = {m.start: t for m, t in reversed(told)}
    blocks = found.blocks
    for k, block in enumerate(blocks):
        if not _LIST.search(block.text[-_LEADS_TO:]):
            continue
        items: list[tuple[Thing, Block]] = []
        for item in blocks[k + 1 : k + 1 + _MOST]:
            thing = begins.get(item.start)
            style = _style(found.text, item)
            alike = (style or item.heading) and (not items or style == _style(found.text, items[0][1]))
            if thing is None or thing.type not in _LISTED or not alike:
                break
            items.append((thing, item))
        if len(items) < _FEWEST:
            continue
        before = told[max(0, bisect_right(starts, block.end) - _FAR) : bisect_right(starts, block.end)]
        last = next(
            (t for _, t in reversed(before) if t.type == "Program" and _whole(t) and not t.described), None
        )
        if last is not None:
            for thing, item in items:
                if thing is not last:
                    yield Link(thing, "member_of", last, block.start, item.end, TOLD)

"""Mentions: the stretches of text that name a company, university, country or other entity.

Three finders propose: the aliases of the reference list, runs of capitalised words whose last or first word
tells what they are ("… University", "Ministry of …", "… Partnership"), and the named entities of the
spaCy pipeline. The longest proposal wins where they overlap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from ingest import lexicon as lex
from ingest.currencies import CODES
from ingest.language import Phrases, lemma_of
from ingest.reference import load_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import EntityType
    from ingest.language import Doc, Language, Span
    from ingest.reference.listed import RefEntity

_UNIVERSITY = re.compile(
    r"\b(?:University|College|Polytechnic|Institute of (?:Science and )?Technology|School of|Universit[àäéy]\w*)\b"
)
_PROGRAM = re.compile(
    r"\b(?:Program|Programme|Initiative|Partnership|Act|Strategy|Scheme|Project|Challenge|Accelerator|Mission|"
    r"Plan|Fund|Grant|Grants|Award|Awards|Network|Compact|Framework|Forum|Pact|Agenda|Dialogue)$"
)
_GOVERNMENT = re.compile(
    r"^(?:Generalitat|Gobierno|Junta|Xunta|Comunidad|Ministerio|Ministère|Gouvernement|Bundesministerium|Landesregierung)\b|"
    r"^(?:Ministry|Department|Office|Bureau|Government|State|Canton|City|Town|Municipality|County|Province|Prefecture|Commonwealth|(?:Central|Reserve) Bank) of\b|"
    r"\b(?:Ministry|Department|Secretariat|Directorate) (?:of|for)\b|"
    r"\b(?:Ministry|Department|Agency|Commission|Authority|Government|Administration|Treasury|Secretariat|Council|"
    r"Bureau|Cabinet)$|^Ministry\b"
)
_FACILITY = re.compile(
    r"\b(?:Lab|Labs|Laboratory|Campus|Plant|Center|Centre|Factory|Gigafactory|Hub|Fab|Foundry|Data Cent(?:er|re)|"
    r"Observatory|Supercomputer|Industrial Park|Science Park|Technology Park|Wind Farm|Wind|Solar Farm)$"
)
_ORGANIZATION = re.compile(
    r"\b(?:Foundation|Association|Consortium|Alliance|Institute|Society|Hospital|Trust|Federation|Union|Coalition|"
    r"Charity|Museum|Academy)$"
)
_COMPANY = re.compile(
    r"(?:\b(?:Inc|Corp|Corporation|Ltd|Limited|LLC|PLC|plc|AG|SE|SA|GmbH|Co|NV|Group|Holdings?|Capital|Ventures?|"
    r"Partners|Technologies|Technology|Systems|Bank|Energy|Therapeutics|Pharmaceuticals?|Networks?|Robotics|"
    r"Semiconductors?|Motors?|Electronics|Investments?|Equity|Industries|Labs|Studios?|Pharma|Bio)\.?)$|"
    r"(?:\.ai|\.io|\.com)$|AI$"
)
_AFTER_COMMA = re.compile(
    r"(?:Inc|Ltd|LLC|L\.L\.C|LLP|LP|L\.P|PLC|Corp|Co|Limited|Incorporated|S\.A|N\.V|AG|SE|GmbH)\b"
)
# The small model takes them for a part of the names around them: "Macon-Bibb County gave Suncrest".
_GIVES = re.compile(r"gave|gives?|got|gets|won|wins|took|takes|paid|pays|bought|buys|sold|sells|lent")
_CONNECTORS = frozenset({"of", "for", "the", "de", "and", "&", "-", "–", "in", "’s", "'s", "del", "do", "on"})
# What a name ends in tells more than what it has inside: "Keio University–… Partnership" is a program.
_HEADS = (
    (_PROGRAM, "Program"),
    (_UNIVERSITY, "University"),
    (_GOVERNMENT, "Government"),
    (_FACILITY, "Facility"),
    (_ORGANIZATION, "Organization"),
)
_LABELS: dict[str, EntityType] = {
    "ORG": "Company",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Facility",
    "PRODUCT": "Company",
    "NORP": "Country",
}
_NOISE = re.compile(
    r"^(?:the |The )?(?:CEO|RNS|EBITDA|CFO|CTO|AI|GenAI|EV|EVs|IT|R&D|GPU|GPUs|LLM|LLMs|IPO|VC|API|SaaS|IoT|ESG|HBM|DRAM|NAND|EUV|LCD|OLED|LED|CPU|CPUs|NPU|ASIC|ASICs|SoC|HPC|BESS|SMR|SMRs|LNG|CCS|FTTH|OSAT|ATMP|"
    r"ODM|OEM|OEMs|mRNA|UAV|UAVs|5G|6G|GDP|SEC|NYSE|Nasdaq|NASDAQ|"
    r"Series [A-F]|[A-Z]|\W*|\d[\d,.]*|MW|GW|CAGR|B2B|ML|Q[1-4]|FY\d*|COVID-19|Internet|Senate|Congress|"
    r"European|Asian|African|Korean|Nordic|Arab|Western|Prime|State|City|(?:Prime )?Minister|Premier|President|Governor|Secretary|Chancellor|Mayor|Universities|Companies|Governments|Investors|"
    r"Reuters|Bloomberg|News Direct|CNBC|Financial Times|Wall Street Journal|Nikkei|PRNewswire|"
    r"Business Wire|GlobeNewswire|24-7PressRelease|citybiz|Level \d|.*\*.*)$"
)
# What sites write above their articles: "FR DE", "Home About News".
_CODE = r"(?:EN|FR|DE|ES|IT|PT|NL|SV|DA|FI|PL|CS|RU|UK|TR|AR|ZH|JA|KO|EL|HU|RO|CY)"
_ENTRY = (
    r"(?:Home|About|News|Newsroom|Contact|Careers|Search|Menu|Login|Subscribe|Share|Print|Press|Events|Blog|Products|Services|"
    r"Solutions|Media|Publications|Projects|Topics|FAQ|Sitemap|Us)"
)
_SITE_MENU = re.compile(
    rf"{_CODE}(?:[\s|/·-]{{1,3}}{_CODE}){{1,20}}|{_ENTRY}(?:[\s|/·>]{{1,3}}{_ENTRY}){{1,20}}"
)

# "(005930.KS)", "on the NYSE (NMBC)"
_TRADED = re.compile(
    r"(\([A-Z0-9]{1,12}\.[A-Z]{1,3}\))|\b(?:NYSE|Nasdaq|NASDAQ|LSE|TSX|ASX)\s(\([A-Z]{1,6}\))"
)
# What stands before a name and does not belong to it: "UPDATE 2-Kelvorn", "OSLO – Kelvorn", the A of "Series A. Kelvorn"
_LISTED = re.compile(r"\s?:\s?[A-Z0-9.]{1,8}[;,)]")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\s$")
_DASH = re.compile(r"\s[–—-]\s")
_WIRE = re.compile(
    r"(?:(?:UPDATE|WRAPUP)\s\d{1,2}|BRIEF|FACTBOX|EXCLUSIVE|ANALYSIS|INSIGHT|FOCUS|EXPLAINER|TIMELINE|RPT|REFILE|CORRECTED|PREVIEW|"
    r"NEWSMAKER|DEALTALK|BREAKINGVIEWS|GRAPHIC|SCENARIOS|PRESS\sDIGEST|MEDIA)-(?=[A-Z])"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}\s[–—]\s(?=[A-ZÀ-Þ][\w.]{0,20}[a-z])|(?<=Series\s)[A-H]\.\s(?=[A-Z])"
)
# The paper that tells something is no party: "The newspaper Kelvorn put the price at", "as Kelvorn had reported".
_PAPER = (
    r"(?:newspaper|daily|magazine|weekly|tabloid|broadcaster|news\s(?:agency|site|website|portal|outlet))\s"
)
_A_PAPER = re.compile(rf"\b{_PAPER}$")
_BY_A_PAPER = re.compile(
    rf"\b(?:report(?:s|ed)?\s(?:by|in|from)|according\sto|told|citing|quoting)\s(?:the\s|an?\s)?(?:[\w-]+\s){{0,3}}{_PAPER}$"
)
_SAYS = re.compile(r"\s(?:put|puts|said|says|report(?:s|ed)|wrote|writes|estimate[sd]|quote[sd]|cite[sd])\b")
_AS = re.compile(r"\bas\s(?:the\s)?$")
_REPORTED = re.compile(r"\s(?:had\s|has\s)?(?:first\s|earlier\s|previously\s)?reported\b")
_SAYS_WHEN = re.compile(
    r"(?:Meanwhile|However|Separately|Elsewhere|Moreover|Furthermore|Also|Instead|Later|Earlier|Yesterday|Today|Then|And|But|This|These|That|Our|Their|His|Her)\s(?=[A-Z])"
)


@dataclass(frozen=True)
class Mention:
    """One naming of a thing: characters `start` to `end` of the article, the name it stands for and its type.

    `known` names are in the reference list; `adjective` marks "Japanese" for Japan.
    """

    start: int
    end: int
    text: str
    name: str
    type: EntityType
    known: bool = False
    adjective: bool = False


@lru_cache(maxsize=1)
def _aliases() -> tuple[Phrases, dict[str, RefEntity]]:
    known: dict[str, RefEntity] = {}
    for alias, entity in load_reference().iter_aliases():
        known.setdefault(alias, entity)
    return Phrases(known), known


def find_mentions(doc: Doc, nlp: Language, offset: int) -> list[Mention]:
    """All mentions in one parsed block that stands at `offset` in the article, in their order."""
    proposals = [*_from_reference(doc), *_from_runs(doc), *_from_model(doc), *_from_subjects(doc, nlp)]
    proposals.sort(key=lambda p: (-(p[1] - p[0]), p[2]))
    taken: set[int] = set()
    chosen = []
    for first, last, _, make in proposals:
        if taken.isdisjoint(range(first, last + 1)):
            mention = make(doc[first : last + 1], offset)
            if mention is not None and mention.name not in CODES:
                taken.update(range(first, last + 1))
                chosen.append(mention)
    return sorted(chosen, key=lambda m: m.start)


def _from_reference(doc: Doc) -> Iterator[tuple[int, int, int, _Maker]]:
    phrases, known = _aliases()
    for alias, start, end in phrases.within(doc):
        if not _inside_name(doc, start, end):
            yield start, end - 1, 0, _Known(known[alias])


def _inside_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a one-word alias is a part of a word such as "Arm-based" or an e-mail address."""
    return (end < len(doc) and doc[end].text in {"@", "/"}) or (
        start > 0 and doc[start - 1].text in {"@", "#"}
    )


class _Maker:
    """Makes a mention of a span, or nothing if the span is no name after all."""

    def __call__(self, span: Span, offset: int) -> Mention | None:
        raise NotImplementedError


@dataclass(frozen=True)
class _Known(_Maker):
    entity: RefEntity

    def __call__(self, span: Span, offset: int) -> Mention | None:
        e = self.entity
        adjective = e.type == "Country" and span[-1].pos_ == "ADJ" and span.text != e.name
        return _mention(span, offset, e.name, e.type, known=True, adjective=adjective)


def _mention(
    span: Span, offset: int, name: str, type_: EntityType, *, known: bool, adjective: bool = False
) -> Mention:
    return Mention(offset + span.start_char, offset + span.end_char, span.text, name, type_, known, adjective)


@dataclass(frozen=True)
class _Named(_Maker):
    type: EntityType
    label: str = ""

    def __call__(self, span: Span, offset: int) -> Mention | None:
        name = clean_name(span.text)
        if not name or _NOISE.match(name) or not any(ch.isupper() for ch in name):
            return None
        reference = load_reference()
        hits = reference.lookup(name)
        country = reference.country_of(name)
        if country and self.label in {"GPE", "NORP", "ORG", ""}:
            return _mention(span, offset, country, "Country", known=True, adjective=self.label == "NORP")
        if self.label == "NORP":
            return None
        type_ = self.type
        if self.label and hits:
            best = next((h for h in hits if h.type == type_), hits[0])
            if not (best.type == "Place" and self.label == "ORG"):
                return _Known(best)(span, offset)
        if self.label:
            type_ = type_of_name(name) or type_
        return _mention(span, offset, name, type_, known=False)


def type_of_name(name: str) -> EntityType | None:
    """What a name's own words tell of its type, or None."""
    for pattern, type_ in _HEADS:
        if pattern.search(name):
            return type_  # type: ignore[return-value]
    return "Company" if _COMPANY.search(name) else None


_SORT = re.compile(r"[A-Z][a-z]?[A-Z]{1,4}s")  # SUVs, GPUs, MoUs
# Words that begin a sentence, what an entry of a list says of its company's trade, and people.
_NOBODY = re.compile(
    r"(?:The|We|Our|Ours|My|You|Your|He|She|His|Her|It|Its|They|Their|This|That|These|Those|Here|There|Who|What|One|Two|Three|Four|"
    r"Both|All|Some|Others|Another|Each|Big|Small|Banks|Capital|Software|Services|Engineering|Incentive|Mission|Project|"
    r"Strategic|Chips|Federal|Legislature|SOP|RFS|FID|JV|MoU|LOI|QIP|Inc|Ltd|Co|PhD|CSR"
    r"|Seed|Pre-Seed|Funds?|Exits|Deals|Grants|Rounds|Debt|News|(?:Health\s|Enterprise\s|Legal\s)?AI|Biotech|Fintech|Insurtech|Proptech|"
    r"Ag(?:ri)?tech|Edtech|Medtech|Healthtech|Cleantech|Deeptech|Climate|Cyber\s?security|Robotics|Quantum|Semiconductors?|Hardware|Mobility|"
    r"Gaming|Logistics|Healthcare|Warehouse|PPA|PMT|Miner|Airline|Utility|Startup|Developer|Builder|Contractor|Operator|Insurer|[A-Z][a-z]*maker)"
    r"|(?:Prof|Dr|Mr|Mrs|Ms|Cllr|Sen|Rep|Gov|Alumnus|Alumna|Sir|Dame)\b\.?.*"
)


def is_noise(name: str) -> bool:
    """Whether what looks like a name is a title, a unit, a currency's code, a news agency or the like."""
    return name in CODES or bool(
        _NOISE.match(name) or _SITE_MENU.fullmatch(name) or _SORT.fullmatch(name) or _NOBODY.fullmatch(name)
    )


def is_code_or_dateline(m: Mention, text: str) -> bool:
    """Whether a name is (a part of) the code of a share, "(005930.KS)", or where an item was written, "06:58 OSLO – Kelvorn"."""
    clock = _CLOCK.search(text, max(0, m.start - 12), m.start)
    if clock and m.type != "Place" and m.text.isupper() and _DASH.match(text, m.end):
        return True
    if text[max(0, m.start - 1) : m.start] == "(" and m.text.isupper() and _LISTED.match(text, m.end):
        return True  # the exchange in "(OSE: NVE)"
    near = _TRADED.finditer(text, max(0, m.start - 24), m.end + 8)
    return any(max(code.start(1), code.start(2)) <= m.start < code.end() for code in near)


def is_source(m: Mention, text: str) -> bool:
    """Whether a name is only that of a paper which tells something: "The newspaper Kelvorn put the price at"."""
    low = max(0, m.start - 60)
    if _A_PAPER.search(text, low, m.start) and _SAYS.match(text, m.end):
        return True
    if _BY_A_PAPER.search(text, low, m.start):
        return True
    return bool(_AS.search(text, low, m.start) and _REPORTED.match(text, m.end))


def after_what_leads(text: str, start: int, end: int) -> int:
    """Where a name begins that something else was taken along with: "UPDATE 2-Kelvorn", "OSLO – Kelvorn", "Meanwhile Kelvorn"."""
    for lead in (_WIRE, _SAYS_WHEN):
        if said := lead.match(text, start, end):
            start = said.end()
    return start


def clean_name(text: str) -> str:
    """A name without article, possessive, surrounding punctuation and exchange ticker."""
    name = re.sub(r"\s+", " ", unescape(text)).strip(" ,;:.\"“”'‘’()[]|*–—-")
    name = re.sub(r"^(?:(?:The|the|A|an?|its|Its)\s+)?(?:M/[sS]\.?\s+)?", "", name)
    name = re.sub(r"(?:'s|’s|’|')$", "", name)
    name = re.sub(r"\s*[(\[][^)\]]*$", "", name)
    return re.sub(r"\s*[(\[](?:NYSE|NASDAQ|Nasdaq|LSE|TSX|TSE|OTC)\b.*$", "", name)


def _from_model(doc: Doc) -> Iterator[tuple[int, int, int, _Maker]]:
    for ent in doc.ents:
        first, last = ent.start, ent.end - 1
        while first < last and (doc[first].is_punct or doc[first].lower_ in {"the", "a", "an"}):
            first += 1
        while last > first and (
            doc[last].is_punct or _GIVES.fullmatch(doc[last].text) or doc[last].lower_ in {"'s", "’s", "’"}
        ):
            last -= 1
        if ent.label_ in _LABELS:
            for a, b in _apart(doc, first, last) if ent.label_ == "ORG" else [(first, last)]:
                yield a, b, 2, _Named(_LABELS[ent.label_], ent.label_)
        elif ent.label_ in {"PERSON", "WORK_OF_ART", "LAW", "EVENT"}:
            # The small model often takes companies for people: trust it only where the name tells nothing.
            name = clean_name(doc[first : last + 1].text)
            kind = type_of_name(name)
            if kind or load_reference().lookup(name):
                yield first, last, 2, _Named(kind or "Company", "ORG")


def _apart(doc: Doc, first: int, last: int) -> list[tuple[int, int]]:
    """The names in what the pipeline takes for one: "Denso, Sony Group" are two, and so are two companies with "and"."""
    for k in range(first + 1, last):
        left, right = doc[first:k].text, doc[k + 1 : last + 1].text
        if doc[k].text == "," and not _AFTER_COMMA.match(right) and doc[k + 1].text[:1].isupper():
            return [*_apart(doc, first, k - 1), *_apart(doc, k + 1, last)]
        if _GIVES.fullmatch(doc[k].text):
            return [(first, k - 1), *_apart(doc, k + 1, last)]
        if doc[k].lower_ == "and" and all(
            _COMPANY.search(x) or any(h.type == "Company" for h in load_reference().lookup(x))
            for x in (left, right)
        ):
            return [*_apart(doc, first, k - 1), *_apart(doc, k + 1, last)]
        if doc[k].text == "(" and ")" not in right:
            return [(first, k - 1)]
    return [(first, last)]


def _from_subjects(doc: Doc, nlp: Language) -> Iterator[tuple[int, int, int, _Maker]]:
    """Names that the pipeline does not know or takes for a person's: who raises, buys or builds is a company."""
    for token in doc:
        if token.pos_ != "PROPN" or token.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        if not token.text[:1].isupper() or lemma_of(token.head, nlp).lower() not in lex.ACTS_OF_COMPANIES:
            continue
        first = token.i
        while first > 0 and doc[first - 1].dep_ == "compound" and doc[first - 1].pos_ == "PROPN":
            first -= 1
        person = token.ent_type_ == "PERSON" and (
            first < token.i or (first > 0 and doc[first - 1].pos_ == "PROPN")
        )
        if not person and token.ent_type_ in {"", "PERSON", "WORK_OF_ART", "PRODUCT"}:
            yield first, token.i, 3, _Named("Company")


def _from_runs(doc: Doc) -> Iterator[tuple[int, int, int, _Maker]]:
    """Runs of capitalised words that say by themselves what they name."""
    i = 0
    while i < len(doc):
        if not _capital(doc[i]):
            i += 1
            continue
        j = i
        while j + 1 < len(doc) and (_capital(doc[j + 1]) or _connects(doc, j + 1)):
            j += 1
        while j > i and not _capital(doc[j]):
            j -= 1
        yield from _typed_parts(doc, i, j)
        i = j + 1


def _capital(token: object) -> bool:
    text = token.text  # type: ignore[attr-defined]
    return bool(text[:1].isupper()) or (text[:1].isdigit() and len(text) < 5)


def _connects(doc: Doc, k: int) -> bool:
    """Whether a small word goes on with a name: "Institute of Science and Technology"."""
    word = doc[k].text
    if word not in _CONNECTORS or k + 1 >= len(doc):
        return False
    following = doc[k + 1]
    if word in {"of", "for"} and following.lower_ == "the" and k + 2 < len(doc):
        following = doc[k + 2]
    if word in {"the"}:
        return doc[k - 1].text in {"of", "for", "&"} and _capital(following)
    if word in {"and", "in", "on"}:
        return False
    return _capital(following)


def _typed_parts(doc: Doc, i: int, j: int) -> Iterator[tuple[int, int, int, _Maker]]:
    while (i < j and not doc[i].is_alpha) or (i < j and doc[i].is_stop and doc[i].text != "US"):
        i += 1
    if i >= j:
        return
    heading = all(t.text[:1].isupper() for t in doc if len(t.text) > 3 and t.is_alpha)
    if heading and j - i > 5:
        return
    name = clean_name(doc[i : j + 1].text)
    for pattern, type_ in _HEADS:
        if pattern.search(name):
            yield i, j, 1, _Named(type_)  # type: ignore[arg-type]
            return

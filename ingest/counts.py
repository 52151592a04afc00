"""The grammar of promised counts: "over three million people", "1,000 new jobs", "1.2 GW", "446 chargers"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.amounts import qualifier_around
from ingest.currencies import code_before
from ingest.numbers import GAP, NUMBER, magnitude_at, number_of

if TYPE_CHECKING:
    from graph.model import Qualifier, Unit

_PEOPLE = (
    "people|individuals|workers|students|pupils|teachers|engineers|developers|citizens|graduates|professionals|employees|"
    "learners|persons|youths?|youngsters|women|men|girls|boys|technicians|trainees|residents|apprentices|scientists|"
    "researchers|specialists|experts|veterans|soldiers|farmers|nurses|doctors|entrepreneurs|founders|managers|assistants|"
    "officials|civil servants|educators|operators|newcomers|fellows|scholars|doctoral candidates|programmers|coders|"
    "staff|businesses|customers|adults|children|inhabitants|recruits|interns|designers|analysts|SMEs"
)
_THINGS = (
    "GPUs?|chips|chargers|robots|vehicles|units|wafers|processors|satellites|accelerators|buses|trucks|cars|turbines|"
    "servers|drones|reactors|modules|SMRs|microreactors|domes|rings|masts|towers|motors|electrolysers|electrolyzers|parts|"
    "machines|computers|laptops|tablets|phones|smartphones|aircraft|planes|jets|helicopters|trains|locomotives|ships|"
    "vessels|scooters|sensors|cameras|panels|batteries|antennas|terminals|stations|tractors|bikes|engines|humanoids|"
    "transformers|supercomputers|microscopes|scanners|systems|racks|charging points|charge points|"
    "[A-Z]{1,4}\\d{2,4}[A-Z]?s"
)
_JOBS = "jobs|(?<=-)job|positions|roles|hires|posts|vacancies|openings"
_DEMONYM = (
    "[A-Z][a-z]{2,12}(?:ans|ians|ese|anders|inos|nos|pinos|iots|lanks|ards|andis|akis|alis|ives)"
    "|Saudis|Emiratis|Qataris|Kuwaitis|Bahrainis|Omanis|Iraqis|Israelis|Pakistanis|Bangladeshis|Punjabis|Gujaratis|Yemenis|Somalis"
    "|Finns|Swedes|Danes|Turks|Thais|Czechs|Poles|Greeks|Serbs|Croats|Slovaks|Scots|Britons|Uzbeks|Kazakhs|Vietnamese"
)
_WORD = re.compile(rf"(?:(?P<jobs>{_JOBS})|(?P<things>{_THINGS})|(?P<people>{_PEOPLE}|{_DEMONYM}))(?![\w-])")
_OF_THE = re.compile(rf"{GAP}of (?:its|the|their|these|those) ")
_BETWEEN = re.compile(r"U\.S\.|U\.K\.|[\w+]{1,3}\.\d{1,3}|[\w’'/+-]{1,24}")
_BLANK = re.compile(rf"{GAP}|-|, ")
_STOP = frozenset(
    [
        "or",
        "of",
        "to",
        "in",
        "on",
        "for",
        "at",
        "by",
        "with",
        "from",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "will",
        "would",
        "the",
        "a",
        "an",
        "that",
        "which",
        "who",
        "than",
        "into",
        "over",
        "per",
        "million",
        "billion",
        "percent",
        "dollars",
        "euros",
        "years",
        "year",
        "months",
        "days",
        "hours",
        "km",
        "square",
    ]
)
_PLUS = re.compile(r"\+|-plus\b| or more\b")
_POWER = re.compile(
    rf"(?:{GAP}|-)?(?P<unit>(?i:megawatts?|gigawatts?|kilowatts?|terawatts?)|MWp?|GWp?|kWp?|TW|MVA)(?![\w])(?![ -]hours?)"
)
_WATTS = {"t": 1e6, "g": 1000.0, "m": 1.0, "k": 0.001}
_HEADCOUNT = re.compile(
    r"(?<![\w])(?:staff|head-?count|jobs|employees|workforce|count)(?P<more> [\w ]{1,30})?: ?(?:around |about |~|some |up to )?\Z",
    re.I,
)
# People who are to be employed are jobs.
_HIRING = re.compile(
    r"\b(?:employ|employs|employing|hire|hires|hiring|recruit|recruits|recruiting|take on|taking on|pays?|salaries for|"
    r"jobs for|work for|create|keep|keeping|employment (?:for|to)|add|adding)\s(?:\w{1,15}\s){0,3}\Z",
    re.I,
)
_HIRED = re.compile(
    r"[^.;\n]{0,60}?\b(?:employed|recruited|hired|taken on|find work|payroll|promised work|work there|to work|worked there|"
    r"have worked|be working|in work|will work)\b"
)
_TRAINED = re.compile(r"\b(?:train|retrain|upskill|skill|teach|educat|certif|instruct|coach)\w{0,4}\b", re.I)


@dataclass(frozen=True)
class CountSpan:
    """A count at characters `start` to `end`: `quantity` in `unit`."""

    start: int
    end: int
    quantity: float
    unit: Unit
    qualifier: Qualifier = "exact"


def find_counts(text: str) -> list[CountSpan]:
    """All counts of people, jobs, megawatts and other units in a text, in their order."""
    found: list[CountSpan] = []
    last = 0
    for match in NUMBER.finditer(text):
        span = _count_at(text, match) if match.start() >= last else None
        if span is not None:
            found.append(span)
            last = span.end
    return found


_MODEL = re.compile(r"[A-Za-z]-$")  # "C-390 aircraft"


def _count_at(text: str, match: re.Match[str]) -> CountSpan | None:
    value, start, end = number_of(match.group()), match.start(), match.end()
    if value is None or value <= 0 or code_before(text, start) is not None:
        return None
    if start and (
        text[start - 1].isalnum() or text[start - 1] in "_#$" or _MODEL.search(text, max(0, start - 2), start)
    ):
        return None
    power = _POWER.match(text, end)
    article = match.group().lower() in {"a", "an"}
    if power is not None and not article:
        quantity = round(value * _WATTS[power["unit"][0].lower()], 6)
        return CountSpan(start, power.end(), quantity, "MW", qualifier_around(text, start, power.end()))
    early = text[end : end + 1] == "+"  # "3+ million"
    magnitude = magnitude_at(text, end + early)
    number_end = end
    if magnitude is not None:
        value, number_end = value * magnitude[0], magnitude[1]
    elif article or (match["figures"] and _is_year(match.group())):
        return None
    plus = _PLUS.match(text, end if early else number_end)
    told = _unit_after(text, max(plus.end(), number_end) if plus else number_end) or _headcount(
        text, start, number_end
    )
    if told is None:
        return None
    unit, stop = told
    if value != int(value) or value < (2 if unit == "units" else 5):
        return None
    if unit == "people" and _are_jobs(text, start, stop):
        unit = "jobs"
    qualifier: Qualifier = "at_least" if plus else qualifier_around(text, start, number_end)
    return CountSpan(start, stop, value, unit, qualifier)


def _headcount(text: str, start: int, end: int) -> tuple[Unit, int] | None:
    return ("jobs", end) if _HEADCOUNT.search(text[max(0, start - 60) : start]) else None


def _is_year(figures: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", figures))


def _unit_after(text: str, position: int) -> tuple[Unit, int] | None:
    """What is counted: a known word, after at most five words that tell more of it."""
    job = both = named = False
    of = _OF_THE.match(text, position)
    if of is not None:
        position = of.end() - 1
    for _ in range(6):
        blank = _BLANK.match(text, position)
        if blank is None:
            return None
        both = both or blank.group() == ", "
        position = blank.end()
        word = _WORD.match(text, position)
        if word is not None:
            unit: Unit = "units" if word["things"] else "jobs" if word["jobs"] or job else "people"
            # "3,000 chip jobs", "400 student positions": the last word of a compound tells.
            told = _unit_next(text, word.end()) or (unit, word.end())
            # Only of jobs there are "direct and indirect" ones; else another thing follows the "and".
            return told if told[0] == "jobs" or not both else None
        other = _BETWEEN.match(text, position)
        if other is None or other.group().lower() in _STOP:
            return None
        # A figure is another count, but for the one in a name: "Level 2 chargers".
        if other.group().replace("-", "").isdigit() and not (named and len(other.group()) < 3):
            return None
        named = other.group()[0].isupper()
        both = both or other.group().lower() == "and"
        job = job or other.group().lower() in {"job", "jobs"}
        position = other.end()
    return None


def _unit_next(text: str, position: int) -> tuple[Unit, int] | None:
    if text[position : position + 1] != " ":
        return None
    word = _WORD.match(text, position + 1)
    if word is None:
        return None
    return ("units" if word["things"] else "jobs" if word["jobs"] else "people"), word.end()


def _are_jobs(text: str, start: int, end: int) -> bool:
    left = text[max(0, start - 60) : start]
    if _TRAINED.search(text, max(0, start - 60), end + 70):
        return False
    return bool(_HIRING.search(left) or _HIRED.match(text, end))

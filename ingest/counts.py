"""The grammar of promised counts: "over three million people", "1,000 new jobs", "1.2 GW", "446 chargers"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.amounts import number_of, qualifier_around

if TYPE_CHECKING:
    from graph.model import Qualifier, Unit

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{_SMALL})(?:[- ](?:{_SMALL}))?(?: and a half)?|half a|a"
_PEOPLE = (
    "people|individuals|workers|students|teachers|engineers|developers|citizens|graduates|professionals|employees|"
    "learners|persons|youths?|women|technicians|trainees|residents|[A-Z][a-z]+(?:ans|ians|ese|is)"
)
_JOBS = "jobs|positions|roles|hires"
_THINGS = "GPUs|chips|chargers|robots|vehicles|units|wafers|processors|satellites|accelerators|buses|trucks|cars|turbines|servers|drones"
_COUNT = re.compile(
    rf"(?<![\w$€£¥₹.,])(?P<number>{_NUMBER})(?P<plus>\+)?(?:[ -](?P<mag>million|thousand|billion|hundred thousand|mn))?(?P<plus2>\+)?"
    rf"(?P<between>(?: [\w'’/-]+){{0,4}}?) (?P<word>{_PEOPLE}|{_JOBS}|{_THINGS})\b"
)
_POWER = re.compile(
    rf"(?<![\w$.,])(?P<number>{_NUMBER})[ -]?(?P<unit>megawatts?|gigawatts?|MW|GW|kilowatts?|kW)\b(?!h)",
    re.IGNORECASE,
)
_SCALE = {"million": 1e6, "mn": 1e6, "thousand": 1e3, "billion": 1e9, "hundred thousand": 1e5}


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
    for match in _COUNT.finditer(text):
        value = number_of(match["number"])
        if value is None or (match["number"].lower() in {"a", "half a"} and not match["mag"]):
            continue
        quantity = value * _SCALE.get(match["mag"] or "", 1.0)
        word = match["word"]
        unit: Unit = (
            "jobs" if re.fullmatch(_JOBS, word) else "units" if re.fullmatch(_THINGS, word) else "people"
        )
        if unit == "people" and re.search(r"\bjobs?\b", match["between"]):
            unit = "jobs"
        if quantity < 5 or re.fullmatch(r"(?:19|20)\d\d", match["number"]):
            continue
        qualifier: Qualifier = (
            "at_least"
            if match["plus"] or match["plus2"]
            else qualifier_around(text, match.start(), match.end())
        )
        found.append(CountSpan(match.start(), match.end(), quantity, unit, qualifier))
    for match in _POWER.finditer(text):
        value = number_of(match["number"])
        if value is None or match["number"].lower() in {"a", "half a"}:
            continue
        letter = match["unit"][0].lower()
        megawatts = value * {"g": 1000.0, "m": 1.0, "k": 0.001}[letter]
        found.append(
            CountSpan(
                match.start(),
                match.end(),
                megawatts,
                "MW",
                qualifier_around(text, match.start(), match.end()),
            )
        )
    return sorted(found, key=lambda c: c.start)

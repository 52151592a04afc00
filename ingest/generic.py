"""What looks like a name and names nothing by its words: "Power Plant" in a title, "1,200 m²"; and where a name ends with its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.mentions import Mention

_SITE = (
    r"(?:Plants?|Factor(?:y|ies)|Facilit(?:y|ies)|Campus|Cent(?:er|re)s?|Fabs?|Labs?|Laborator(?:y|ies)|Hubs?|Sites?|Projects?|"
    r"Lines?|Parks?|Headquarters|Complex|Offices?|Expansion|Extension|Buildings?|Mine|Refinery)"
)
_SORT = (
    r"(?:An?|Its|The|New|Newest|Own|Big|Largest|Major|Joint|Planned|Proposed|Pilot|First|Second|Third|Fourth|Fifth|Two|Three|Four|Massive|"
    r"Power|Nuclear|Solar|Wind|Gas|Hydrogen|Battery|Cell|Chip|Semiconductor|Wafer|Data|AI|Research|Manufacturing|Production|"
    r"Assembly|Packaging|Steel|Lithium|Hyperscale|Training|Distribution|Logistics|Testing|Test|Headquarters|Campus|Plant|Facility)"
)
_GENERIC = re.compile(rf"(?:{_SORT}\s)+{_SITE}")
_SIZE = re.compile(
    r"[\d.,]+[\s-]?(?:k?m[²2]|sqm|sq\.?\s?(?:m|ft|km)|square[\s-](?:f(?:oo|ee)t|met(?:er|re)s?|kilomet(?:er|re)s?|miles?)|acres?|hectares?|ha|"
    r"[kMG]Wp?|megawatts?|gigawatts?|ton(?:ne)?s?)"
)
# "Managed by the Office of Electricity, the program …"
_DONE = re.compile(r"[A-Z][a-z]+ed|Led|Built|Run|Held|Begun|Known")
_BY = re.compile(r"\s(?:jointly\s|mainly\s|partly\s)?by\s")
# Where a sentence ends in what may be one name: "to KKR. Bankers guess", "Arcwell Co., Ltd. Vesta Securities acted".
_STOP = re.compile(
    r"\b(?:[A-Z]{3,8}|Ltd|Inc|LLC|PLC|plc|Corp|GmbH)(?=\.\s(?!(?:Co|Ltd|Inc|LLC|Corp|Limited|Pvt|Group|Holdings)\b)[A-Z][A-Za-z])"
)


def is_generic(m: Mention, text: str, headings: list[tuple[int, int]]) -> bool:
    """Whether a mention names nothing: a size, a verb at the beginning of a sentence, what sort of site a title is about."""
    if m.known:
        return False
    if _SIZE.fullmatch(m.text):
        return True
    if _DONE.fullmatch(m.text) and _BY.match(text, m.end):
        return True
    return bool(_GENERIC.fullmatch(m.text)) and any(a <= m.start < b for a, b in headings)


def ends_before(text: str, start: int, end: int) -> int:
    """Where a name ends within a stretch that goes on over the end of a sentence; else where the stretch does."""
    stop = _STOP.search(text, start, end)
    return stop.end() if stop and stop.end() < end else end

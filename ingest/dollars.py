"""Whose dollars a text counts in, told by the places and bodies that it names."""

from __future__ import annotations

import re

# Words that tell of a country, and how writers there set other dollars or their own apart.
_CUES: dict[str, str] = {
    "CAD": r"Ottawa|Canadian|Canada|Ontario|Quebec|Québec|Alberta|British Columbia|Saskatchewan|Manitoba|Toronto|Montreal|"
    r"Montréal|Vancouver|Calgary|Edmonton|Winnipeg|Regina|Saskatoon|Halifax|TSX|"
    r"Nova Scotia|PrairiesCan|PacifiCan|FedDev Ontario|Prairies Economic Development Canada|Investissement Québec|New Brunswick|Newfoundland",
    "AUD": r"Canberra|South Australia|Western Australia|Northern Territory|Australian|Australia|Sydney|Melbourne|Brisbane|Adelaide|Perth|Queensland|Victorian?|New South Wales|NSW|"
    r"ASX|ARENA|CSIRO|Tasmanian?|Hobart|Launceston|Australian Government|Australian Renewable Energy Agency|Breakthrough Victoria|CEFC|Clean Energy Finance Corporation|NBN Co|Cr(?= [A-Z])|TAFE|AEMO|Shire Council|Shire of|Geelong|Ballarat|Bendigo|Wollongong|Toowoomba|"
    r"Townsville|Cairns|Wagga Wagga|Riverina|Gippsland|Albury|Dubbo|Tamworth|Shepparton|Mildura|Kalgoorlie|Gold Coast|Albanese|Telstra",
    "SGD": r"IMDA|Infocomm Media Development Authority|Singtel|StarHub|Enterprise Singapore|Singaporean|Singapore|EDB|Temasek|NUS|NTU|Nanyang|A\*STAR|Economic Development Board",
    "NZD": r"Callaghan Innovation|MBIE|New Zealand|Kiwi|Auckland|Wellington|Christchurch|Dunedin|Otago|Canterbury|Aotearoa|Hamilton|Waikato",
    "HKD": r"HKSTP|Hong Kong|HKSAR|Legislative Council|HKUST|Cyberport",
    "TWD": r"Executive Yuan|Ministry of Economic Affairs",
    "FJD": r"Fijian|Fiji|Suva",
}
_PATTERNS = {code: re.compile(rf"(?<![\w-])(?:{cues})(?!\w)") for code, cues in _CUES.items()}
_OWN = {
    code: re.compile(rf"(?<![A-Za-z])(?:{signs})\$|\b{code}\b")
    for code, signs in {
        "CAD": "C|CA|CDN", "AUD": "A|AU", "SGD": "S|SG", "NZD": "NZ", "HKD": "HK", "TWD": "NT", "FJD": "FJ|F"
    }.items()
}  # fmt: skip
_OTHERS = re.compile(r"US\$|U\.S\. dollars?|US dollars?|\bUSD\b")
_BESIDE = re.compile(
    r"\$\d[\d.,]{0,12}[\s-]?[a-z]{0,8}\s?\((?:about\s|around\s)?\$\d"
)  # "C$5 million ($3.6 million)"
# "A$6 billion ($4 billion)", "($1 = 1.53 Australian dollars)": bare dollars are those of the United States, but in a paper of elsewhere.
_TURNED = re.compile(
    r"(?:\b(?:C|CA|A|AU|S|SG|NZ|HK|NT|FJ)\$\d[\d.,]{0,12}[\s-]?[a-z]{0,8}\s?\((?:about\s|around\s)?\$|\(\$1\s?=\s)\d"
)
_AMERICAN = re.compile(
    r"\bU\.S\.|\bUS\b(?!\$)|\b(?:American?s?|United States|Washington|Alabama|Arizona|Arkansas|California|Colorado|Connecticut|Florida|"
    r"Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Nebraska|Nevada|"
    r"New Hampshire|New Jersey|New Mexico|New York|North Carolina|Ohio|Oklahoma|Oregon|Pennsylvania|South Carolina|Tennessee|Texas|Utah|"
    r"Vermont|Virginia|Wisconsin|Wyoming|Georgia|Nasdaq|NASDAQ|NYSE|White House|Commerce Department|Silicon Valley|San Francisco|Boston|Biden|Trump)\b"
)
_DATELINE = re.compile(r"^[A-Z]{4,}(?: [A-Z]{4,})?(?=[,/ ])", re.M)  # "WELLINGTON, 4 July"
# Papers there write bare dollars for those of the United States.
_SOUTHEAST = re.compile(
    r"\b(?:Malaysian?|Kuala Lumpur|Johor|Penang|Indonesian?|Jakarta|Vietnam(?:ese)?|Hanoi|Ho Chi Minh|Thai|Thailand|Bangkok|Philippines?|"
    r"Manila|Cambodian?|Phnom Penh|ASEAN)\b"
)
_MAX_TEXT = 40_000


def dollar_of_context(text: str, publisher: str | None) -> str:
    """The ISO code that a bare "$" stands for in a text: USD unless much tells of another country.

    A country's own dollars are taken where at least two different words tell of it, they outweigh those that
    tell of the United States and of other dollar countries, and the text does not set its dollars apart as
    "A$" while leaving others bare and none as "US$", nor gives them in bare dollars in brackets. "US$" in the text is one more sign of it.
    """
    text = text[:_MAX_TEXT]
    american = len(_AMERICAN.findall(text)) + 3 * len(_AMERICAN.findall(publisher or ""))
    told = _DATELINE.sub(lambda m: m.group().title(), text, count=1)
    marked = bool(_OTHERS.search(text))
    turned = bool(_TURNED.search(text))
    best, best_score = "USD", 0.0
    for code, pattern in _PATTERNS.items():
        found = pattern.findall(told)
        kinds = set(found)
        near = bool(pattern.search(publisher or ""))
        # Who marks own dollars and "US$" alike leaves bare what the reader cannot mistake.
        apart = _OWN[code].search(text) and not (marked and not _BESIDE.search(text))
        if len(kinds) + near < 2 or ((apart or turned) and not near):
            continue
        if code == "SGD" and not near:
            own = sum("Singapore" in word for word in found)
            if own < len(_SOUTHEAST.findall(told)):
                continue
        score = len(found) + 2 * len(kinds) + 8 * near + 4 * marked
        if score >= (7 if american else 6) and score > 3 * american and score > best_score:
            best, best_score = code, score
    return best

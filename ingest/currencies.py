"""What writers call currencies: signs, words and codes, as ISO 4217 codes."""

from __future__ import annotations

import re

# Signs and prefixes before a number, the longer ones first where one begins with another.
SIGNS: dict[str, str] = {
    "US$": "USD",
    "U.S.$": "USD",
    "USD$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "CDN$": "CAD",
    "S$": "SGD",
    "NT$": "TWD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "R$": "BRL",
    "CN¥": "CNY",
    "RMB": "CNY",
    "Rs.": "INR",
    "Rs": "INR",
    "₹": "INR",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "￥": "JPY",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₫": "VND",
    "฿": "THB",
    "zł": "PLN",
    "Rp": "IDR",
    "RM": "MYR",
    "R": "ZAR",
    "$": "$",
}
CODES = frozenset(
    [
        "USD",
        "EUR",
        "GBP",
        "JPY",
        "CNY",
        "INR",
        "KRW",
        "TWD",
        "AUD",
        "CAD",
        "SGD",
        "HKD",
        "NZD",
        "CHF",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "HUF",
        "ILS",
        "TRY",
        "BRL",
        "MXN",
        "ZAR",
        "AED",
        "SAR",
        "QAR",
        "THB",
        "MYR",
        "IDR",
        "VND",
        "PHP",
        "KES",
        "NGN",
        "EGP",
    ]
)
# Words after a number.
WORDS: dict[str, str] = {
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "american dollars": "USD",
    "canadian dollars": "CAD",
    "australian dollars": "AUD",
    "singapore dollars": "SGD",
    "hong kong dollars": "HKD",
    "taiwan dollars": "TWD",
    "new taiwan dollars": "TWD",
    "new zealand dollars": "NZD",
    "dollars": "$",
    "dollar": "$",
    "euros": "EUR",
    "euro": "EUR",
    "pounds sterling": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rupees": "INR",
    "won": "KRW",
    "swiss francs": "CHF",
    "francs": "CHF",
    "swedish kronor": "SEK",
    "swedish krona": "SEK",
    "kronor": "SEK",
    "krona": "SEK",
    "danish kroner": "DKK",
    "norwegian kroner": "NOK",
    "norwegian krone": "NOK",
    "danish krone": "DKK",
    "kroner": "NOK",
    "krone": "NOK",
    "zloty": "PLN",
    "zlotys": "PLN",
    "shekels": "ILS",
    "dirhams": "AED",
    "riyals": "SAR",
    "reais": "BRL",
    "reals": "BRL",
    "rand": "ZAR",
    "ringgit": "MYR",
    "baht": "THB",
    "rupiah": "IDR",
    "dong": "VND",
    "pesos": "MXN",
    "lira": "TRY",
}
_CONTEXT: tuple[tuple[str, str, str], ...] = (
    (
        "CAD",
        r"\b(?:Ottawa|Canadian|Canada|Ontario|Quebec|Québec|Alberta|British Columbia|Toronto|Montreal|Montréal)\b",
        "CA",
    ),
    (
        "AUD",
        r"\b(?:Canberra|Australian|Australia|Sydney|Melbourne|Brisbane|Queensland|Victoria|New South Wales|NSW)\b",
        "AU",
    ),
    ("SGD", r"\b(?:Singaporean|Singapore|EDB|Temasek|NUS)\b", "SG"),
    ("NZD", r"\b(?:New Zealand|Kiwi|Auckland|Wellington)\b", "NZ"),
)


def dollar_of_context(text: str, publisher: str | None) -> str:
    """The ISO code that a bare "$" stands for in a text: USD unless much tells of another country.

    Other dollars count only where the text sets "US$" apart, or where its own country is named at least
    five times and the United States hardly.
    """
    marked = bool(re.search(r"US\$|U\.S\. dollars?|US dollars?|\bUSD\b", text))
    american = len(re.findall(r"\b(?:U\.S\.|US|American|United States|Washington)\b", text))
    for code, cues, _ in _CONTEXT:
        own = len(re.findall(cues, text)) + 2 * len(re.findall(cues, publisher or ""))
        kinds = len(set(re.findall(cues, text)))
        if own >= 3 and kinds >= 2 and (marked or own > 4 + 3 * american):
            return code
    return "USD"

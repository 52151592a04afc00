"""Numbers as writers put them: "2,500", "1.5", "fifty", "two and a half", "one point six", and "million" after them."""

from __future__ import annotations

import re

MAGNITUDES: dict[str, float] = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "mm": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "billions": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "mrd": 1e9,
    "trillion": 1e12,
    "trillions": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "t": 1e12,
    "lakh crore": 1e12,
    "lakh-crore": 1e12,
    "thousand crore": 1e10,
    "thousand crores": 1e10,
    "crore": 1e7,
    "crores": 1e7,
    "cr": 1e7,
    "lakh": 1e5,
    "lakhs": 1e5,
    "hundred thousand": 1e5,
}
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES: dict[str, float] = {w: float(n) for n, w in enumerate(_UNITS)} | {
    w: 10.0 * n for n, w in enumerate(_TENS, 2)
}
_FIXED = {
    "a": 1.0,
    "an": 1.0,
    "half a": 0.5,
    "half": 0.5,
    "a quarter of a": 0.25,
    "a half": 0.5,
    "a hundred": 100.0,
    "a dozen": 12.0,
}

# One blank, or the end of a wrapped line with the indent of the next.
GAP = r"(?:[^\S\n]{1,3}(?:\n[^\S\n]{0,8})?|\n[^\S\n]{0,8})"
_POINTED = r"\d{1,3}(?:\.\d{3}){2,4}(?:,\d{1,2})?"  # "1.234.567,89"
FIGURES = (
    rf"(?:{_POINTED}|\d{{1,3}}(?:['’]\d{{3}}){{1,4}}|"
    r"\d{1,3}(?:,\d{2,3}){1,5}(?:\.\d{1,6})?|\d{1,3},\d(?![\d,])|\d{1,15}(?:\.\d{1,6})?)(?![\d]|[.,]\d)"
)
_UNDER_100 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?\b|(?:{'|'.join(reversed(_UNITS))})\b)"
)
IN_WORDS = (
    rf"\b(?:half an?|half(?=[ -](?:m|b|tr)illion)|a quarter of a|a half|a hundred|a dozen|{_UNDER_100}(?: hundred\b)?(?: and {_UNDER_100}| {_UNDER_100})?"
    rf"(?: point(?: {_UNDER_100}){{1,3}})?(?: and a (?:half|quarter))?|an?)\b"
)
_LONG = "|".join(sorted((m for m in MAGNITUDES if len(m) > 3), key=len, reverse=True))
_MAGNITUDE = re.compile(
    rf"(?:(?:{GAP}|-)?(?P<long>(?i:{_LONG}))(?![A-Za-z0-9])"
    r"|[^\S\n]?(?P<mill>mill)(?:\.|(?=[^\S\n](?:[A-Z]{3}|kr)\b))"  # "200 mill. NOK"
    r"|[^\S\n]?(?P<short>(?i:mln|mio|bln|trn|mrd|mn|bn|tn|mm)|cr|Cr|M|B)(?![A-Za-z0-9])"
    r"(?:(?<=[A-Za-z]{3})\.(?=[^\S\n](?:[a-z(]|[A-Z]{3}\b|Euros?\b)))?"  # "12 Mio. Euro"
    r"|(?P<tiny>[mbkKT])(?![A-Za-z0-9]))"
)
# Cells of a table run together: "$1.8 millionSeed", "€30mQ1".
_GLUED = re.compile(rf"(?:{GAP}|-)?(?P<long>(?i:{_LONG})|mn|bn|tn|[mb](?=[A-Z]))")
NUMBER = re.compile(rf"(?<!\d)(?<!\d[.,])(?P<figures>{FIGURES})|(?P<words>(?i:{IN_WORDS}))")


def number_of(text: str) -> float | None:
    """The value of a number in figures ("2,500", "1.5") or words ("fifty", "two and a half")."""
    low = " ".join(text.lower().replace("-", " ").split())
    if re.fullmatch(_POINTED, low):
        return float(low.replace(".", "").replace(",", "."))
    low = re.sub(r"(?<=\d)['’](?=\d)", "", low)
    if re.fullmatch(FIGURES, low):
        return float(low.replace(",", ".") if re.fullmatch(r"\d{1,3},\d", low) else low.replace(",", ""))
    if low == "half an":
        return 0.5
    if low in _FIXED:
        return _FIXED[low]
    extra = 0.0
    for tail, part in ((" and a half", 0.5), (" and a quarter", 0.25)):
        if low.endswith(tail):
            low, extra = low.removesuffix(tail), part
    whole, _, decimals = low.partition(" point ")
    value = _whole(whole)
    if value is None or (decimals and any(w not in _VALUES for w in decimals.split())):
        return None
    if decimals:
        extra += float("0." + "".join(f"{_VALUES[w]:.0f}" for w in decimals.split()))
    return value + extra


def _whole(text: str) -> float | None:
    total = 0.0
    for word in text.split():
        if word in _VALUES:
            total += _VALUES[word]
        elif word == "hundred":
            total = (total or 1.0) * 100
        elif word != "and":
            return None
    return total if text else None


def magnitude_at(text: str, position: int, *, glued: bool = False) -> tuple[float, int] | None:
    """What a word such as "million" right after a number multiplies it by, and where that word ends.

    With `glued`, the next cell of a table may follow it without a blank.
    """
    match = _MAGNITUDE.match(text, position)
    if match is not None:
        word = match["long"] or match["short"] or match["tiny"] or "million"
    else:
        match = _GLUED.match(text, position) if glued else None
        if match is None:
            return None
        word = match["long"]
    return MAGNITUDES[" ".join(word.lower().split())], match.end()

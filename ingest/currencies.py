"""What writers call currencies: signs, words and codes, as ISO 4217 codes."""

from __future__ import annotations

import re

from ingest.dollars import dollar_of_context

__all__ = ["code_after", "code_before", "dollar_of_context", "scaled_code"]

# "$" alone stands for whatever the caller says.
_DOLLARS = {
    "US": "USD", "U.S.": "USD", "USD": "USD", "A": "AUD", "AU": "AUD", "AUD": "AUD", "C": "CAD", "CA": "CAD",
    "CAD": "CAD", "CDN": "CAD", "CAN": "CAD", "S": "SGD", "SG": "SGD", "SGD": "SGD", "NT": "TWD", "NTD": "TWD",
    "HK": "HKD", "HKD": "HKD", "NZ": "NZD", "NZD": "NZD", "R": "BRL", "FJ": "FJD", "F": "FJD", "MX": "MXN",
    "MXN": "MXN", "COP": "COP", "CLP": "CLP", "ARS": "ARS", "J": "JMD", "TT": "TTD", "N": "NAD", "Mex": "MXN",
}  # fmt: skip
_SYMBOLS = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "₩": "KRW", "￦": "KRW", "₹": "INR", "₪": "ILS", "₺": "TRY",
    "₫": "VND", "฿": "THB", "₱": "PHP", "₦": "NGN", "₴": "UAH", "₸": "KZT", "₵": "GHS", "₽": "RUB", "₡": "CRC",
    "৳": "BDT", "₨": "PKR", "CN¥": "CNY", "JP¥": "JPY", "RMB¥": "CNY", "GH₵": "GHS", "GH¢": "GHS", "E£": "EGP",
}  # fmt: skip
_LETTERS = {
    "RMB": "CNY", "CNH": "CNY", "Rs.": "INR", "Rs": "INR", "Re": "INR", "NIS": "ILS", "Rp": "IDR", "RM": "MYR",
    "TL": "TRY", "Tk": "BDT", "Tk.": "BDT", "KSh": "KES", "Ksh": "KES", "KSh.": "KES", "Ksh.": "KES", "Sh": "shillings", "Shs": "shillings", "N": "NGN", "P": "P",
    "USh": "UGX", "UGX": "UGX", "TSh": "TZS", "Dh": "AED", "Dhs": "AED", "Dh.": "AED", "SR": "SAR", "QR": "QAR",
    "zł": "PLN", "Kč": "CZK", "KD": "KWD", "BD": "BHD", "Ft": "HUF", "R": "ZAR", "NTD": "TWD", "S/": "PEN", "CHF": "CHF", "Fr.": "CHF",
    "EUR": "EUR", "STG": "GBP", "kr": "kroner", "NKr": "NOK", "SKr": "SEK", "DKr": "DKK", "US dollars": "USD",
    "Nkr": "NOK", "Skr": "SEK", "Dkr": "DKK", "SFr": "CHF", "Sfr": "CHF", "Euro": "EUR", "DM": "DEM", "Bt": "THB", "Bt.": "THB", "Php": "PHP", "PhP": "PHP",
    "RO": "OMR", "R.O.": "OMR", "JD": "JOD", "LE": "EGP", "L.E.": "EGP", "FCFA": "XOF", "CFA": "XOF", "Birr": "ETB",
}  # fmt: skip
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
        "ISK",
        "PLN",
        "CZK",
        "HUF",
        "RON",
        "BGN",
        "RSD",
        "UAH",
        "TRY",
        "ILS",
        "GEL",
        "AZN",
        "KZT",
        "UZS",
        "BRL",
        "MXN",
        "ARS",
        "CLP",
        "COP",
        "PEN",
        "UYU",
        "ZAR",
        "AED",
        "SAR",
        "QAR",
        "KWD",
        "BHD",
        "OMR",
        "JOD",
        "EGP",
        "MAD",
        "TND",
        "DZD",
        "NGN",
        "GHS",
        "KES",
        "UGX",
        "TZS",
        "ETB",
        "RWF",
        "ZMW",
        "XOF",
        "XAF",
        "MUR",
        "THB",
        "MYR",
        "IDR",
        "VND",
        "PHP",
        "PKR",
        "BDT",
        "LKR",
        "NPR",
        "MNT",
        "FJD",
        "RUB",
        "IQD",
        "PGK",
        "BWP",
        "NAD",
        "KHR",
        "MMK",
        "MZN",
        "AOA",
        "LAK",
        "GTQ",
        "PYG",
        "KGS",
        "TJS",
    ]
)
_NOUNS = {
    "dollar": "$", "dollars": "$", "euro": "EUR", "euros": "EUR", "pounds sterling": "GBP", "pounds": "pounds",
    "pound": "pounds", "sterling": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rupees": "rupees",
    "rupee": "rupees", "won": "KRW", "francs": "francs", "franc": "francs", "kronor": "SEK", "krona": "SEK",
    "kroner": "kroner", "krone": "kroner", "krónur": "ISK", "krónas": "ISK", "zloty": "PLN", "zlotys": "PLN",
    "zlotych": "PLN", "shekels": "ILS", "shekel": "ILS", "dirhams": "dirhams", "dirham": "dirhams", "riyals": "riyals",
    "riyal": "riyals", "rials": "OMR", "reais": "BRL", "reals": "BRL", "rand": "ZAR", "ringgit": "MYR", "baht": "THB",
    "rupiah": "IDR", "dong": "VND", "pesos": "pesos", "peso": "pesos", "lira": "TRY", "liras": "TRY", "soles": "PEN",
    "hryvnia": "UAH", "hryvnias": "UAH", "tenge": "KZT", "forints": "HUF", "forint": "HUF", "koruna": "CZK",
    "korunas": "CZK", "lei": "RON", "naira": "NGN", "cedis": "GHS", "shillings": "shillings", "taka": "BDT",
    "birr": "ETB", "rubles": "RUB", "roubles": "RUB", "dinars": "dinars", "dinar": "dinars", "kwacha": "ZMW", "rmb": "CNY", "leva": "BGN", "lev": "BGN", "lari": "GEL", "manat": "AZN",
    "soums": "UZS", "som": "UZS", "złoty": "PLN", "złotys": "PLN", "złotych": "PLN", "deutschmarks": "DEM", "deutsche marks": "DEM", "d-marks": "DEM",
    "fcfa": "XOF", "kyat": "MMK", "kyats": "MMK", "kip": "LAK", "riel": "KHR", "riels": "KHR", "quetzales": "GTQ", "quetzals": "GTQ", "guaranies": "PYG",
    "guaraníes": "PYG", "meticais": "MZN", "kwanza": "AOA", "kwanzas": "AOA", "pula": "BWP", "denars": "MKD", "tugrik": "MNT", "tugriks": "MNT",
    "drams": "AMD", "bolivianos": "BOB", "colones": "CRC", "leones": "SLE", "cedi": "GHS", "crowns": "crowns", "crown": "crowns",
}  # fmt: skip
_OF_COUNTRY = {
    ("dollar", "us|u.s.|american|united states"): "USD", ("dollar", "canadian"): "CAD", ("dollar", "australian"): "AUD",
    ("dollar", "singapore|singaporean"): "SGD", ("dollar", "hong kong"): "HKD", ("dollar", "new taiwan|taiwan|nt"): "TWD",
    ("dollar", "new zealand"): "NZD", ("dollar", "fijian|fiji"): "FJD", ("franc", "swiss"): "CHF", ("franc", "cfa"): "XOF",
    ("franc", "rwandan"): "RWF", ("pound", "british"): "GBP", ("pound", "egyptian"): "EGP", ("rupee", "indian"): "INR",
    ("rupee", "pakistani|pakistan"): "PKR", ("rupee", "sri lankan"): "LKR", ("rupee", "nepali|nepalese"): "NPR",
    ("won", "south korean|korean"): "KRW", ("yen", "japanese"): "JPY", ("yuan", "chinese"): "CNY",
    ("kron", "swedish"): "SEK", ("kron", "danish"): "DKK", ("kron", "norwegian"): "NOK", ("krón", "icelandic"): "ISK",
    ("kron", "icelandic"): "ISK", ("crown", "swedish"): "SEK", ("crown", "danish"): "DKK", ("crown", "norwegian"): "NOK",
    ("crown", "icelandic"): "ISK", ("crown", "czech"): "CZK", ("koruna", "czech"): "CZK", ("dirham", "uae|emirati"): "AED", ("dirham", "moroccan"): "MAD",
    ("riyal", "saudi"): "SAR", ("riyal", "qatari"): "QAR", ("rial", "omani"): "OMR", ("peso", "mexican"): "MXN",
    ("peso", "philippine"): "PHP", ("peso", "chilean"): "CLP", ("peso", "colombian"): "COP", ("peso", "argentine"): "ARS",
    ("shilling", "kenyan|kenya"): "KES", ("shilling", "ugandan|uganda"): "UGX", ("shilling", "tanzanian"): "TZS",
    ("dinar", "kuwaiti"): "KWD", ("dinar", "tunisian"): "TND", ("dinar", "algerian"): "DZD", ("dinar", "jordanian"): "JOD",
    ("dinar", "bahraini"): "BHD", ("dinar", "serbian"): "RSD", ("dinar", "iraqi"): "IQD", ("real", "brazilian"): "BRL",
    ("reais", "brazilian"): "BRL", ("rand", "south african"): "ZAR", ("lira", "turkish"): "TRY", ("baht", "thai"): "THB",
    ("zlot", "polish"): "PLN", ("shekel", "israeli|new israeli"): "ILS", ("ruble", "russian"): "RUB",
    ("ringgit", "malaysian"): "MYR", ("rupiah", "indonesian"): "IDR", ("dong", "vietnamese"): "VND",
}  # fmt: skip
_NORDIC = (
    ("NOK", r"Norw|Oslo|Bergen|Trondheim|Stavanger"), ("DKK", r"\bDan(?:ish|e|es)\b|Denmark|Copenhagen|Aarhus|Odense"),
    ("SEK", r"Swed|Stockholm|Gothenburg"), ("ISK", r"Iceland|Reykjav"),
)  # fmt: skip
# Words shared by several countries: the first is taken where the text tells of none of them.
_SHARED: dict[str, tuple[tuple[str, str], ...]] = {
    "kroner": _NORDIC, "crowns": (*_NORDIC, ("CZK", r"\bCzech|Prague|Brno|Ostrava|Plze[nň]|\bČEZ\b")),
    "dirhams": (("AED", r"U\.?A\.?E|Emirat|Dubai|Abu Dhabi|Sharjah"), ("MAD", r"Morocc|Rabat|Casablanca|Tangier")),
    "riyals": (("SAR", r"Saudi|Riyadh|Jeddah"), ("QAR", r"Qatar|Doha")),
    "pesos": (("MXN", r"Mexic|Monterrey"), ("PHP", r"Philippin|Manila|Filipino"), ("CLP", r"Chile|Santiago"),
              ("COP", r"Colombia|Bogot"), ("ARS", r"Argentin|Buenos Aires")),
    "rupees": (("INR", r"India|Delhi|Mumbai|Bengaluru"), ("PKR", r"Pakistan|Lahore|Karachi|Islamabad"),
               ("LKR", r"Sri Lanka|Colombo"), ("NPR", r"Nepal|Kathmandu")),
    "francs": (("CHF", r"Swiss|Switzerland|Zurich|Zürich|Geneva|Basel|ETH\b|EPFL"), ("XOF", r"CFA|Senegal|Dakar|Abidjan|Ivoir"),
               ("RWF", r"Rwanda|Kigali")),
    "P": (("PHP", r"Philippin|Manila|Filipino"), ("BWP", r"Botswana|Gaborone")),
    "pounds": (("GBP", r"Brit|U\.?K\b|London|Scot|Wales|Engl"), ("EGP", r"Egypt|Cairo")),
    "shillings": (("KES", r"Kenya|Nairobi|Mombasa"), ("UGX", r"Uganda|Kampala"), ("TZS", r"Tanzania|Dar es Salaam")),
    "dinars": (("KWD", r"Kuwait"), ("TND", r"Tunis"), ("DZD", r"Alger"), ("JOD", r"Jordan|Amman"), ("BHD", r"Bahrain"),
               ("RSD", r"Serb|Belgrade"), ("IQD", r"Iraq|Baghdad")),
}  # fmt: skip
_SIGN = "|".join(re.escape(s) for s in sorted(_SYMBOLS, key=len, reverse=True))
_LETTER = "|".join(re.escape(s) for s in sorted(_LETTERS, key=len, reverse=True))
_CODE = "|".join(sorted(CODES))
_DOLLAR = "|".join(re.escape(s) for s in sorted(_DOLLARS, key=len, reverse=True))
_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z])(?P<dollar>{_DOLLAR})(?:(?<=[A-Za-z.][A-Za-z.])[ \u00a0])?\$|(?P<plain>\$)|(?P<sign>{_SIGN})"
    rf"|(?<![A-Za-z])(?P<letter>{_LETTER})|(?<![A-Za-z])(?P<code>{_CODE}))[ \t\u00a0]?\Z"
)
_COUNTRY = "|".join(
    re.escape(c) for c in sorted({w for _, ws in _OF_COUNTRY for w in ws.split("|")}, key=len, reverse=True)
)
_NOUN = "|".join(sorted(_NOUNS, key=len, reverse=True))
_AFTER = re.compile(
    rf"(?:[^\S\n]|\n[^\S\n]{{0,8}}|-)?(?:in )?(?:(?P<country>(?i:{_COUNTRY}))[ -])?(?!Crown)(?P<noun>(?i:{_NOUN}))\b"
    rf"|[^\S\n]?(?P<code>{_CODE}|RMB|NTD|NIS)\b|(?P<sign>€|£|¥|₩|zł|[^\S\n]kr\b)"
)


# "MEUR 50", "TSEK 900", "DKKm 400", "€m 12": what Nordic and German companies write.
_THOUSANDS = {"T": 1e3, "k": 1e3, "K": 1e3, "M": 1e6, "m": 1e6, "mn": 1e6, "bn": 1e9}
_SCALED = rf"(?:(?P<scale>[TkKM])(?P<code>EUR|USD|SEK|NOK|DKK|CHF|GBP|PLN)|(?P<behind>{_CODE}|€|£)(?P<by>mn|bn|[kmM]))"
_SCALED_BEFORE = re.compile(rf"(?<![A-Za-z]){_SCALED}[ \t\u00a0]?\Z")
_SCALED_AFTER = re.compile(rf"[^\S\n]?{_SCALED}(?![A-Za-z])")


def scaled_code(text: str, position: int, *, after: bool = False) -> tuple[str, float, int] | None:
    """A currency written together with what the number is multiplied by: both, and where it starts.

    With `after` it follows the number ("120 MEUR"), and where it ends is given.
    """
    if after:
        match = _SCALED_AFTER.match(text, position)
    else:
        match = _SCALED_BEFORE.search(text, max(0, position - 7), position)
    if match is None:
        return None
    code = match["code"] or match["behind"]
    factor = _THOUSANDS[match["scale"] or match["by"]]
    return _SYMBOLS.get(code, code), factor, match.end() if after else match.start()


def code_before(text: str, position: int) -> tuple[str, int, bool] | None:
    """The currency written right before a number: its code ("$" if bare), where it starts, and if a sign says it."""
    left = text[max(0, position - 12) : position]
    match = _BEFORE.search(left)
    if match is None:
        return None
    start = position - len(left) + match.start()
    if match["dollar"]:
        return _DOLLARS[match["dollar"]], start, True
    if match["plain"]:
        return "$", start, True
    if match["sign"]:
        return _SYMBOLS[match["sign"]], start, True
    if match["letter"]:
        return _LETTERS[match["letter"]], start, False
    return match["code"], start, False


def code_after(text: str, position: int) -> tuple[str, int] | None:
    """The currency written right after a number and its magnitude, and where that word ends."""
    match = _AFTER.match(text, position)
    if match is None:
        return None
    if match["noun"]:
        noun = match["noun"].lower()
        if match["country"]:
            country = match["country"].lower()
            for (stem, names), code in _OF_COUNTRY.items():
                if noun.startswith(stem) and country in names.split("|"):
                    return code, match.end()
            return None
        return _NOUNS[noun], match.end()
    if match["code"]:
        return {"RMB": "CNY", "NTD": "TWD", "NIS": "ILS"}.get(match["code"], match["code"]), match.end()
    sign = match["sign"].strip()
    return "kroner" if sign == "kr" else "PLN" if sign == "zł" else _SYMBOLS[sign], match.end()


def settled(code: str, text: str, dollar: str) -> str:
    """The ISO code that a bare "$" or a word shared by several countries stands for in a text."""
    if code == "$":
        return dollar
    if code not in _SHARED:
        return code
    counts = [(len(re.findall(cues, text)), iso) for iso, cues in _SHARED[code]]
    best = max(n for n, _ in counts)
    return next(iso for n, iso in counts if n == best)

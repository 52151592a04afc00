"""Letters as they are compared: "Ørsted" is "orsted", "Łódź" is "lodz"."""

from __future__ import annotations

import unicodedata

# Latin letters that Unicode does not take apart into a plain letter and a mark; "ß" is taken apart by casefold.
_WHOLE = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "ng",
    }
)


def plain_letters(text: str) -> str:
    """A text without case and accents; other scripts than Latin keep their letters."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(ch for ch in apart if not unicodedata.combining(ch)).casefold().translate(_WHOLE)

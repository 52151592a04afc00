"""Money of one currency in another, at the European Central Bank's reference rates of a day; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graph.errors import InputError

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

_CLOSED = 10  # days at most without a rate: weekends and holidays
_NEWEST = dt.timedelta(days=92)  # a day so long after the newest rate still takes it


class Converted(NamedTuple):
    """A sum in another currency, and the day of the rate."""

    value: float
    currency: str
    rate_of: str


@lru_cache(maxsize=1)
def _rates() -> CurrencyConverter:
    from currency_converter import CurrencyConverter

    return CurrencyConverter()


def as_day(told: str | None) -> dt.date | None:
    """The day of a date text; of a month its 15th, of a year its 1 July, None for none."""
    if not told:
        return None
    filled = {4: f"{told}-07-01", 7: f"{told}-15"}.get(len(told), told)
    try:
        return dt.date.fromisoformat(filled)
    except ValueError:  # 31 June
        return None


@lru_cache(maxsize=100_000)
def convert(value: float, currency: str, to: str, told: str | None) -> Converted | None:
    """A sum at the rate of a day ("2024-04-09", "2024-04", "2024"), or of the last rate before it.

    None if there is no rate: an unknown day, a currency that the ECB does not list, a day before its rates
    begin or more than 92 days after the newest. `rate_of` is the day whose rate was taken.
    """
    from currency_converter import RateNotFoundError

    day = as_day(told)
    if currency == to:
        return Converted(value, to, day.isoformat() if day else "")
    rates = _rates()
    if day is None or currency not in rates.currencies or to not in rates.currencies:
        return None
    last = min(rates.bounds[c].last_date for c in (currency, to) if c in rates.bounds)
    if day > last + _NEWEST:
        return None
    day = min(day, last)
    for _ in range(_CLOSED):
        try:
            return Converted(float(rates.convert(value, currency, to, date=day)), to, day.isoformat())
        except RateNotFoundError:
            day -= dt.timedelta(days=1)
    return None


def converted(
    amount: float | None, currency: str, also: str | None, day: str | None, to: str
) -> tuple[float, str | None] | None:
    """A sum in another currency, and the day of the rate (None: no rate was needed); None if there is no sum or rate.

    If the sum itself has no rate, the first of `also` that has one, pairs of sum and currency as JSON, is taken.
    """
    if amount is None:
        return None
    for value, native in ((amount, currency), *json.loads(also or "[]")):
        there = convert(value, native, to, day)
        if there is not None:
            return there.value, None if native == to else there.rate_of
    return None


@lru_cache(maxsize=1000)
def asked_currency(told: str) -> str:
    """A currency that sums are asked for in, in capitals: what the ECB lists, or ISO 4217, in which sums may be told.

    Raises:
        InputError: if there is no such currency.
    """
    import pycountry

    code = told.upper()
    if code not in _rates().currencies and pycountry.currencies.get(alpha_3=code) is None:
        raise InputError(f"currency {told!r}: expected a code of ISO 4217, as USD, EUR or JPY")
    return code


def rated(currency: str) -> bool:
    """Whether the ECB has or had rates of a currency."""
    return currency in _rates().currencies

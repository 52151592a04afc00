"""Days and times as texts that sort by time: how they are asked for, and when something was decided."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from graph.errors import InputError

DAY = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
"""A year, month or day of ISO 8601, as a pattern; in ASCII, so that texts compare as times do."""
TIME = (
    rf"{DAY}|[0-9]{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?"
)
"""The same, or a time in UTC."""
_ISO = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?$"


def in_utc(instant: str) -> str:
    """An instant of ISO 8601 in UTC, as "2026-03-01T12:00:00+00:00" or with six decimals; without a zone it is UTC.

    Raises:
        ValueError: if there is no such time.
    """
    try:
        read = dt.datetime.fromisoformat(instant)
        read = read.replace(tzinfo=dt.UTC) if read.tzinfo is None else read.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{instant!r}: expected a time like 2026-03-01T12:00:00Z ({error})") from error
    return read.isoformat()


Instant = Annotated[str, StringConstraints(pattern=_ISO), AfterValidator(in_utc)]


def asked_day(told: str, what: str) -> str:
    """A year, month or day that is asked for, as it is.

    Raises:
        InputError: naming `what` it is asked for, if there is no such day.
    """
    first = {4: f"{told}-01-01", 7: f"{told}-01"}.get(len(told), told)
    try:
        if re.fullmatch(DAY, told):
            dt.date.fromisoformat(first)
            return told
    except ValueError:  # 31 June
        pass
    raise InputError(f"{what} {told!r}: expected a year, month or day (2024, 2024-04, 2024-04-09)")


def within(day: str, since: str | None, until: str | None) -> bool:
    """Whether a day is in a span of time, or the month or year that is told instead of it overlaps the span.

    All are years, months or days: of 2024 and since 2024-03 the year goes on after March, so it fits.
    """
    return (since is None or day >= since[: len(day)]) and (until is None or day[: len(until)] <= until)

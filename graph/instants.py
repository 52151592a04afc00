"""When something was decided: ISO 8601 as people and programs write it, and its order in time."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_ISO = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?$"


def moment(instant: str) -> dt.datetime:
    """The point in time that an instant names; without a zone it is UTC.

    The texts themselves do not sort by time: "10:00:00.5Z" is later than "10:00:00Z", "10:00:00+09:00" earlier.
    """
    read = dt.datetime.fromisoformat(instant)
    return read if read.tzinfo is not None else read.replace(tzinfo=dt.UTC)


def _exists(instant: str) -> str:
    try:
        moment(instant)
    except ValueError as error:
        raise ValueError(f"{instant!r}: expected an instant like 2026-03-01T12:00:00Z ({error})") from error
    return instant


Instant = Annotated[str, StringConstraints(pattern=_ISO), AfterValidator(_exists)]

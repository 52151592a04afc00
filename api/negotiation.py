"""Which of the forms there are a client would rather have: the `Accept` header, read as RFC 9110 says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Range(NamedTuple):
    kind: str
    quality: float
    place: int

    def fits(self, media: str) -> bool:
        return self.kind in {media, f"{media.partition('/')[0]}/*", "*/*"}

    @property
    def width(self) -> int:
        """0 for one media type, 1 for all of a sort, 2 for anything."""
        return self.kind.count("*")


def choose(accept: str | None, offered: Iterable[str]) -> str | None:
    """The media type that a client likes best, None if it takes none of them.

    Of those it likes as much, one that it names comes before one that a wildcard covers; then its order counts,
    then that of the offer.
    """
    ranges = [r for n, part in enumerate((accept or "*/*").split(",")) if (r := _range(part, n))]
    ranked: list[tuple[float, int, int, int, str]] = []
    for n, media in enumerate(offered):
        closest = min((r for r in ranges if r.fits(media)), key=lambda r: r.width, default=None)
        if closest is not None and closest.quality > 0:
            place = closest.place if not closest.width else 0
            ranked.append((-closest.quality, closest.width, place, n, media))
    return min(ranked)[-1] if ranked else None


def _range(part: str, place: int) -> _Range | None:
    kind, *parameters = (x.strip().lower() for x in part.split(";"))
    if not kind:
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(1.0, float(value))
            except ValueError:
                quality = 0.0
    return _Range(kind, quality if quality == quality else 0.0, place)

"""How types of entities look in every picture: a shape of its own beside a colour, for those who see colours differently."""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """A shape as vis-network calls it, a colour that stands out from light and dark, and the shape as a path from -1 to 1."""

    shape: str
    colour: str
    path: str


_SQUARE = "M-.75-.75H.75V.75H-.75z"
MARKS: dict[str, Mark] = {
    "Company": Mark("dot", "#3b82f6", "M-.8 0a.8.8 0 1 0 1.6 0a.8.8 0 1 0-1.6 0z"),
    "University": Mark("triangle", "#c2700c", "M0-.9L.9.75H-.9z"),
    "Country": Mark("square", "#15803d", _SQUARE),
    "Place": Mark("square", "#0d9488", _SQUARE),
    "Government": Mark("diamond", "#8b5cf6", "M0-1L1 0L0 1L-1 0z"),
    "Program": Mark(
        "star", "#db2777", "M0-1L.27-.35L.95-.31L.43.13L.59.81L0 .44L-.59.81L-.43.13L-.95-.31L-.27-.35z"
    ),
    "Facility": Mark("hexagon", "#64748b", "M-.5-.87H.5L1 0L.5.87H-.5L-1 0z"),
    "Organization": Mark("triangleDown", "#0891b2", "M0 .9L.9-.75H-.9z"),
}

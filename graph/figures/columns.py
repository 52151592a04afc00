"""Money by year, as columns: what an entity gives stands up, what it gets hangs down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.figures.svg import drawing, linked, tag, words
from graph.queries.views import format_amount

if TYPE_CHECKING:
    from graph.queries.views import Timeline, TimeStep

_WIDE, _HALF, _FOOT, _MOST = 720.0, 90.0, 22.0, 24


def columns(timeline: Timeline, given: str | None = None, received: str | None = None) -> str:
    """The sums of a timeline, empty if no deal tells one; of long ones the latest steps.

    A column leads to its deals: to the address `given` or `received` with the step as `since` and `until`.
    """
    steps = [s for s in timeline.steps if s.step[:1].isdigit() and (s.given or s.received)][-_MOST:]
    if not steps:
        return ""
    most = max(max(s.given, s.received) for s in steps)
    up = 12.0 + _HALF * max(s.given for s in steps) / most
    down = _HALF * max(s.received for s in steps) / most
    each = min(90.0, _WIDE / len(steps))
    marks = [tag("path", class_="rule", d=f"M0 {up:.1f}H{each * len(steps):.1f}")]
    for n, step in enumerate(steps):
        marks.append(_column(timeline, step, n * each, each, up, most, (given, received)))
        marks.append(
            words(step.step, x=(n + 0.5) * each, y=up + down + 16, text_anchor="middle", class_="dim")
        )
    return drawing(marks, each * len(steps), up + down + _FOOT, f"Money by {timeline.by}")


def _column(
    timeline: Timeline,
    step: TimeStep,
    x: float,
    each: float,
    middle: float,
    most: float,
    deals: tuple[str | None, str | None],
) -> str:
    high, low = _HALF * step.given / most, _HALF * step.received / most
    sides = (
        ("company", "gives", step.given, middle - high, high, deals[0]),
        ("university", "gets", step.received, middle, low, deals[1]),
    )
    marks = []
    for kind, verb, value, y, size, address in sides:
        if not size:
            continue
        bar = {"x": x + each * 0.2, "y": y, "width": each * 0.6, "height": max(size, 1.0), "rx": 2}
        there = f"{address}&since={step.step}&until={step.step}" if address else None
        note = f"{step.step}: {verb} {format_amount(value, timeline.currency)}; {step.events} deals in all"
        marks.append(linked(there, note, tag("rect", class_=f"mark {kind}", **bar)))
    return tag("g", *marks)

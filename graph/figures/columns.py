"""Money by year, as columns: what an entity gives stands up, what it gets hangs down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.figures.svg import drawing, linked, tag, words
from graph.queries.views import format_amount

if TYPE_CHECKING:
    from graph.queries.views import Timeline, TimeStep

_WIDE, _HALF, _FOOT, _MOST = 720.0, 90.0, 22.0, 24


def columns(timeline: Timeline) -> str:
    """The sums of a timeline, empty if no deal tells one; of long ones the latest steps."""
    steps = [s for s in timeline.steps if s.step[:1].isdigit() and (s.given or s.received)][-_MOST:]
    if not steps:
        return ""
    most = max(max(s.given, s.received) for s in steps)
    up = 12.0 + _HALF * max(s.given for s in steps) / most
    down = _HALF * max(s.received for s in steps) / most
    each = min(90.0, _WIDE / len(steps))
    marks = [tag("path", class_="rule", d=f"M0 {up:.1f}H{each * len(steps):.1f}")]
    for n, step in enumerate(steps):
        marks.append(_column(timeline, step, n * each, each, up, most))
        marks.append(
            words(step.step, x=(n + 0.5) * each, y=up + down + 16, text_anchor="middle", class_="dim")
        )
    return drawing(marks, each * len(steps), up + down + _FOOT, f"Money by {timeline.by}")


def _column(timeline: Timeline, step: TimeStep, x: float, each: float, middle: float, most: float) -> str:
    high, low = _HALF * step.given / most, _HALF * step.received / most
    width = each * 0.6
    bars = [
        tag("rect", class_=f"mark {kind}", x=x + each * 0.2, y=y, width=width, height=max(size, 1.0), rx=2)
        for kind, y, size in (("company", middle - high, high), ("university", middle, low))
        if size
    ]
    told = [
        f"{verb} {format_amount(value, timeline.currency)}"
        for verb, value in (("gives", step.given), ("gets", step.received))
        if value
    ]
    note = f"{step.step}: {', '.join(told) or 'no sum told'} in {step.events} deals"
    return linked(None, note, *bars)

"""Figures of a selection as SVG: pure functions, no script, every mark a link with words.

The marks have classes; `STYLE` says how they look, light and dark, and goes into a page's style or into the file itself.
"""

from __future__ import annotations

from graph.figures.columns import columns
from graph.figures.flows import flows
from graph.figures.network import network_picture
from graph.figures.svg import STYLE, standalone
from graph.figures.timeline import timeline
from graph.figures.world import world

__all__ = ["STYLE", "columns", "flows", "network_picture", "standalone", "timeline", "world"]

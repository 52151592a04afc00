"""Answers kept as they were sent, until the graph's next revision: what many ask for is made once."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from starlette.types import Message

_LARGEST = 1_000_000  # bytes of an answer that is kept
_ALL = 64_000_000  # bytes of all of them
_BESIDE = 2_000  # bytes that each takes beside its body, however short that is


_QUICK = 0.05  # seconds: what is made faster is kept when it is asked for again
_NOTED = 10_000  # answers of which it is known that they were asked for once


class Kept:
    """The answers asked for last. Their keys hold the revision, so one of an older revision is not found again."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, tuple[Message, ...]] = OrderedDict()
        self._once: OrderedDict[Hashable, None] = OrderedDict()
        self._size = 0

    def get(self, key: Hashable) -> tuple[Message, ...] | None:
        """The messages of an answer, or None."""
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def add(self, key: Hashable, answer: Answer, seconds: float) -> None:
        """Keep an answer that is whole and took so long, and let go of those that nobody has asked for.

        One that was made quickly is kept the second time, so that who asks for everything once pushes out nothing.
        """
        if not answer.whole or key in self._answers:
            return
        if seconds < _QUICK and key not in self._once:
            self._once[key] = None
            if len(self._once) > _NOTED:
                self._once.popitem(last=False)
            return
        self._once.pop(key, None)
        self._answers[key] = tuple(answer.messages)
        self._size += answer.size + _BESIDE
        while self._size > _ALL:
            _, old = self._answers.popitem(last=False)
            self._size -= sum(len(m.get("body", b"")) for m in old) + _BESIDE


class Answer:
    """The messages of an answer as they go out, as long as it is a good one and not too large."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.size, self.whole = 0, False
        self._good = True

    def note(self, message: Message) -> None:
        """Take down a message."""
        self.size += len(message.get("body", b""))
        if message.get("status", 200) != 200 or self.size > _LARGEST:
            self._good = False
            self.messages.clear()
        if self._good:
            self.messages.append(message)
            self.whole = message["type"] == "http.response.body" and not message.get("more_body")

"""Companies that are told by what is theirs."""

from __future__ import annotations

import pytest

from ingest.mentions import Mention
from ingest.parents import with_parents


def told(text: str, said: str) -> str:
    """Whom a mention of a text's words stands for."""
    at = text.index(said)
    (m,) = with_parents([Mention(at, at + len(said), said, said, "Company")], text)
    return f"{m.name} ({m.text})"


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("The Chinese owner of TikTok opened a hall.", "TikTok", "ByteDance (owner of TikTok)"),
        ("The parent company of Google opened a hall.", "Google", "Alphabet (parent company of Google)"),
        ("The maker of the iPhone opened a hall.", "iPhone", "Apple (maker of the iPhone)"),
        ("WhatsApp's American owner opened a hall.", "WhatsApp", "Meta (WhatsApp's American owner)"),
        ("TikTok’s parent opened a hall.", "TikTok", "ByteDance (TikTok’s parent)"),
        ("The ChatGPT maker opened a hall.", "ChatGPT", "OpenAI (ChatGPT maker)"),
        ("The ChatGPT maker opened a hall.", "ChatGPT maker", "OpenAI (ChatGPT maker)"),
        ("The ChatGPT maker OpenAI opened a hall.", "ChatGPT maker", "ChatGPT maker (ChatGPT maker)"),
        ("TikTok owner ByteDance opened a hall.", "TikTok", "TikTok (TikTok)"),
        ("TikTok opened a hall.", "TikTok", "TikTok (TikTok)"),
        ("The owner of Arcwell opened a hall.", "Arcwell", "Arcwell (Arcwell)"),
        ("Android phone maker Vesta opened a hall.", "Android", "Android (Android)"),
    ],
)
def test_who_is_told_by_what_is_theirs(text: str, said: str, found: str) -> None:
    assert told(text, said) == found


def test_what_stands_in_it_is_no_other() -> None:
    text = "The ChatGPT maker opened a hall."
    both = [
        Mention(4, 17, "ChatGPT maker", "ChatGPT maker", "Company"),
        Mention(4, 11, "ChatGPT", "ChatGPT", "Company"),
    ]
    assert [(m.name, m.text) for m in with_parents(both, text)] == [("OpenAI", "ChatGPT maker")]

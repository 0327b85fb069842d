"""The words of a message as they are kept: one text, without what a database or a screen cannot hold."""

import re
import unicodedata

KEPT_MOST = 200_000
"""So many letters of a message are kept; the rest of a machine's flood is left out, and the text says so."""
LEFT_OUT = "\n\n[The message is longer; the rest was not kept.]"
_OURS = re.compile(r"^\s*(?:re|fw|fwd|aw|rv|res)\s*:", re.IGNORECASE)


def tidy(text: str) -> str:
    """Return a text without control characters, halves of characters, and marks that turn the direction of writing.

    >>> tidy("a\\x00b\\u202ec\\r\\nd")
    'abc\\nd'
    """
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lined if letter in "\n\t" or unicodedata.category(letter) not in _DROPPED)


_DROPPED = frozenset({"Cc", "Cs", "Cn"} | {"Cf"})


def one_text(subject: str, text: str) -> str:
    """Return subject and text as one, the subject left out where it only repeats ours.

    >>> one_text("Re: your account", "I paid."), one_text("STOP", "")
    ('I paid.', 'STOP')
    """
    title = "" if _OURS.match(subject) else " ".join(tidy(subject).split())[:1000]
    body = tidy(text[: KEPT_MOST + 1])
    kept = body if len(body) <= KEPT_MOST else body[:KEPT_MOST] + LEFT_OUT
    return "\n\n".join(part for part in (title, kept.strip("\n")) if part.strip())

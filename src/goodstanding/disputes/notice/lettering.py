"""Lettering: whether and how a text from outside can stand on paper, exactly and without moving what is around it.

Characters that are not letters at all (controls, overrides of the direction of reading, unassigned ones) are refused:
to drop them would change a name, to keep them would let it rearrange the sentence it stands in.
"""

import re
import unicodedata
from collections.abc import Iterator

from goodstanding.disputes.notice.content import Notice

_JOINERS = "\u200c\u200d"
"""Belong to the spelling of Persian, Hindi and other languages, though they are counted among the controls."""

_NEVER = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_ISOLATE, _END = "\u2068", "\u2069"
_LONG_WORD = re.compile(r"\S{31,}")
_STEP = 10


def unprintable(notice: Notice) -> Iterator[tuple[str, str]]:
    """Return the texts of a notice that cannot be printed: the field's key, and a sentence naming the characters."""
    for key, texts in texts_of(notice).items():
        for text in texts:
            wrong = sorted({letter for letter in text if not is_letter(letter)})
            if wrong:
                named = ", ".join(f"U+{ord(letter):04X}" for letter in wrong[:5])
                yield key, f"It holds characters that cannot be printed: {named}."


def is_letter(character: str) -> bool:
    """Say whether a character leaves a mark or a space on paper, and does nothing else."""
    return character in _JOINERS or unicodedata.category(character) not in _NEVER


def placed(text: str) -> str:
    """Return a text as it goes into a sentence: set apart if read from right to left, and long words breakable.

    >>> placed("Doe") == "Doe", placed("\u05d3") == "\u2068\u05d3\u2069"
    (True, True)
    """
    text = _LONG_WORD.sub(lambda found: _breakable(found[0]), " ".join(text.split()))
    backwards = any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)
    return f"{_ISOLATE}{text}{_END}" if backwards else text


def _breakable(word: str) -> str:
    """Let a word break every few letters, which nobody sees where it does not have to; never before a mark."""
    pieces = [word[at : at + _STEP] for at in range(0, len(word), _STEP)]
    return "".join(
        piece if number == 0 or unicodedata.combining(piece[0]) else f"\u200b{piece}"
        for number, piece in enumerate(pieces)
    )


def texts_of(notice: Notice) -> dict[str, tuple[str, ...]]:
    """Return every text of a notice that comes from outside, by field."""
    collector, consumer, options = notice.collector, notice.consumer, notice.options
    return {
        "collector_name": (collector.party.name,),
        "collector_address": collector.party.address,
        "collector_phone": (collector.phone,),
        "collector_website": (collector.website, collector.email),
        "consumer_name": (consumer.party.name, consumer.estate_of),
        "consumer_address": consumer.party.address,
        "reference": (options.reference,),
        "creditor_then": (notice.then.creditor,),
        "account_number": (notice.then.account_number or "",),
        "brand": (notice.obligation.brand,),
        "creditor_now": (notice.obligation.creditor_now,),
        "time_barred": tuple(notice.time_barred.text.split("\n")) if notice.time_barred else (),
        "reverse_disclosures": tuple(line for one in notice.reverse for line in one.text.split("\n")),
        "electronic_channels": (options.disputes_at, options.requests_at),
        "spanish_offer": (options.spanish_offer_how,),
    }

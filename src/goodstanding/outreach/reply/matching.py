"""Whom a reply is from: what each sign of it says, and what all of them come to.

A token, or the message that is answered, names one person: we wrote to nobody else under it. An address or a number may
belong to several people, and an account may be named by anybody. Nobody guesses between two people: where the signs
leave more than one, or speak against each other, a person decides.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]{2,39}")
NUMBER_LEAST, WORD_LEAST = 5, 3
"""How long a reference is at least: one of digits only, and any other."""
WORDS_MOST = 400
"""How many words of a text are looked up as references at most."""


class Sign(NamedTuple):
    """One person whom something points to: our message, their address, their account."""

    person_id: int
    client_id: int
    message_id: int | None = None
    contact_point_id: int | None = None
    debt_ids: tuple[int, ...] = ()


class Signs(NamedTuple):
    """What is known about where a reply comes from."""

    token: Sign | None = None
    thread: Sign | None = None
    sender: Sequence[Sign] = ()
    reference: Sequence[Sign] = ()


class Match(NamedTuple):
    """Whom a reply is from; without a person, whoever comes into question."""

    how: str
    sign: Sign | None = None
    candidates: tuple[int, ...] = ()
    points: tuple[tuple[int, int], ...] = ()
    """Person and contact point of everybody who is reached where the reply came from."""


def decide(signs: Signs) -> Match:
    """Return what the signs come to.

    >>> ann, bob = Sign(1, 7, contact_point_id=11), Sign(2, 7, contact_point_id=12)
    >>> decide(Signs(sender=[ann, bob])).candidates
    (1, 2)
    >>> decide(Signs(sender=[ann, bob], reference=[Sign(2, 7, debt_ids=(5,))])).sign.person_id
    2
    """
    points = tuple(sorted({(one.person_id, one.contact_point_id) for one in signs.sender if one.contact_point_id}))
    known = signs.token or signs.thread
    if known is not None:
        how = "token" if signs.token is not None else "thread"
        if signs.token and signs.thread and signs.token.person_id != signs.thread.person_id:
            return Match("several", candidates=_people([signs.token, signs.thread]), points=points)
        return Match(how, _with_point(known, signs.sender), points=points)
    senders, named = _people(signs.sender), _people(signs.reference)
    both = tuple(sorted(set(senders) & set(named)))
    if len(both) == 1:
        return Match("reference", _joined(both[0], signs), points=points)
    if senders and named and not both:
        # Somebody writes about an account that is not theirs as far as we know: perhaps for another, perhaps not.
        return Match("several", candidates=tuple(sorted({*senders, *named})), points=points)
    candidates = both or senders or named
    if len(candidates) == 1:
        return Match("sender" if senders else "reference", _joined(candidates[0], signs), points=points)
    return Match("several" if candidates else "nobody", candidates=candidates, points=points)


def words_of(text: str) -> list[str]:
    """Return the words of a text that could be references: each with a digit in it, once, in their order.

    >>> words_of("About account LU-2026/0012, due 5 May.")
    ['LU-2026/0012']
    """
    found = (word.rstrip("./-_") for word in _WORD.findall(text))
    return list(dict.fromkeys(word for word in found if _could_refer(word)))[:WORDS_MOST]


def _could_refer(word: str) -> bool:
    """Say whether a word may be a reference; a short number is rather an amount or a year."""
    return any(letter.isdigit() for letter in word) and len(word) >= (NUMBER_LEAST if word.isdecimal() else WORD_LEAST)


def _people(signs: Sequence[Sign]) -> tuple[int, ...]:
    return tuple(sorted({one.person_id for one in signs}))


def _with_point(sign: Sign, senders: Sequence[Sign]) -> Sign:
    """Add the contact point it came from, where it is one of this very person."""
    own = [one.contact_point_id for one in senders if one.person_id == sign.person_id]
    return sign._replace(contact_point_id=own[0] if len(own) == 1 else None)


def _joined(person_id: int, signs: Signs) -> Sign:
    """Put together what the signs of one person say."""
    own = [one for one in (*signs.sender, *signs.reference) if one.person_id == person_id]
    points = {one.contact_point_id for one in own if one.contact_point_id is not None}
    debts = sorted({debt for one in signs.reference if one.person_id == person_id for debt in one.debt_ids})
    return Sign(person_id, own[0].client_id, None, points.pop() if len(points) == 1 else None, tuple(debts))

"""Authority: what a payer agrees to who has the instalments of a plan taken from them, each amount with its day.

For the page on which they agree, and for the log that keeps the hash of what they read. What is due already is paid at
once, on the page of the provider; the rest is taken on its days.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from goodstanding.arrangements.plan.standing import InstalmentStanding
from goodstanding.money.amount import Amount
from goodstanding.outreach.channels.letter.wording import day_in_words

_WORDS: Mapping[str, tuple[str, str, str, str, str]] = {
    "en": (
        "I pay {now} now, on the page of the payment provider, and leave my card or bank account there.",
        "From it {house} may take {amount} on {day} (reference {reference}).",
        "{house} tells me before each of these payments how much is taken, and when, also where the plan has changed.",
        "A payment that my bank sends back may be tried again only as the rules of the bank or card allow.",
        "I can end this at any time on this page, by telephone or in writing, and nothing more is taken from then on.",
    ),
    "es": (
        "Pago {now} ahora, en la página del proveedor de pagos, y dejo allí mi tarjeta o cuenta.",
        "De ella {house} puede cobrar {amount} el {day} (referencia {reference}).",
        "{house} me avisa antes de cada cobro de cuánto es y de qué día, también si el plan ha cambiado.",
        "Un cobro que mi banco devuelva solo puede repetirse como lo permiten las reglas del banco o de la tarjeta.",
        "Puedo terminar esto cuando quiera, en esta página, por teléfono o por escrito; desde entonces no se cobra.",
    ),
}


class Authority(NamedTuple):
    """What is paid at once, and what may be taken on which day."""

    now: Amount
    later: tuple[tuple[date, Amount], ...]


def authority_of(standings: Sequence[InstalmentStanding], *, currency: str, day: date) -> Authority | None:
    """Return what is left of a plan as an authority; None where nothing would be left to take.

    All that is due on `day` is paid at once, or the next instalment where nothing is due yet.
    """
    left = sorted((one for one in standings if one.left_minor), key=lambda one: one.instalment.due_date)
    count = max(1, sum(one.instalment.due_date <= day for one in left))
    if len(left) <= count:
        return None
    now = Amount(sum(one.left_minor for one in left[:count]), currency)
    return Authority(now, tuple((one.instalment.due_date, Amount(one.left_minor, currency)) for one in left[count:]))


def sentences(authority: Authority, *, house: str, reference: str, language: str) -> tuple[str, ...]:
    """Return what a payer reads and agrees to, in a language that is known ("en", "es")."""
    opening, taking, *closing = _WORDS[language]
    told = [opening.format(now=authority.now)]
    told += [
        taking.format(house=house, amount=amount, day=day_in_words(day, language), reference=reference)
        for day, amount in authority.later
    ]
    return (*told, *(one.format(house=house) for one in closing))


def hash_of(told: Sequence[str]) -> str:
    """Return the SHA-256 of what was read, line by line.

    >>> hash_of(["a", "b"]) == hash_of(["a", "c"])
    False
    """
    return hashlib.sha256("\n".join(told).encode()).hexdigest()

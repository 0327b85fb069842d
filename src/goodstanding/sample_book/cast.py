"""The cast: invented people and organisations, each with ways to reach them, and who else stands beside them.

For book.py. A person of the cast exists nowhere: see words.py and place.py.
"""

from dataclasses import dataclass
from random import Random
from typing import Literal

from goodstanding.parties.person import search_key
from goodstanding.sample_book import words
from goodstanding.sample_book.chance import dice, happens, pick
from goodstanding.sample_book.place import SPANISH_SPEAKING, Address, abroad, in_states, phone
from goodstanding.sample_book.situation import Situation

PERCENT_SPANISH, PERCENT_SPANISH_ELSEWHERE, PERCENT_FROM_ELSEWHERE = 35.0, 3.0, 6.0
PERCENT_WITHOUT_EMAIL, PERCENT_WITHOUT_PHONE, PERCENT_SECOND_PHONE = 12.0, 6.0, 18.0
ADDRESS_STATUSES = (("unverified", 80), ("valid", 14), ("returned", 5), ("wrong person", 1))
PHONE_STATUSES = (("unverified", 76), ("valid", 14), ("disconnected", 7), ("wrong person", 3))
EMAIL_STATUSES = (("unverified", 88), ("valid", 8), ("returned", 4))
LEGAL_FORMS = {"USD": "LLC", "EUR": "GmbH", "GBP": "Ltd", "JPY": "KK", "KWD": "WLL"}


@dataclass(frozen=True, slots=True)
class Reached:
    """How a person is reached. Empty text where they have no such thing; numbers as people write them."""

    address: Address
    address_status: str = "unverified"
    phone: str = ""
    phone_status: str = ""
    other_phone: str = ""
    email: str = ""
    email_status: str = ""


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the cast. `reference` is the client's number for them."""

    reference: str
    kind: Literal["person", "organisation"]
    name: str
    given_name: str
    family_name: str
    language: str
    reached: Reached


def debtor(number: int, *, seed: int, situation: Situation) -> Character:
    """Return the primary debtor of this number: a human being, or an organisation where invoices are owed."""
    thrown = dice(seed, "debtor", number)
    reference = f"C{number:07d}"
    if situation.is_organisation:
        return _organisation(thrown, reference=reference, number=number, currency=situation.currency)
    return _human(thrown, reference=reference, number=number, beside=None)


def second(number: int, *, seed: int, situation: Situation, first: Character) -> Character | None:
    """Return the co-debtor or guarantor of a debt, who shares the debtor's house; None where there is none."""
    if situation.second is None:
        return None
    thrown = dice(seed, "second", number)
    return _human(thrown, reference=f"C{number:07d}-2", number=number, beside=first)


def attorney(number: int, *, seed: int) -> Character:
    """Return the attorney who speaks for debtor `number`."""
    thrown = dice(seed, "attorney", number)
    return _human(thrown, reference=f"C{number:07d}-A", number=number, beside=None)


def _human(thrown: Random, *, reference: str, number: int, beside: Character | None) -> Character:
    address = beside.reached.address if beside else in_states(thrown)
    speaks_spanish = PERCENT_SPANISH if address.region in SPANISH_SPEAKING else PERCENT_SPANISH_ELSEWHERE
    language = "es" if happens(thrown, percent=speaks_spanish) else "en"
    given, family = _name(thrown, language=language)
    if beside is not None and happens(thrown, percent=60.0):
        family = beside.family_name
    has_phone = not happens(thrown, percent=PERCENT_WITHOUT_PHONE)
    has_email = not happens(thrown, percent=PERCENT_WITHOUT_EMAIL)
    other = phone(thrown, region=address.region) if happens(thrown, percent=PERCENT_SECOND_PHONE) else ""
    first = phone(thrown, region=address.region)
    reached = Reached(
        address=address,
        address_status=pick(thrown, ADDRESS_STATUSES),
        phone=first if has_phone else "",
        phone_status=pick(thrown, PHONE_STATUSES) if has_phone else "",
        other_phone=other if other != first else "",
        email=_email(thrown, name=f"{given} {family}", number=number) if has_email else "",
        email_status=pick(thrown, EMAIL_STATUSES) if has_email else "",
    )
    return Character(reference, "person", f"{given} {family}", given, family, language, reached)


def _organisation(thrown: Random, *, reference: str, number: int, currency: str) -> Character:
    name = f"{thrown.choice(words.COLOURS)} {thrown.choice(words.THINGS)} Specimen {LEGAL_FORMS[currency]}"
    address = in_states(thrown) if currency == "USD" else abroad(thrown, currency=currency)
    number_of_house = phone(thrown, region=address.region) if address.region else ""
    reached = Reached(
        address=address,
        address_status="valid",
        phone=number_of_house,
        phone_status="valid" if number_of_house else "",
        email=_email(thrown, name="accounts payable", number=number),
        email_status="valid",
    )
    return Character(reference, "organisation", name, "", "", "en", reached)


def _name(thrown: Random, *, language: str) -> tuple[str, str]:
    if language == "es":
        return thrown.choice(words.GIVEN_IN_SPANISH), _family(thrown, special=words.FAMILIES_IN_SPANISH, percent=60.0)
    if happens(thrown, percent=PERCENT_FROM_ELSEWHERE):
        given = thrown.choice(words.GIVEN_FROM_ELSEWHERE)
        return given, _family(thrown, special=words.FAMILIES_FROM_ELSEWHERE, percent=60.0)
    return thrown.choice(words.GIVEN), _family(thrown, special=(), percent=0.0)


def _family(thrown: Random, *, special: tuple[str, ...], percent: float) -> str:
    if happens(thrown, percent=percent):
        return thrown.choice(special)
    return f"{thrown.choice(words.COLOURS)}{thrown.choice(words.LAND)}"


def _email(thrown: Random, *, name: str, number: int) -> str:
    return f"{search_key(name).replace(' ', '.')}.{number}@{thrown.choice(words.DOMAINS)}"

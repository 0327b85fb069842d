"""What the books' words are called in a situation: kinds of contact points, ways of calling, types of debt, places.

For whoever puts a situation or a brief together, so that one question asked alone and a million asked at once say the
same.
"""

POINT_TYPES = {"address": "mail", "phone": "mobile", "email": "email"}
CHANNEL_KINDS = {
    "call": "phone",
    "voicemail": "phone",
    "ringless_voicemail": "phone",
    "sms": "phone",
    "email": "email",
    "letter": "address",
}
"""Channels that go to a contact point, and of which kind it is."""
TECHNOLOGIES = {"call": "manual_live_agent", "voicemail": "manual_live_agent", "ringless_voicemail": "prerecorded"}
"""How a call is made where nobody says otherwise: dialled and spoken by a person, or dropped by a machine."""
LAW_WORDS = {"card": "credit_card"}
"""What the lawbook calls a type of debt, where the books have another word."""
USABLE = ("valid", "unverified")
"""Statuses of a contact point that may be used."""
WRONG_PERSON = "wrong person"
"""The status of a contact point at which somebody else was reached."""
WRONG_NUMBER_EVENT = "learned_number_not_consumers"
ACCEPTS_ELECTRONIC = ("email", "portal", "sms")
"""Electronic media through which the house takes notices."""
NEW_YORK_CITY = "New York City"
_PARTS_OF_NEW_YORK_CITY = ("new york", "new york city", "brooklyn", "bronx", "queens", "staten island")


def debt_type_of(word: str) -> str:
    """Return what the lawbook calls a type of debt.

    >>> debt_type_of("card"), debt_type_of("student loan")
    ('credit_card', 'student_loan')
    """
    return LAW_WORDS.get(word, word.replace(" ", "_"))


def city_of(locality: str) -> str:
    """Return a locality, by its city's name where the city has law of its own.

    >>> city_of("Queens"), city_of("Albany")
    ('New York City', 'Albany')
    """
    return NEW_YORK_CITY if locality.casefold() in _PARTS_OF_NEW_YORK_CITY else locality


def place_of(label: str, *, kind: str) -> str | None:
    """Return the place a contact point is tied to, as far as its label or its kind tells: work, home or None."""
    folded = label.casefold()
    return next((word for word in ("work", "home") if word in folded), "home" if kind == "address" else None)

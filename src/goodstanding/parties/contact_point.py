"""Ways to reach a person: what is read from an e-mail address, a telephone number or an address as people write them.

For registering one by one and for the import, which must agree to the letter. A telephone number that cannot be read
is kept as it was written, because somebody may still make sense of it; an e-mail address without a domain is refused.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat
from phonenumbers import timezone as number_zones

from goodstanding.calendars import place
from goodstanding.parties.person import search_key
from goodstanding.refusal import Refusal

Kind = Literal["address", "phone", "email"]

MARKS: dict[str, frozenset[str]] = {
    "address": frozenset({"valid", "invalid", "returned", "wrong person"}),
    "phone": frozenset({"valid", "invalid", "disconnected", "wrong person"}),
    "email": frozenset({"valid", "invalid", "returned", "wrong person"}),
}
"""What a contact point of each kind may be marked; each begins "unverified" and never becomes so again."""

_LOCAL_PART_MAX, _EMAIL_MAX = 64, 254
_DOMAIN_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_LOCAL_PART = re.compile(r"[^\s@\"(),:;<>\[\]\\.]+(?:\.[^\s@\"(),:;<>\[\]\\.]+)*")
_UNKNOWN_ZONE = "Etc/Unknown"
_ZIP, _ZIP_AND_FOUR = 5, 9


class ContactPointRefused(Refusal, ValueError):
    """The text is no way to reach anybody; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Point:
    """One contact point as it was read. `is_readable` is False for a number that is kept as it was written."""

    kind: Kind
    value: str
    search_value: str
    country: str = ""
    region: str = ""
    postal_code: str = ""
    locality: str = ""
    zones: tuple[str, ...] = ()
    is_readable: bool = True


def read_email(text: str) -> Point:
    """Read an e-mail address: lower case, without blanks around it. Raises ContactPointRefused."""
    value = text.strip().lower().removeprefix("mailto:")
    local, at_sign, domain = value.rpartition("@")
    labels = domain.split(".")
    if not at_sign or not local:
        raise ContactPointRefused(f"{_shown(text)} is not an e-mail address: it needs a name, an @ and a domain.")
    if "." not in domain or not all(_DOMAIN_LABEL.fullmatch(label) for label in labels):
        raise ContactPointRefused(f"{_shown(text)} is not an e-mail address: nothing can be sent to its domain.")
    if not _LOCAL_PART.fullmatch(local) or len(local) > _LOCAL_PART_MAX or len(value) > _EMAIL_MAX:
        raise ContactPointRefused(f"{_shown(text)} is not an e-mail address: the part before the @ cannot be used.")
    return Point("email", value, value)


def read_phone(text: str, *, country: str = "") -> Point:
    """Read a telephone number to E.164, by the country it was written in. Raises ContactPointRefused without digits.

    country  ISO code that a number without a leading + belongs to; without it such a number cannot be read.

    >>> read_phone("(212) 555-0123", country="US").value
    '+12125550123'
    """
    written = " ".join(text.split())
    if not search_digits(written):
        raise ContactPointRefused(f"{_shown(text)} is not a telephone number: it has no digits.")
    try:
        number = phonenumbers.parse(written, country or None)
    except NumberParseException:
        return Point("phone", written, search_digits(written), country=country, is_readable=False)
    if not phonenumbers.is_possible_number(number):
        return Point("phone", written, search_digits(written), country=country, is_readable=False)
    value = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if number.extension:
        value = f"{value};ext={number.extension}"
    region = phonenumbers.region_code_for_number(number) or country
    found = number_zones.time_zones_for_number(number)
    zones = place.one_name(tuple(zone for zone in found if zone != _UNKNOWN_ZONE))
    return Point("phone", value, search_digits(value), country=region, zones=zones)


def read_address(
    lines: Iterable[str], *, locality: str = "", region: str = "", postal_code: str = "", country: str = ""
) -> Point:
    """Read an address: its lines, and at their end the place. Raises ContactPointRefused when there is nothing.

    A line that holds line breaks counts as several.
    """
    street = [" ".join(piece.split()) for line in lines for piece in line.splitlines()]
    code = place.country_code(country)
    state = place.region_code(region, country=code)
    town, post = " ".join(locality.split()), " ".join(postal_code.upper().split())
    last = ", ".join(part for part in (town, " ".join(part for part in (state, post) if part)) if part)
    value = "\n".join(line for line in (*street, last) if line)
    if not search_key(value):
        raise ContactPointRefused("An address needs at least one line.")
    return Point(
        "address",
        value,
        search_key(value),
        country=code,
        region=state,
        postal_code=post,
        locality=town,
        zones=place.zones(country=code, region=state),
    )


def search_digits(text: str) -> str:
    """Return the digits that a number is looked up by, without the zeros people dial before it.

    >>> search_digits("0044 20 7946-0123")
    '442079460123'
    """
    digits = "".join(letter for letter in text if letter.isdecimal())
    return "".join(str(int(digit)) for digit in digits).lstrip("0") or digits[:1]


def postal_letters(code: str) -> str:
    """Return the letters and digits that a postcode is compared by, however it was written.

    >>> postal_letters(" SW1A-1aa ")
    'sw1a1aa'
    """
    folded = unicodedata.normalize("NFKC", code).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def is_same_postal_code(told: str, kept: str) -> bool:
    """Say whether two postcodes are one: in full, but that a ZIP code is the same with and without its last four.

    >>> is_same_postal_code("sw1a1aa", "SW1A 1AA"), is_same_postal_code("SW1A 1", "SW1A 1AA")
    (True, False)
    >>> is_same_postal_code("62701", "62701-1234"), is_same_postal_code("62701", "627012")
    (True, False)
    """
    short, long = sorted((postal_letters(told), postal_letters(kept)), key=len)
    is_zip = (len(short), len(long)) == (_ZIP, _ZIP_AND_FOUR) and short.isdecimal() and long.isdecimal()
    return bool(short) and (short == long or (is_zip and long.startswith(short)))


def candidate_zones(phone_zones: tuple[str, ...], address_zones: tuple[str, ...]) -> tuple[str, ...]:
    """Return the zones in which a person may be, from a number's and an address's."""
    return place.narrowed(phone_zones, address_zones)


def check_mark(status: str, *, kind: str) -> None:
    """Refuse a mark that a contact point of this kind cannot carry."""
    if status not in MARKS[kind]:
        known = ", ".join(sorted(MARKS[kind]))
        raise ContactPointRefused(f"A contact point of kind {kind} is marked {known}; not {status!r}.")


def _shown(text: str) -> str:
    """Return the start of what was written, for a sentence."""
    return repr(text.strip()[:60])

"""The parts of an address as Lob wants them, from the lines that show in a window.

Source: Lob's description of inline addresses. Only addresses in the United States are taken apart; what stands where in
an address abroad cannot be told from its lines.
"""

import re
from collections.abc import Sequence

from goodstanding.outreach.channels.letter.address import AddressRefused

NAME_MAX, LINE_MAX, CITY_MAX = 40, 64, 200
LINES_LEAST = 3
_PLACE = re.compile(r"(?P<city>.+?),?\s+(?P<state>[A-Z]{2})\s+(?P<zip>\d{5}(?:-\d{4})?)", re.ASCII | re.IGNORECASE)


def parts(lines: Sequence[str]) -> dict[str, str]:
    """Return the parts of an address; raises AddressRefused where it cannot be taken apart.

    >>> parts(["Paula Placeholder", "1 Sample Street", "Exampleton, MD 21201"])["address_zip"]
    '21201'
    """
    if len(lines) < LINES_LEAST:
        raise AddressRefused("Lob needs a name, a street and a place; the address has fewer lines.")
    name, *streets, place = lines
    found = _PLACE.fullmatch(place)
    if found is None:
        raise AddressRefused(
            f"Lob takes addresses in the United States that end with place, state and ZIP code; {place[:60]!r} is none."
        )
    told = {
        "name": name,
        "address_line1": streets[0],
        "address_line2": ", ".join(streets[1:]),
        "address_city": found["city"],
        "address_state": found["state"].upper(),
        "address_zip": found["zip"],
        "address_country": "US",
    }
    for part, most in {
        "name": NAME_MAX,
        "address_line1": LINE_MAX,
        "address_line2": LINE_MAX,
        "address_city": CITY_MAX,
    }.items():
        if len(told[part]) > most:
            raise AddressRefused(f"Lob takes at most {most} characters here: {told[part][:80]!r}.")
    return {part: value for part, value in told.items() if value}

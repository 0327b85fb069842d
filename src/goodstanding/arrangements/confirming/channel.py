"""Channel: by which way somebody is written to about what they agreed or paid.

The way they prefer comes first, then e-mail, then whatever else the message may go by; paper only for what has to be
kept, such as a plan.
"""

from collections.abc import Collection, Sequence

from goodstanding.outreach.sending.wanted import POINT_KINDS

ORDER: tuple[str, ...] = ("email", "sms", "letter")
ON_PAPER = frozenset({"plan-confirmation"})
"""Texts that are worth a letter to people who have no other address."""


def channel_for(template: str, *, offered: Sequence[str], preferred: str, point_kinds: Collection[str]) -> str | None:
    """Return the channel for a text, or None where there is no way to write to them.

    >>> channel_for("receipt", offered=["email", "sms", "letter"], preferred="", point_kinds={"phone", "address"})
    'sms'
    """
    usable = [one for one in offered if one in ORDER and POINT_KINDS.get(one) in point_kinds]
    if preferred in usable:
        return preferred
    return next((one for one in ORDER if one in usable and (one != "letter" or template in ON_PAPER)), None)

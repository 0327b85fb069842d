"""What happens to a simulated payment: chosen by the last two digits of its amount, or by a word in its mandate.

For whoever tries the house out, and for tests. Days are counted from the day the payer paid.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Scenario(NamedTuple):
    """One course of things. `returned_code` with its day is a bank debit that comes back; `chargeback` won or lost."""

    name: str
    meaning: str
    ending: int | None = None
    returned_code: str = ""
    returned_day: int = 0
    chargeback: str = ""


OPENED_DAY, DECIDED_DAY = 5, 15
"""When a chargeback is opened, and when it is decided."""
SETTLED_DAY = 1
"""When a bank debit is paid."""
_ALL = (
    Scenario("success", "It is paid at once."),
    Scenario("declined", "The card is declined.", 1),
    Scenario("three_d_secure", "The payer has to confirm on the page; a mandate is declined.", 2),
    Scenario("timeout", "The provider takes it, and its answer never comes.", 3),
    Scenario("put_off_once", "The provider takes nothing the first time, and asks to wait.", 4),
    Scenario("failed", "Our ask is refused as wrong.", 5),
    Scenario("returned_R01", "A bank debit is paid the next day and comes back on the third: no funds.", 11, "R01", 3),
    Scenario("returned_R02", "A bank debit comes back on the third day: the account is closed.", 12, "R02", 3),
    Scenario("returned_R10", "A bank debit comes back after 30 days: not authorised.", 13, "R10", 30),
    Scenario("chargeback_won", "The payer disputes it after 5 days; after 15 the money is ours again.", 21,
             chargeback="won"),
    Scenario("chargeback_lost", "The payer disputes it after 5 days, and the money stays away.", 22,
             chargeback="lost"),
    Scenario("late_post", "Its post comes two days late.", 31),
    Scenario("duplicate_post", "Each of its posts comes three times.", 32),
    Scenario("unordered_post", "Its last post comes first.", 33),
    Scenario("forged_post", "A post says so with a signature that is not the provider's, and nothing is paid.", 34),
    Scenario("refund_fails", "It is paid; money that is to go back fails to arrive.", 41),
    Scenario("amount_differs", "One unit less is paid than was asked for.", 51),
    Scenario("currency_differs", "It is paid in another currency.", 52),
)  # fmt: skip

SCENARIOS: Mapping[str, Scenario] = {one.name: one for one in _ALL}
_BY_ENDING: Mapping[int, Scenario] = {one.ending: one for one in _ALL if one.ending is not None}


def scenario_of(amount_minor: int, *, mandate: str = "") -> Scenario:
    """Return the scenario of an amount, or the one that a mandate's reference names after a "~".

    >>> scenario_of(10_011).name, scenario_of(10_000, mandate="simm_1~declined").name
    ('returned_R01', 'declined')
    """
    named = SCENARIOS.get(mandate.partition("~")[2])
    return named or _BY_ENDING.get(amount_minor % 100, SCENARIOS["success"])


def is_bank_debit(scenario: Scenario) -> bool:
    """Say whether it takes days until the bank has answered."""
    return bool(scenario.returned_code)

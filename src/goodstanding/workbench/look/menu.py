"""The pages that stand in the rail: which of them somebody finds there, and which one they are on."""

from dataclasses import dataclass

from goodstanding.access.permission import Actor, may


@dataclass(frozen=True, slots=True)
class Place:
    """One page of the rail: the name of its address, what it is called, its picture, and what it asks for."""

    address: str
    name: str
    icon: str
    permission: str


PLACES = (
    Place("dashboard", "Dashboard", "dashboard", "reports.read"),
    Place("accounts", "Accounts", "search", "accounts.read"),
    Place("worklists", "Worklists", "list", "tasks.read"),
    Place("plans", "Plans", "steps", "plans.read"),
    Place("settlements", "Settlements", "tick", "settlements.read"),
    Place("hardship", "Hardship", "heart", "hardship.read"),
    Place("messages", "Messages", "envelope", "messages.read"),
    Place("replies", "Replies", "reply", "replies.read"),
    Place("calls", "Calls", "phone", "calls.dial"),
    Place("bank", "Bank", "bank", "bank.read"),
    Place("cash", "Unapplied cash", "coins", "cash.read"),
    Place("payments", "Payments", "coins", "payments.read"),
    Place("nights", "Nights", "moon", "strategy.read"),
    Place("strategies", "Strategies", "steps", "strategy.read"),
    Place("templates", "Templates", "letter", "messages.read"),
    Place("law", "Law", "scales", "law.read"),
    Place("permissions", "Who may do what", "access", "access.read"),
    Place("people", "People", "people", "access.read"),
)


def places_for(actor: Actor) -> list[Place]:
    """Return the pages that the actor may open, in their order; a page they may not open is not named to them."""
    return [place for place in PLACES if may(actor, place.permission)]

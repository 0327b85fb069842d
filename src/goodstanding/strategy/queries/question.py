"""May this act happen on this account? The books' facts are put together, and the gate answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from goodstanding.access.permission import Actor, require
from goodstanding.calendars.wall_clock import FIRST_YEAR, LAST_YEAR
from goodstanding.compliance import queries as law
from goodstanding.compliance.duty import Duty, duties
from goodstanding.compliance.gate import judge
from goodstanding.compliance.lawbook.value import EPOCH
from goodstanding.compliance.selection import with_packs
from goodstanding.compliance.situation.reading import read
from goodstanding.compliance.verdict import Verdict, verdict
from goodstanding.outreach.contact import CHANNELS
from goodstanding.parties.models import ContactPoint
from goodstanding.receivables.models import Debt
from goodstanding.refusal import Refusal
from goodstanding.strategy.legal_words import CHANNEL_KINDS
from goodstanding.strategy.queries.situation import situation_of


class QuestionRefused(Refusal, ValueError):
    """The question cannot be asked: there is no such account, channel or contact point, or no law of that day."""


class Question(NamedTuple):
    """A question and its answer. `zone` is the person's own, for showing instants; `asked` repeats the question."""

    verdict: Verdict
    zone: str
    asked: Mapping[str, object]
    situation: Mapping[str, Any]

    def local(self, at: datetime) -> str:
        """Return an instant as the person's own clock shows it."""
        return f"{at.astimezone(ZoneInfo(self.zone)):%Y-%m-%d %H:%M} ({self.zone})"


def ask(
    debt_id: int,
    *,
    channel: str,
    at: datetime,
    purpose: str = "",
    contact_point_id: int | None = None,
    by: Actor,
    known_at: datetime | None = None,
) -> Question:
    """Ask whether an act on an account may happen at an instant, by what was known at another (by default at the same).

    Raises QuestionRefused or PermissionRefused.
    """
    debt = _debt(debt_id, at=at, by=by)
    if channel not in CHANNELS:
        raise QuestionRefused(f"{channel[:30]!r} is not a channel; one of {', '.join(CHANNELS)} is.")
    _check_point(debt, channel, contact_point_id)
    known = known_at or at
    told = situation_of(
        debt, channel=channel, at=at, purpose=purpose, contact_point_id=contact_point_id, known_at=known
    )
    brief = read([told], asked_at=at.isoformat()).as_known(int(known.timestamp()))
    book = law.law_in_force(day=at.date(), known_at=known)
    judged = judge(with_packs(brief, book), book, known_on=(known.date() - EPOCH).days)
    zones = brief.acts.column("home_zone")
    asked: dict[str, object] = {"account": debt.reference, "channel": channel, "at": at.isoformat(), "purpose": purpose}
    return Question(verdict(judged, 0), zones.words[0], asked, told)  # type: ignore[union-attr]  # a column of words.


def _debt(debt_id: int, *, at: datetime, by: Actor) -> Debt:
    """Return a debt whose law somebody may read, if the clocks of the instant are known."""
    debt = Debt.objects.filter(account_id=debt_id).first()
    if debt is None:
        raise QuestionRefused(f"There is no account {debt_id}.")
    for permission in ("accounts.read", "law.read"):
        require(by, permission, client_id=debt.client_id, portfolio_id=debt.portfolio_id)
    if not FIRST_YEAR < at.year < LAST_YEAR:
        raise QuestionRefused(f"Ask about an instant after {FIRST_YEAR} and before {LAST_YEAR}.")
    return debt


def _check_point(debt: Debt, channel: str, number: int | None) -> None:
    """Refuse a contact point that is not the debtor's, that reached somebody else, or that the channel does not use."""
    if number is None:
        return
    point = ContactPoint.objects.filter(id=number, withdrawn_at=None).first()
    kind = point.kind if point is not None and point.person_id == debt.debtor_id else None
    if kind is None:
        raise QuestionRefused("That contact point is not this person's.")
    if point is not None and point.status == "wrong person":
        raise QuestionRefused("Somebody else was reached there, so it is not this person's.")
    if CHANNEL_KINDS.get(channel, kind) != kind:
        raise QuestionRefused(f"A {channel.replace('_', ' ')} does not go to a contact point of the kind {kind}.")


def natural_channel(contact_point_id: int | None) -> str:
    """Return the channel one thinks of first for a contact point: a call for a number, a letter for an address."""
    point = None if contact_point_id is None else ContactPoint.objects.filter(id=contact_point_id).first()
    kind = point.kind if point is not None else None
    return next((channel for channel, its_kind in CHANNEL_KINDS.items() if its_kind == kind), CHANNELS[0])


def duties_of(debt_id: int, *, at: datetime, by: Actor) -> list[Duty]:
    """Return what the law wants done about an account, the next due first; raises as `ask` does."""
    debt = _debt(debt_id, at=at, by=by)
    told = situation_of(debt, channel="letter", at=at, purpose="", contact_point_id=None, known_at=at)
    return duties(told, law.law_in_force(day=at.date(), known_at=at), asked_at=at.isoformat())


def find_account(text: str, *, by: Actor) -> int:
    """Return the number of the account somebody names by its number or its reference; raises QuestionRefused."""
    found = Debt.objects.filter(reference=text).values_list("account_id", "client_id", "portfolio_id")[:2]
    if not found and text.isascii() and text.isdecimal():
        found = Debt.objects.filter(account_id=int(text)).values_list("account_id", "client_id", "portfolio_id")[:2]
    if not found:
        raise QuestionRefused(f"No account has the number or reference {text[:60]!r}.")
    if len(found) > 1:
        raise QuestionRefused(f"Several clients have an account called {text[:60]!r}; give its number.")
    number, client_id, portfolio_id = found[0]
    require(by, "accounts.read", client_id=client_id, portfolio_id=portfolio_id)
    return int(number)

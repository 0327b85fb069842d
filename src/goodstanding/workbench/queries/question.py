"""A what-if question about an account: what was asked, what may be chosen, and what the gate answers."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from goodstanding.compliance.lawbook.purpose import purposes
from goodstanding.compliance.queries import law_in_force
from goodstanding.outreach.contact import CHANNELS
from goodstanding.parties.queries import PersonCard
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.question import ask, natural_channel
from goodstanding.workbench.law.answer import AnswerPage, answer_page
from goodstanding.workbench.law.moment import for_form, local, read_moment
from goodstanding.workbench.law.wording import spoken
from goodstanding.workbench.look.figure import instant
from goodstanding.workbench.queries.account import Asked, visible_card, visible_person

CHANNEL_NAMES = {"sms": "Text message", "email": "E-mail", "visit_home": "Visit at home", "portal": "Portal notice",
                 "push": "Push notice", "social_private": "Private message"}  # fmt: skip
PURPOSE_LENGTH = 80


class WishUnreadable(Refusal, ValueError):
    """What was asked for is not what the form offers."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form asks, as it was typed; nothing typed means a call, now, to whichever contact point fits."""

    channel: str = ""
    when: str = ""
    purpose: str = ""
    contact_point: str = ""


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """The page of a question: whose account, what was asked, what may be chosen, and the answer."""

    debt_id: int
    reference: str
    debtor_name: str
    channel: str
    channel_name: str
    purpose: str
    contact_point_id: int | None
    zone: str
    when_typed: str
    when_local: str
    when_utc: str
    day: date
    is_past: bool
    channels: tuple[tuple[str, str], ...]
    points: tuple[tuple[int, str], ...]
    purposes: tuple[str, ...]
    answer: AnswerPage

    @property
    def is_zone_known(self) -> bool:
        """Say whether the person's own clock is known; where it is not, moments are asked and told in UTC."""
        return self.zone not in {"", "UTC"}


def question(debt_id: int, *, wish: Wish, asked: Asked) -> QuestionPage:
    """Return the page of a question; raises DebtNotFound, WishUnreadable, MomentUnreadable or QuestionRefused."""
    debt = visible_card(debt_id, asked=asked).debt
    points = _points(visible_person(debt.debtor_id, asked=asked))
    point = _point(wish.contact_point, points=points)
    channel = wish.channel or natural_channel(point)
    purpose = _purpose(wish.purpose)
    answered = partial(ask, debt_id, channel=channel, purpose=purpose, contact_point_id=point, by=asked.actor)
    at = asked.at
    found = answered(at=at)
    if wish.when:
        # Only the answer tells on whose clock the typed moment is.
        at = read_moment(wish.when, zone=found.zone)
        found = answered(at=at)
    return QuestionPage(
        debt_id=debt_id, reference=debt.reference, debtor_name=debt.debtor.display_name if debt.debtor else "",
        channel=channel, channel_name=channel_name(channel), purpose=purpose, contact_point_id=point,
        zone=found.zone, when_typed=for_form(at, found.zone), when_local=local(at, found.zone), when_utc=instant(at),
        day=at.date(), is_past=at < asked.at,
        channels=tuple((name, channel_name(name)) for name in CHANNELS), points=tuple(points.items()),
        purposes=purposes(law_in_force(day=asked.at.date(), known_at=asked.at)),
        answer=answer_page(found.verdict, zone=found.zone),
    )  # fmt: skip


def channel_name(channel: str) -> str:
    """Write a channel for people."""
    return CHANNEL_NAMES.get(channel, spoken(channel).capitalize())


def _points(person: PersonCard | None) -> dict[int, str]:
    """Return the contact points that may be chosen, by their numbers."""
    return {
        point.id: ", ".join(part for part in (f"{point.kind.capitalize()} {_line(point.value)}", point.label) if part)
        for point in (person.contact_points if person else ())
    }


def _line(text: str) -> str:
    """Write a text of several lines in one."""
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def _point(text: str, *, points: dict[int, str]) -> int | None:
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if number not in points:
        raise WishUnreadable("This account has no such contact point.")
    return number


def _purpose(text: str) -> str:
    if len(text) > PURPOSE_LENGTH:
        raise WishUnreadable(f"A purpose is a word or two, of {PURPOSE_LENGTH} letters at most.")
    return "_".join(text.split())

"""Asks the gate about an account on behalf of the command line."""

from datetime import UTC, datetime
from difflib import get_close_matches

from goodstanding.access.permission import OPERATOR
from goodstanding.compliance.duty import Duty
from goodstanding.compliance.lawbook.purpose import is_known, purposes
from goodstanding.compliance.queries import law_in_force
from goodstanding.outreach.template.catalogue import shipped as templates
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries import question

NEAREST, NEAR = 6, 0.7
"""So many purposes of the law are offered for a word, and so like it they are; the law tells some hundreds apart."""


class InstantUnreadable(Refusal, ValueError):
    """A time is no instant with its offset."""


class PurposeUnknown(Refusal, ValueError):
    """Neither the law nor a template knows such a purpose, so that naming it would change no answer."""


def ask(account: str, *, channel: str, at: str | None, purpose: str | None, known_at: str | None) -> question.Question:
    """Return the gate's answer about an account; raises QuestionRefused, InstantUnreadable or PurposeUnknown."""
    number = question.find_account(account, by=OPERATOR)
    moment, known = instant(at) or datetime.now(UTC), instant(known_at)
    word = "_".join((purpose or "").split())
    if word:
        check_purpose(word, at=moment, known_at=known or moment)
    return question.ask(number, channel=channel, at=moment, purpose=word, by=OPERATOR, known_at=known)


def check_purpose(word: str, *, at: datetime, known_at: datetime) -> None:
    """Raise PurposeUnknown for a word that no rule in force looks for and no template is for."""
    ours = sorted({purpose for template in templates().values() for purpose in template.purposes})
    book = law_in_force(day=at.date(), known_at=known_at)
    if word in ours or is_known(word, book):
        return
    known = purposes(book)
    alike = get_close_matches(word.casefold(), known, n=NEAREST, cutoff=NEAR)
    nearest = (
        f" Of the {len(known)} purposes the law tells apart, these come nearest: {', '.join(alike)}." if alike else ""
    )
    raise PurposeUnknown(
        f"Neither the law nor a template knows the purpose {word[:40]!r}. Purposes of templates are: {', '.join(ours)}."
        f'{nearest} The page "May we …?" of an account offers all of them.'
    )


def duties(account: str, *, at: str | None) -> list[Duty]:
    """Return what the law wants done about an account; raises QuestionRefused or InstantUnreadable."""
    number = question.find_account(account, by=OPERATOR)
    return question.duties_of(number, at=instant(at) or datetime.now(UTC), by=OPERATOR)


def instant(text: str | None) -> datetime | None:
    """Return an instant with its offset; raises InstantUnreadable."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        raise InstantUnreadable(f"{text!r} is no time; write it as 2026-05-05T10:00-04:00.") from fault
    if found.tzinfo is None:
        raise InstantUnreadable(f"{text!r} does not say its offset from UTC; write it as 2026-05-05T10:00-04:00.")
    return found

"""Notices: what has to be seen before anything else on an account, each with its picture and in words.

What the law makes of it is for the lawbook to say; a notice only says what is so, since when and from whom we know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from goodstanding.workbench.look.figure import day

Level = Literal["harm", "caution", "plain"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: how grave, which picture, the sentence, and a quieter line with the source."""

    level: Level
    icon: str
    text: str
    note: str = ""


_CIRCUMSTANCES: dict[str, tuple[Level, str, str]] = {
    "deceased": ("harm", "stop", "The debtor has died."),
    "bankrupt": ("harm", "stop", "The debtor is bankrupt."),
    "minor": ("harm", "stop", "The debtor is a minor."),
    "incarcerated": ("caution", "shield", "The debtor is in prison."),
    "service member": ("caution", "shield", "The debtor serves in the armed forces."),
    "vulnerable": ("caution", "heart", "The debtor is vulnerable; take time and care."),
}

_ORDER: dict[Level, int] = {"harm": 0, "caution": 1, "plain": 2}


def of_circumstance(kind: str, *, since: date, source: str) -> Notice:
    """Say what is so about the debtor; a kind without words of its own is named as it is."""
    level, icon, text = _CIRCUMSTANCES.get(kind, ("caution", "warning", f"The debtor is {kind}."))
    return Notice(level, icon, text, f"Since {day(since)}; source: {source}.")


def of_representative(name: str, *, role: str, since: date, source: str) -> Notice:
    """Say who speaks for the debtor."""
    return Notice(
        "caution", "scales", f"{name} speaks for the debtor, as {role}.", f"Since {day(since)}; source: {source}."
    )


def of_hold(reason: str, *, since: date, until: date | None, note: str) -> Notice:
    """Say that the account rests, why and until when."""
    end = f" until {day(until)}" if until else ", with no end set"
    return Notice("caution", "pause", f"On hold: {reason}.", f"Since {day(since)}{end}.{' ' + note if note else ''}")


def of_dispute(what: str, *, since: date, reason: str) -> Notice:
    """Say that the debt or an item of it is in dispute."""
    return Notice("caution", "question", f"In dispute: {what}.", f"Since {day(since)}.{' ' + reason if reason else ''}")


def of_withdrawal(since: date) -> Notice:
    """Say that the account is withdrawn, so that nobody works it by mistake."""
    return Notice("harm", "stop", "This account was withdrawn; nothing may be collected on it.", f"Since {day(since)}.")


def ordered(notices: Iterable[Notice]) -> list[Notice]:
    """Return the gravest first, those of one level in the order they came."""
    return sorted(notices, key=lambda notice: _ORDER[notice.level])

"""Invents acts and histories for `goodstanding bench law`: people in every state, their calls, wishes and notices.

Shapes only, no person: subjects are numbers. The same seed makes the same acts on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars.place import UNITED_STATES
from goodstanding.factsheet.brief import ACTS, CONSENTS, DEBTS, EVENTS, WINDOWS, Brief
from goodstanding.factsheet.sheet import BETWEEN, NOTHING, Cells, Sheet, Words, known_truths

Whole = NDArray[np.int64]
NOW = 1_778_162_400
"""7 May 2026, 14:00 UTC: morning or midday everywhere in the states."""
DAY = 86_400
OPTED_OUT, INBOUND, WRONG_NUMBERS = 0.02, 0.06, 0.005
"""Which share of acts, of events and of events has such a thing in its past."""
HISTORY_DAYS = 35
FEDERAL = ("us.federal", "us.regf", "us.tcpa")
CHANNELS = ("call", "sms", "email", "letter")
OUTCOMES = ("no_answer", "voicemail_left", "conversation", "busy", "delivered", "not_in_service")


@dataclass(frozen=True, slots=True)
class Size:
    """How many acts, and how many events behind each."""

    acts: int
    events_per_act: int = 3
    acts_per_person: int = 2


def invented(size: Size, *, seed: int, packs: Sequence[str]) -> Brief:
    """Return a brief of `size.acts` acts; `packs` are the packs the lawbook holds, states by their code."""
    dice = np.random.default_rng(seed)
    persons = max(size.acts // size.acts_per_person, 1)
    states = tuple(UNITED_STATES)
    state_of = dice.integers(0, len(states), persons)
    subject = np.sort(dice.integers(0, persons, size.acts))
    acts = Sheet(size.acts, ACTS, _acts(dice, subject, state_of, states, packs))
    owner = np.arange(size.acts)
    debts = Sheet(
        size.acts,
        DEBTS,
        {"act": owner, "debt": owner, "account": owner, "debt_type": _words(dice, size.acts, DEBT_TYPES)},
    )
    events, debt_of_event = _events(dice, size, subject)
    rows = np.arange(events.length)
    return Brief(
        acts,
        debts,
        events,
        _consents(dice, persons),
        _windows(dice, persons),
        owner,
        rows,
        debt_of_event,
        debt_of_event,
    )


DEBT_TYPES = ("credit_card", "medical", "auto", "mortgage", "student_loan")


def _words(dice: np.random.Generator, many: int, words: Sequence[str], weights: Sequence[float] | None = None) -> Words:
    return Words(dice.choice(len(words), many, p=weights).astype(np.int32), tuple(words))


def _acts(
    dice: np.random.Generator, subject: Whole, state_of: Whole, states: tuple[str, ...], packs: Sequence[str]
) -> dict[str, Cells]:
    many = len(subject)
    state = state_of[subject].astype(np.int32)
    zones = tuple(BETWEEN.join(sorted(set(UNITED_STATES[code][1]))) for code in states)
    homes = tuple(UNITED_STATES[code][1][0] for code in states)
    local = tuple(BETWEEN.join(sorted({*FEDERAL, *({f"us.{code.lower()}"} & set(packs))})) for code in states)

    def rare(share: float) -> Cells:
        return known_truths(dice.random(many) < share)

    channel = _words(dice, many, CHANNELS, (0.45, 0.2, 0.25, 0.1))
    medium = np.where(dice.random(many) < OPTED_OUT, dice.integers(1, 4, many), 0).astype(np.int32)
    return {
        "subject": subject,
        "at": NOW + dice.integers(0, 10 * 3600, many),
        "home_zone": Words(state, homes),
        "zones": Words(state, zones),
        "packs": Words(state, local),
        "consumer_state": Words(state, states),
        "consumer_country": Words(np.int32(0), ("US",)),
        "act_kind": Words(np.int32(0), ("contact",)),
        "act_channel": channel,
        "act_person": Words(np.int32(0), ("consumer",)),
        "act_to": Words(channel.codes, ("mob", "mob", "em", "home")),
        "act_to_type": Words(channel.codes, ("mobile", "mobile", "email", "mail")),
        "act_technology": Words(np.int32(0), ("manual_live_agent",)),
        "collector_type": Words(np.int32(0), ("third_party",)),
        "has_debts": rare(1.1),
        "media_opt_out": Words(medium, ("", "call", "sms", "email")),
        "act_person_media_opt_out": Words(medium, ("", "call", "sms", "email")),
        "act_opt_out_notice_included": rare(0.99),
        "consumer_deceased": rare(0.005),
        "bankruptcy_known": rare(0.0),
        "attorney_known": rare(0.01),
        "attorney_on_these_debts": rare(0.0),
    }


def _events(dice: np.random.Generator, size: Size, subject: Whole) -> tuple[Sheet, Whole]:
    many = size.acts * size.events_per_act
    act = dice.integers(0, size.acts, many)
    channel = _words(dice, many, CHANNELS, (0.55, 0.15, 0.2, 0.1))
    called = channel.codes == 0
    outcome = np.where(called, dice.choice(6, many, p=(0.5, 0.2, 0.12, 0.08, 0.05, 0.05)), 4).astype(np.int32)
    inbound = dice.random(many) < INBOUND
    content = np.where(inbound, dice.choice(6, many, p=(0.75, 0.05, 0.1, 0.05, 0.03, 0.02)), 0).astype(np.int32)
    cells: dict[str, Cells] = {
        "subject": subject[act],
        "at": NOW - dice.integers(0, HISTORY_DAYS * DAY, many),
        "direction": Words(inbound.astype(np.int32), ("outbound", "inbound")),
        "channel": channel,
        "person": Words(np.int32(0), ("consumer",)),
        "outcome": Words(outcome, OUTCOMES),
        "contact": Words(channel.codes, ("mob", "mob", "em", "home")),
        "contact_type": Words(channel.codes, ("mobile", "mobile", "email", "mail")),
        "content": Words(content - 1, ("cease_communication", "dispute", "STOP", "refuses_to_pay", "payment_question")),
        "wrong_number": known_truths(dice.random(many) < WRONG_NUMBERS),
    }
    return Sheet(many, EVENTS, cells), act.astype(np.int64)


def _consents(dice: np.random.Generator, persons: int) -> Sheet:
    many = persons // 50
    cells: dict[str, Cells] = {
        "subject": dice.integers(0, persons, many),
        "at": NOW - dice.integers(0, 10 * DAY, many),
        "given_to": Words(np.int32(0), ("collector",)),
        "scope": _words(dice, many, ("additional_calls", "electronic"), (0.7, 0.3)),
        "debt": np.full(many, NOTHING),
    }
    return Sheet(many, CONSENTS, cells)


def _windows(dice: np.random.Generator, persons: int) -> Sheet:
    many = persons // 30
    opens = dice.integers(8, 18, many) * 3600
    cells: dict[str, Cells] = {
        "subject": dice.integers(0, persons, many),
        "sense": Words(np.int32(0), ("inconvenient",)),
        "weekdays": dice.integers(1, 128, many),
        "opens": opens,
        "closes": opens + 7200,
        "until": np.full(many, NOTHING),
        "at": np.full(many, NOTHING),
    }
    return Sheet(many, WINDOWS, cells)

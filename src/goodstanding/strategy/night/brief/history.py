"""What happened before with the people asked about: the events of a brief, and the debts each counts on.

Every act has its own events, so that what counts is what had happened by its own time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goodstanding.compliance.situation.other_names import WORDS
from goodstanding.factsheet.brief import EVENTS
from goodstanding.factsheet.sheet import BETWEEN, NOTHING, Cells, Flags, Sheet, Words, known_truths
from goodstanding.strategy.legal_words import ACCEPTS_ELECTRONIC, POINT_TYPES, WRONG_NUMBER_EVENT
from goodstanding.strategy.night.brief.asked import Asked
from goodstanding.strategy.night.brief.columns import (
    MICROSECONDS,
    NOWHERE,
    Rows,
    Whole,
    coded,
    is_among,
    mapped,
    named,
    rows_by,
    seconds,
    taken,
    whole,
    words,
    words_taken,
)  # fmt: skip
from goodstanding.strategy.night.brief.points import Points

TOLD = ("direction", "channel", "outcome", "content", "purpose")
REACHED = "consumer"
TEXTS = ("sms",)
SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contacts with people in the order they happened, as known; `about` lists the debts (by number) of each."""

    by_person: Rows
    name: Words
    happened_at: Whole
    learned_at: Whole
    told: dict[str, Words]
    reached: Words
    inbound: Flags
    number: Words
    point: Whole
    about: Rows
    debt: Whole
    placed_for: Words


@dataclass(frozen=True, slots=True)
class Happened:
    """Rows of events: whose act, which contact, or which point that was somebody else's; NOWHERE for the other."""

    act: Whole
    contact: Whole
    point: Whole


def contacts_of(reading: Mapping[str, pa.Table], people: Rows, points: Points, *, known_at: int) -> Contacts:
    """Return the contacts with some people as known at an instant (microseconds)."""
    table = reading["contact"]
    whose, happened = people.first(whole(table, "person_id")), whole(table, "happened_at")
    kept = np.flatnonzero((whose >= 0) & (whole(table, "learned_at") <= known_at))
    kept = kept[np.lexsort((whole(table, "contact_id")[kept], happened[kept]))]
    table, whose = table.take(pa.array(kept)), whose[kept]
    contact, point = whole(table, "contact_id"), whole(table, "point_id")
    place = rows_by(contact)
    of = place.first(whole(reading["contact_debt"], "contact_id"))
    debt = whole(reading["contact_debt"], "account_id")[of >= 0]
    return Contacts(
        rows_by(whose), mapped(named(contact), lambda word: f"c{word}"), happened[kept], whole(table, "learned_at"),
        {name: _usual(words(table, name), name) for name in TOLD}, _usual(words(table, "reached"), "person"),
        is_among(words(table, "direction"), ("inbound",)), points.named(point), points.by_number.first(point),
        rows_by(of[of >= 0]), debt, _sets(of[of >= 0], debt, len(contact)),
    )  # fmt: skip


def _usual(column: Words, name: str) -> Words:
    """Return words as a situation has them; an empty word is none."""
    others = WORDS.get(("event", name), {})
    return mapped(column, lambda word: others.get(word, word) or None)


def _sets(contact: Whole, debt: Whole, many: int) -> Words:
    """Return for each contact the set of the debts it was about, by name."""
    table = pa.table({"contact": contact, "debt": pa.array(debt).cast(pa.string())})
    table = table.sort_by([("contact", "ascending"), ("debt", "ascending")])
    grouped = table.group_by("contact", use_threads=False).aggregate([("debt", "list")])
    joined = coded(pc.binary_join(grouped.column("debt_list").combine_chunks(), BETWEEN))
    codes = np.full(many, len(joined.words), np.int32)
    codes[np.asarray(grouped.column("contact"), np.int64)] = joined.codes
    return Words(codes, (*joined.words, ""))


def happened_to(contacts: Contacts, points: Points, asked: Asked, *, people: Whole, known_at: int) -> Happened:
    """Return what had happened by each act's time, the contacts first, then the numbers that were somebody else's."""
    act, contact = contacts.by_person.all(people)
    by_then = contacts.happened_at[contact] <= asked.at[act] * MICROSECONDS
    act, contact = act[by_then], contact[by_then]
    other, point = points.by_person.all(people)
    learned = points.wrong()[point] & (points.status_at[point] <= known_at)
    other, point = other[learned], point[learned]
    place = np.concatenate([act, other])
    order = np.argsort(place, kind="stable")
    return Happened(
        place[order],
        np.concatenate([contact, np.full(len(other), NOWHERE)])[order],
        np.concatenate([np.full(len(act), NOWHERE), point])[order],
    )


def last_texts(happened: Happened, contacts: Contacts, asked: Asked) -> Whole:
    """Return the day (since 1970) on which each act's person last texted from the number it goes to, for texts."""
    mine = happened.contact >= 0
    act, contact = happened.act[mine], happened.contact[mine]
    texts = is_among(contacts.told["channel"], TEXTS) & contacts.inbound & (contacts.point >= 0)
    kept = texts[contact] & is_among(asked.channel, TEXTS)[act] & (contacts.point[contact] == asked.point[act])
    found = np.full(len(asked), NOTHING)
    np.maximum.at(found, act[kept], contacts.happened_at[contact[kept]] // MICROSECONDS // SECONDS_A_DAY)
    return found


def sheet_of(happened: Happened, contacts: Contacts, points: Points, asked: Asked, *, known_at: int) -> Sheet:
    """Return the events' sheet; the subject of an act is its place."""
    contact, learned = happened.contact, happened.point
    notice = learned >= 0
    point = np.where(notice, learned, taken(contacts.point, contact))
    point = np.where(point == NOTHING, NOWHERE, point)
    reached = words_taken(_with_word(contacts.reached, REACHED), contact)
    unsaid = reached.words.index(REACHED)
    at = np.where(notice, taken(points.status_at, learned), taken(contacts.happened_at, contact))
    name = words_taken(contacts.number, contact)
    inbound = np.append(contacts.inbound, False)[contact]
    cells: dict[str, Cells] = {
        "subject": happened.act, "at": seconds(at), "known_at": seconds(taken(contacts.learned_at, contact)),
        "event": Words(np.where(notice, 0, NOWHERE).astype(np.int32), (WRONG_NUMBER_EVENT,)),
        "event_id": words_taken(contacts.name, contact),
        "person": Words(np.where(reached.codes < 0, unsaid, reached.codes).astype(np.int32), reached.words),
        "contact": _either(words_taken(points.name, learned), name),
        "contact_type": words_taken(mapped(points.kind, POINT_TYPES.get), point),
        "contact_place": words_taken(points.tied_to, point),
        "from_whom": Words(np.where(inbound, name.codes, NOWHERE).astype(np.int32), name.words),
        "placed_for": _placed_for(contacts, contact),
        "wrong_number": known_truths(~inbound & _wrong(points, point, asked.at[happened.act], known_at)),
        "accepted_medium": known_truths(
            is_among(words_taken(contacts.told["channel"], contact), ACCEPTS_ELECTRONIC)
        ),
    }  # fmt: skip
    return Sheet(len(contact), EVENTS, cells | {k: words_taken(v, contact) for k, v in contacts.told.items()})


def _with_word(column: Words, word: str) -> Words:
    return column if word in column.words else Words(column.codes, (*column.words, word))


def _either(one: Words, other: Words) -> Words:
    """Return the word of one column or, where it has none, of the other, whose list begins with the one's."""
    return Words(np.where(one.codes >= 0, one.codes, other.codes).astype(np.int32), other.words)


def _placed_for(contacts: Contacts, contact: Whole) -> Words:
    found = words_taken(contacts.placed_for, contact)
    nothing = len(found.words) - 1
    return Words(np.where(found.codes < 0, nothing, found.codes).astype(np.int32), found.words)


def _wrong(points: Points, point: Whole, at: Whole, known_at: int) -> Flags:
    """Say where a point was known, by the time of the act, to be somebody else's."""
    since = np.where(points.wrong() & (points.status_at <= known_at), seconds(points.status_at), NOTHING)
    told = taken(since, point)
    found: Flags = (told != NOTHING) & (told <= at)
    return found


def pairs_of(happened: Happened, contacts: Contacts, *, act: Whole, number: Whole) -> tuple[Whole, Whole]:
    """Return which events count on which rows of the debts' sheet (`act` and `number` of each row).

    A contact counts on the debts it was about; that a number was somebody else's is known for all.
    """
    event, about = contacts.about.all(happened.contact)
    held = np.unique(number)
    code = rows_by(held)
    keys = rows_by(act * (len(held) + 1) + code.first(number))
    debt = code.first(contacts.debt[about])
    row = keys.first(happened.act[event] * (len(held) + 1) + debt)
    row = np.where(debt >= 0, row, NOWHERE)
    notices = np.flatnonzero(happened.point >= 0)
    owner, every = rows_by(act).all(happened.act[notices])
    found = np.concatenate([event[row >= 0], notices[owner]])
    return found, np.concatenate([row[row >= 0], every])

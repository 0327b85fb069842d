"""What the people asked about said to channels: media and points they do not want used, and what a message rests on.

As parties.consent has it: what took effect last counts, of what took effect together what was learned last, and of
what is alike in that the withdrawal.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from goodstanding.factsheet.brief import CONSENTS
from goodstanding.factsheet.sheet import NOTHING, Cells, Sheet, Truth, Words, known_truths
from goodstanding.strategy.night.brief.asked import Asked
from goodstanding.strategy.night.brief.columns import (
    MICROSECONDS,
    NOWHERE,
    Flags,
    Rows,
    Whole,
    is_among,
    last_of,
    rows_by,
    seconds,
    sets,
    taken,
    whole,
    words,
    words_taken,
)  # fmt: skip
from goodstanding.strategy.night.brief.points import Points

SECONDS_A_DAY = 86_400
CALLS = ("call", "voicemail", "ringless_voicemail")
SPOKEN = ("letter", "email", "sms", "call", "portal")
"""Channels somebody can say yes or no to."""


@dataclass(frozen=True, slots=True)
class Said:
    """What people said to channels, by person; `point` is a place among the points, and `for_all` where none is."""

    by_person: Rows
    channel: Words
    withdrawn: Flags
    point: Whole
    for_all: Flags
    effective_at: Whole
    learned_at: Whole


@dataclass(frozen=True, slots=True)
class Agreed:
    """Of each act: media and points refused, since when (microseconds) its own may be used, and whether it may not."""

    media: Words
    closed: Words
    since: Whole
    stopped: Flags


def said_of(table: pa.Table, people: Rows, points: Points, *, known_at: int) -> Said:
    """Return what some people said to channels, as known at an instant (microseconds)."""
    whose = people.first(whole(table, "person_id"))
    kept = (whose >= 0) & (whole(table, "learned_at") <= known_at) & is_among(words(table, "channel"), SPOKEN)
    table, whose = table.take(pa.array(np.flatnonzero(kept))), whose[kept]
    number = whole(table, "point_id")
    point = points.by_number.first(number)
    own = np.where(taken(points.person, point) == whose, point, NOWHERE)
    return Said(
        rows_by(whose), words(table, "channel"), is_among(words(table, "decision"), ("withdrawn",)), own,
        number == NOTHING, whole(table, "effective_at"), whole(table, "learned_at"),
    )  # fmt: skip


def agreed_of(said: Said, asked: Asked, points: Points, *, people: Whole) -> Agreed:
    """Return what each act's person had said by the time of the act."""
    owner, rows = said.by_person.all(people)
    begun = said.effective_at[rows] <= asked.at[owner] * MICROSECONDS
    owner, rows = owner[begun], rows[begun]
    mine = _own_channel(said, asked, owner, rows)
    closed, since, stopped = _of_points(said, asked, points, people, owner=owner[mine], rows=rows[mine])
    return Agreed(_media(said, owner, rows, length=len(asked)), closed, since, stopped)


def _own_channel(said: Said, asked: Asked, owner: Whole, rows: Whole) -> Flags:
    """Say what was said to the act's own channel."""
    table = {word: code for code, word in enumerate(said.channel.words)}
    wanted = np.array([*(table.get(word, -2) for word in asked.channel.words), -2], np.int32)
    found: Flags = wanted[np.asarray(asked.channel.codes)][owner] == np.asarray(said.channel.codes)[rows]
    return found


def _media(said: Said, owner: Whole, rows: Whole, *, length: int) -> Words:
    everywhere = said.for_all[rows]
    owner, rows = owner[everywhere], rows[everywhere]
    channel = np.asarray(said.channel.codes)[rows]
    last = _last(said, owner * len(said.channel.words) + channel, rows)
    refused = last[said.withdrawn[rows[last]]]
    return sets(owner[refused], [said.channel.words[code] for code in channel[refused]], length=length)


def _last(said: Said, whose: Whole, rows: Whole) -> Whole:
    """Return, for each key, the place of what counts."""
    rank = np.lexsort((said.withdrawn[rows], said.learned_at[rows], said.effective_at[rows]))
    weight = np.empty(len(rows), np.int64)
    weight[rank] = np.arange(len(rows))
    return last_of(whose, weight)


def _of_points(
    said: Said, asked: Asked, points: Points, people: Whole, *, owner: Whole, rows: Whole
) -> tuple[Words, Whole, Flags]:
    """Return which points each act's channel may not use, since when it may use its own, and where it may not."""
    spoken, back = np.unique(owner, return_inverse=True)
    whose, held = points.by_person.all(people[spoken])
    # What was said for all points is said for each of them; what was said for one, for that one.
    general = said.for_all[rows]
    place, each = rows_by(whose).all(back[general])
    pair = np.concatenate([spoken[whose[each]] * len(points.number) + held[each],
                           owner[~general] * len(points.number) + said.point[rows[~general]]])  # fmt: skip
    counting = np.concatenate([rows[general][place], rows[~general]])
    known = np.concatenate([np.ones(len(each), bool), said.point[rows[~general]] >= 0])
    pair, counting = pair[known], counting[known]
    last = _last(said, pair, counting)
    act, point, fact = pair[last] // max(len(points.number), 1), pair[last] % max(len(points.number), 1), counting[last]
    no = said.withdrawn[fact]
    since = np.full(len(asked), NOTHING)
    yes = ~no & (point == asked.point[act])
    since[act[yes]] = said.effective_at[fact[yes]]
    stopped = np.zeros(len(asked), bool)
    stopped[act[no & (point == asked.point[act])]] = True
    names = [points.name.words[code] for code in np.asarray(points.name.codes)[point[no]]]
    return sets(act[no], names, length=len(asked)), since, stopped


def columns_of(agreed: Agreed, asked: Asked, points: Points) -> dict[str, Cells]:
    """Return the columns of acts about wishes, and about what an e-mail or a text rests on."""
    email, text = is_among(asked.channel, ("email",)), is_among(asked.channel, ("sms",))
    given = agreed.since != NOTHING
    day = np.where(given & text, seconds(agreed.since) // SECONDS_A_DAY, NOTHING)
    recorded = Words(np.where(given & email, 0, NOWHERE).astype(np.int32), ("recorded",))
    return {
        "media_opt_out": agreed.media,
        "act_person_media_opt_out": agreed.media,
        "address_opt_out": agreed.closed,
        "act_person_address_opt_out": agreed.closed,
        "email_basis_tested": known_truths(email),
        "email_prior_consent": known_truths(email & given),
        "email_prior_consent_to_collector": recorded,
        "email_address": words_taken(points.name, np.where(email, asked.point, NOWHERE)),
        "text_basis_tested": known_truths(text),
        "text_number": words_taken(points.name, np.where(text, asked.point, NOWHERE)),
        "text_consent_on": day,
        "text_opted_out": known_truths(text & agreed.stopped),
        **_checked(asked, points, text=text, agreed_day=day),
    }


def _checked(asked: Asked, points: Points, *, text: Flags, agreed_day: Whole) -> dict[str, Cells]:
    """Return what a database of reassigned numbers said last of each act's number, for texts and calls.

    An answer that looked back less far than to the consent says nothing of it, unless it says yes.
    """
    by_phone = text | is_among(asked.channel, CALLS)
    place = np.where(by_phone, asked.point, NOWHERE)
    on, since = taken(points.checked.on, place), taken(points.checked.since, place)
    answer = words_taken(points.checked.answer, place)
    yes, no = is_among(answer, ("yes",)), is_among(answer, ("no",))
    covered = (agreed_day != NOTHING) & (since <= agreed_day)
    is_text = np.where(text, place, NOWHERE)
    return {
        "text_check_on": np.where(text, on, NOTHING),
        "text_check_database": words_taken(points.checked.database, is_text),
        "text_check_reassigned_since_consent": Truth(text & yes, text & no & covered),
        "rnd_consent_on": since,
        "rnd_disconnected": answer,
    }


def consents_of(agreed: Agreed, asked: Asked, points: Points) -> Sheet:
    """Return the consents that acts rest on, one a row; the subject of an act is its place."""
    rows = np.flatnonzero(agreed.since != NOTHING)
    one = np.int32(0)
    cells: dict[str, Cells] = {
        "subject": rows,
        "at": seconds(taken(agreed.since, rows)),
        "given_to": Words(one, ("collector",)),
        "scope": Words(one, ("electronic",)),
        "consent_type": Words(one, ("prior_express",)),
        "contact": words_taken(points.name, asked.point[rows]),
    }
    return Sheet(len(rows), CONSENTS, cells)

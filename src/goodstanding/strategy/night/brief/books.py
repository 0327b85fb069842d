"""What a chunk's reading says of the people asked about, put in order once for every round of questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa

from goodstanding.factsheet.sheet import Words
from goodstanding.strategy.night.brief.columns import MICROSECONDS, Whole, rows_by, whole, words, words_taken
from goodstanding.strategy.night.brief.debts import Debts, debts_of
from goodstanding.strategy.night.brief.history import Contacts, contacts_of
from goodstanding.strategy.night.brief.hours_wished import Wished, wished_of
from goodstanding.strategy.night.brief.points import Places, Points, places_of, points_of
from goodstanding.strategy.night.brief.standing import (
    Held,
    Moratoria,
    circumstances_of,
    moratoria_of,
    representations_of,
)
from goodstanding.strategy.night.brief.wishes import Said, said_of


@dataclass(frozen=True, slots=True)
class Books:
    """The facts behind some messages, as known at an instant; `person` is each message's place among the people."""

    known_at: datetime
    person: Whole
    natural: Words
    collector_kind: Words
    points: Points
    places: Places
    circumstances: Held
    representations: Held
    moratoria: Moratoria
    said: Said
    wished: Wished
    contacts: Contacts
    debts: Debts

    @property
    def people(self) -> int:
        """How many people the messages are to."""
        return len(self.places.pattern)


def books_of(
    messages: pa.Table, lines: pa.Table, reading: Mapping[str, pa.Table], *, known_at: datetime, clients: pa.Table
) -> Books:
    """Return the facts behind messages (see tables.py for the form of all tables), their lines and their people."""
    known = micros(known_at)
    person_id = whole(messages, "person_id")
    people = rows_by(np.unique(person_id))
    points, table = points_of(reading["point"], people)
    person = reading["person"]
    kind = words_taken(words(person, "kind"), rows_by(whole(person, "person_id")).first(people.keys))
    client = rows_by(whole(clients, "client_id")).first(whole(messages, "client_id"))
    return Books(
        known_at=known_at,
        person=people.first(person_id),
        natural=kind,
        collector_kind=words_taken(words(clients, "collector_kind"), client),
        points=points,
        places=places_of(points, table, people=len(people.keys)),
        circumstances=circumstances_of(reading["circumstance"], people, known_at=known),
        representations=representations_of(reading["representation"], people, known_at=known),
        moratoria=moratoria_of(reading["moratorium"]),
        said=said_of(reading["consent"], people, points, known_at=known),
        wished=wished_of(reading["preference"], people, known_at=known),
        contacts=contacts_of(reading, people, points, known_at=known),
        debts=debts_of(reading, lines, rows_by(whole(messages, "message"))),
    )


def micros(at: datetime) -> int:
    """Return an instant in microseconds since 1970."""
    whole_seconds = int(at.replace(microsecond=0).timestamp())
    return whole_seconds * MICROSECONDS + at.microsecond

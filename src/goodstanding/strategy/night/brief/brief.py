"""The brief of the acts asked about: everything the gate is told, made column by column.

The mapping is that of strategy.queries.situation, read by compliance.situation.reading; the tests compare the two.
"""

import numpy as np

from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.selection import with_packs
from goodstanding.factsheet.brief import ACTS, Brief
from goodstanding.factsheet.sheet import BETWEEN, Cells, Sheet, Words, known_truths
from goodstanding.strategy.legal_words import ACCEPTS_ELECTRONIC, POINT_TYPES, TECHNOLOGIES
from goodstanding.strategy.night.brief import debts, history, hours_wished, standing, wishes
from goodstanding.strategy.night.brief.asked import CONTACT, Asked
from goodstanding.strategy.night.brief.books import Books, micros
from goodstanding.strategy.night.brief.columns import Flags, Whole, compacted, is_among, mapped, words_taken
from goodstanding.strategy.night.brief.instants import days_of

CREDITOR = "original_creditor"
REACHED = "consumer"
TOLD = ("at", "debts", "kind", "person")
TOLD_OF_A_MESSAGE = ("channel", "opt_out_notice_included")
"""What an act tells of itself. Who asks is taken to mean a message that tells how to stop, as in a single question."""


def brief_of(asked: Asked, books: Books, *, lawbook: Lawbook) -> Brief:
    """Return the brief of some acts, with the packs in force; the subject of each act is its own place."""
    people = books.person[asked.message]
    days = days_of(asked.at, words_taken(books.places.home_zone, people))
    act, debt = debts.rows_of(books.debts, asked.message)
    owed = debts.sheet_of(books.debts, act, debt, days=days[act])
    known = micros(books.known_at)
    happened = history.happened_to(books.contacts, books.points, asked, people=people, known_at=known)
    event, row = history.pairs_of(happened, books.contacts, act=act, number=books.debts.number[debt])
    agreed = wishes.agreed_of(books.said, asked, books.points, people=people)
    cells = {
        **_act(asked, books),
        **_person(books, people, asked.message),
        **standing.columns_of(
            books.circumstances, books.representations, people=people, days=days,
            homes=words_taken(books.places.home_zone, people),
        ),
        **standing.moratorium_columns(books.moratoria, acts=len(asked), act=act, account=books.debts.number[debt]),
        **wishes.columns_of(agreed, asked, books.points),
        "text_last_inbound_on": history.last_texts(happened, books.contacts, asked),
    }  # fmt: skip
    brief = Brief(
        Sheet(len(asked), ACTS, cells),
        owed,
        history.sheet_of(happened, books.contacts, books.points, asked, known_at=known),
        wishes.consents_of(agreed, asked, books.points),
        hours_wished.windows_of(books.wished, asked, books.places, people=people),
        act,
        event,
        row,
        row,
        owed.whole("creditor")[row],
    )
    _share_names(brief)
    return with_packs(brief.as_known(int(books.known_at.timestamp())), lawbook)


NAMES = {
    "acts": ("act_to", "email_address", "text_number"),
    "events": ("contact", "from_whom"),
    "consents": ("contact",),
}
"""Columns that name contact points; the gate compares them with each other."""


def _share_names(brief: Brief) -> None:
    """Put the names of contact points on one list, and leave out of every list the words that stand nowhere."""
    sheets = {"acts": brief.acts, "debts": brief.debts, "events": brief.events, "consents": brief.consents}
    places = [(sheets[grain].cells, name) for grain, names in NAMES.items() for name in names]
    listed = [cells[name] for cells, name in places]
    together = compacted(*(column for column in listed if isinstance(column, Words)))
    for (cells, name), shared in zip(places, together, strict=True):
        cells[name] = shared
    for grain, sheet in sheets.items():
        for name, column in sheet.cells.items():
            if isinstance(column, Words) and name not in NAMES.get(grain, ()):
                (sheet.cells[name],) = compacted(column)


def _act(asked: Asked, books: Books) -> dict[str, Cells]:
    """Return what is proposed."""
    contact = is_among(asked.kind, (CONTACT,))
    technology = mapped(asked.channel, TECHNOLOGIES.get)
    points, one = books.points, np.int32(0)
    cells: dict[str, Cells] = {
        "subject": np.arange(len(asked)),
        "at": asked.at,
        "act_kind": asked.kind,
        "act_channel": asked.channel,
        "act_person": Words(one, (REACHED,)),
        "act_to": words_taken(points.name, asked.point),
        "act_to_type": words_taken(mapped(points.kind, POINT_TYPES.get), asked.point),
        "act_to_place": words_taken(points.tied_to, asked.point),
        "act_technology": technology,
        "act_opt_out_notice_included": known_truths(contact),
        "has_debts": known_truths(np.ones(len(asked), bool)),
        "act_told": _told(contact, technology, asked.point, asked.purpose),
    }
    return cells if asked.purpose is None else cells | {"act_purpose": asked.purpose}


def _told(contact: Flags, technology: Words, point: Whole, purpose: Words | None) -> Words:
    """Return the names of what each act tells of itself."""
    parts = [(TOLD_OF_A_MESSAGE, contact), (("technology",), technology.codes >= 0), (("to",), point >= 0)]
    if purpose is not None:
        parts.append((("purpose",), purpose.codes >= 0))
    codes = sum((there.astype(np.int32) << place for place, (_, there) in enumerate(parts)), np.zeros(1, np.int32))
    sets = []
    for code in range(1 << len(parts)):
        names = set(TOLD).union(*(names for place, (names, _) in enumerate(parts) if code >> place & 1))
        sets.append(BETWEEN.join(sorted(names)))
    return Words(np.asarray(codes, np.int32), tuple(sets))


def _person(books: Books, people: Whole, messages: Whole) -> dict[str, Cells]:
    """Return who and where the person is, and what the house is towards the client."""
    places, one = books.places, np.int32(0)
    creditor = is_among(books.collector_kind, (CREDITOR,))[messages]
    return {
        "zones": words_taken(places.zones, people),
        "home_zone": words_taken(places.home_zone, people),
        "consumer_state": words_taken(places.state, people),
        "consumer_country": words_taken(places.country, people),
        "consumer_city": words_taken(places.city, people),
        "consumer_zip": words_taken(places.postal_code, people),
        "consumer_natural_person": known_truths(is_among(words_taken(books.natural, people), ("person",))),
        "collector_type": words_taken(books.collector_kind, messages),
        "collector_covered_by_fdcpa": known_truths(~creditor),
        "collector_accepts_electronic": Words(one, (BETWEEN.join(ACCEPTS_ELECTRONIC),)),
        "accepts_electronic_told": known_truths(np.ones(len(messages), bool)),
    }

"""Finds accounts by anything half-remembered, in a book of a million people.

One small question after the other, each answered by an index and cut off by its own limit, the surest first. Only
when nothing was found is the text taken for a misspelt name.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction

from goodstanding.access.permission import Actor, reach
from goodstanding.money.amount import Amount
from goodstanding.workbench.search import hit, probe, sight
from goodstanding.workbench.search.hit import Hit, Match
from goodstanding.workbench.search.probe import Probes
from goodstanding.workbench.search.sight import Condition

CANDIDATES = 200
"""People that one probe looks at before their debts are asked."""

SURE = 1
"""The rank of a reference that was typed in full: nobody is looked for by a name like it."""

NAME = 2
"""The rank of a name that was typed in full."""

SIMILAR = 0.42
"""How alike two words must be to be candidates for a slip, by trigrams, from 0 to 1."""


_DEBTS = """
    SELECT debt.account_id, {exactly}, '' FROM receivables_debt debt
    WHERE {found} AND debt.withdrawn_at IS NULL AND {seen} LIMIT %(limit)s
"""

_DEBTS_OF_ITEMS = """
    SELECT DISTINCT debt.account_id, {exactly}, '' FROM receivables_item item
    JOIN receivables_debt debt ON debt.account_id = item.debt_id
    WHERE {found} AND item.withdrawn_at IS NULL AND debt.withdrawn_at IS NULL AND {seen} LIMIT %(limit)s
"""

# The limit falls on people first, so that a name half the book bears stays quick.
_DEBTS_OF_PERSONS = """
    WITH who AS MATERIALIZED (
        SELECT person.id, {exactly} AS exactly FROM parties_person person {join}
        WHERE {found} AND person.withdrawn_at IS NULL AND {known} LIMIT %(candidates)s
    )
    (SELECT debt.account_id, who.exactly, '' FROM who JOIN receivables_debt debt ON debt.debtor_id = who.id
     WHERE debt.withdrawn_at IS NULL AND {seen} LIMIT %(limit)s)
    UNION
    (SELECT debt.account_id, who.exactly, liable.role FROM who
     JOIN receivables_liable liable ON liable.person_id = who.id
     JOIN receivables_debt debt ON debt.account_id = liable.debt_id
     WHERE debt.withdrawn_at IS NULL AND {seen} LIMIT %(limit)s)
"""

_CLIENTS = "JOIN receivables_client client ON client.id = person.issuer_id"
_POINTS = "JOIN parties_contactpoint point ON point.person_id = person.id AND point.withdrawn_at IS NULL"

_MISSPELT = """
    SELECT person.id, person.search_name FROM parties_person person
    WHERE ({found}) AND person.withdrawn_at IS NULL AND {known}
    ORDER BY word_similarity(%(text)s, person.search_name) DESC LIMIT %(candidates)s
"""

_HITS = """
    SELECT debt.account_id, debt.reference, coalesce(person.display_name, ''), coalesce(person.reference, ''),
           client.name, portfolio.name, debt.currency, coalesce(sum(posting.amount_minor), 0)::bigint
    FROM receivables_debt debt
    JOIN receivables_client client ON client.id = debt.client_id
    JOIN receivables_portfolio portfolio ON portfolio.id = debt.portfolio_id
    LEFT JOIN parties_person person ON person.id = debt.debtor_id
    LEFT JOIN ledger_posting posting
        ON posting.account_id = debt.account_id AND posting.head IN ('receivable', 'unapplied')
    WHERE debt.account_id = ANY(%(ids)s)
    GROUP BY debt.account_id, client.id, portfolio.id, person.id
"""


Values = Mapping[str, str | int | list[int] | list[str]]


class Question(NamedTuple):
    """One of the three questions with its condition, what is joined to find people, and when it is the very name."""

    sql: str
    found: str
    join: str = ""
    exactly: str = "FALSE"


class Search:
    """One text looked up for one actor; `matches` grows with every probe."""

    def __init__(self, probes: Probes, *, actor: Actor, limit: int) -> None:
        """Work out once what the actor may see."""
        scopes = reach(actor, "accounts.read")
        self.probes = probes
        self.limit = limit
        self.seen: Condition = sight.debts(scopes)
        self.known: Condition = sight.persons(scopes)
        self.matches: list[Match] = []

    def ask(self, question: Question, values: Values, *, reason: str, rank: int) -> None:
        """Ask one probe and keep what it finds."""
        sql = question.sql.format(
            found=question.found, join=question.join, exactly=question.exactly, seen=self.seen.sql, known=self.known.sql
        )
        rows = self._rows(sql, {"limit": self.limit, **values})
        for debt_id, exactly, role in rows:
            told, place = ("name", NAME) if exactly else (reason, rank)
            self.matches.append(Match(debt_id, f"{told} of the {role}" if role else told, place))

    def _rows(self, sql: str, values: Values) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"candidates": CANDIDATES, **self.seen.parameters, **self.known.parameters, **values})
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    @property
    def is_sure(self) -> bool:
        """Say whether a reference was found that was typed in full."""
        return any(match.rank <= SURE for match in self.matches)

    def misspelt(self) -> None:
        """Look for people whose name is like the text but for a slip or two, and ask for their debts."""
        words = self.probes.words
        one_slipped = [_but_for(words, slipped={number}) for number, word in enumerate(words) if _may_slip(word)]
        near = self._near(" OR ".join(one_slipped)) if one_slipped else []
        if not near and len(words) > 1 and all(_may_slip(word) for word in words):
            near = self._near(_but_for(words, slipped=set(range(len(words)))))
        question = Question(_DEBTS_OF_PERSONS, "person.id = ANY(%(people)s)")
        self.ask(question, {"people": near}, reason="name is similar", rank=9)

    def _near(self, found: str) -> list[int]:
        """Return the people among those a condition finds whose names are the fewest slips away, the nearest first."""
        words = self.probes.words
        values = _forms(words)
        sql = _MISSPELT.format(found=found, known=self.known.sql)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(SIMILAR)])
            people = self._rows(sql, values | {"text": " ".join(words)})
        counted = sorted((hit.slips(words, name=name), person_id) for person_id, name in people)
        most = sum(hit.slips_allowed(word) for word in words)
        close = [(count, person_id) for count, person_id in counted if count <= most]
        return [person_id for count, person_id in close if count <= close[0][0] + 1][: self.limit]


def find_accounts(text: str, *, actor: Actor, limit: int = 25) -> list[Hit]:
    """Return the accounts that a text may mean and the actor may see, the surest first, each with its reason."""
    probes = probe.read(text)
    if probes.is_empty:
        return []
    search = Search(probes, actor=actor, limit=limit)
    _by_reference(search)
    _by_contact_point(search)
    _by_name(search)
    if not search.matches:
        search.misspelt()
    return _hits(hit.choose(search.matches, limit=limit))


def _by_reference(search: Search) -> None:
    """Ask for references of debts, items and people: the very one first, then the beginning, then a part."""
    text = search.probes.reference
    if not text:
        return
    both = {"both": [text, text.upper()]}
    search.ask(Question(_DEBTS, "debt.reference = ANY(%(both)s)"), both, reason="reference", rank=0)
    items = Question(_DEBTS_OF_ITEMS, "item.reference = ANY(%(both)s)")
    search.ask(items, both, reason="item reference", rank=1)
    people = Question(_DEBTS_OF_PERSONS, "person.reference = ANY(%(both)s)", _CLIENTS)
    search.ask(people, both, reason="person reference", rank=1)
    if len(text) >= probe.REFERENCE_PART_LEAST and " " not in text and not search.is_sure:
        _by_part_of_reference(search, text=text)


def _by_part_of_reference(search: Search, *, text: str) -> None:
    start = {"start": f"{probe.escaped(text)}%", "upper": f"{probe.escaped(text.upper())}%"}
    search.ask(Question(_DEBTS, "debt.reference ILIKE %(start)s"), start, reason="start of the reference", rank=4)
    starts = "(item.reference LIKE %(start)s OR item.reference LIKE %(upper)s)"
    search.ask(Question(_DEBTS_OF_ITEMS, starts), start, reason="start of an item reference", rank=5)
    if not search.matches:
        part = {"part": probe.anywhere(text)}
        search.ask(Question(_DEBTS, "debt.reference ILIKE %(part)s"), part, reason="part of the reference", rank=7)


def _by_contact_point(search: Search) -> None:
    """Ask for the digits of a telephone number, and for part of an e-mail address."""
    digits, email = search.probes.digits, search.probes.email
    phones = Question(_DEBTS_OF_PERSONS, "point.kind = 'phone' AND point.search_value LIKE %(part)s", _POINTS)
    # The index is asked for a piece only: intersecting the trigrams of a whole address takes longer than checking it.
    email_found = (
        "point.kind = 'email' AND point.search_value LIKE %(piece)s AND point.search_value || '' LIKE %(part)s"
    )
    emails = Question(_DEBTS_OF_PERSONS, email_found, _POINTS)
    before = len(search.matches)
    if digits:
        search.ask(phones, {"part": f"%{digits}"}, reason="telephone", rank=3)
        if len(search.matches) == before:
            search.ask(phones, {"part": f"%{digits}%"}, reason="part of the telephone", rank=6)
    if email:
        parts = {"part": probe.anywhere(email), "piece": probe.anywhere(probe.telling_piece(email))}
        search.ask(emails, parts, reason="e-mail", rank=4)


def _by_name(search: Search) -> None:
    """Ask for people of exactly this name, then for those whose name holds every word."""
    words = search.probes.words
    if not words or search.is_sure:
        return
    name = {"name": " ".join(words)}
    exactly = "person.search_name = %(name)s"
    each = " AND ".join(_holds(number, word) for number, word in enumerate(words))
    parts = Question(_DEBTS_OF_PERSONS, each, exactly=exactly)
    before = len(search.matches)
    search.ask(parts, {**_forms(words), **name}, reason="part of the name", rank=5)
    if len(search.matches) - before >= search.limit:
        # More bear the name in part than are looked at; whoever bears it whole must not be missed among them.
        search.ask(Question(_DEBTS_OF_PERSONS, exactly), name, reason="name", rank=NAME)


def _holds(number: int, word: str) -> str:
    """A word of two letters or fewer has no trigram of its own, so it must begin a word of the name."""
    if len(word) >= probe.TRIGRAM:
        return f"person.search_name LIKE %(word{number})s"
    return f"(person.search_name LIKE %(word{number})s OR person.search_name LIKE %(later{number})s)"


def _but_for(words: Sequence[str], *, slipped: set[int]) -> str:
    """Return the condition that a name holds every word as typed, but for those in which a finger slipped."""
    each = [_resembles(number) if number in slipped else _holds(number, word) for number, word in enumerate(words)]
    return f"({' AND '.join(each)})"


def _resembles(number: int) -> str:
    return f"(%(plain{number})s <%% person.search_name OR person.search_name LIKE ANY(%(swaps{number})s))"


def _may_slip(word: str) -> bool:
    """A word of three letters with a slip could be any other word."""
    return len(word) >= probe.TYPO_LETTERS_LEAST


def _forms(words: Sequence[str]) -> dict[str, str | int | list[int] | list[str]]:
    """Return every form in which the words are looked up, by the name of its parameter."""
    forms: dict[str, str | int | list[int] | list[str]] = {}
    for number, word in enumerate(words):
        start = probe.escaped(word)
        forms[f"plain{number}"] = word
        forms[f"swaps{number}"] = [probe.anywhere(swap) for swap in hit.swapped(word)]
        forms[f"word{number}"] = f"%{start}%" if len(word) >= probe.TRIGRAM else f"{start}%"
        forms[f"later{number}"] = f"% {start}%"
    return forms


def _hits(matches: list[Match]) -> list[Hit]:
    """Load what the list shows of the accounts that were chosen, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(_HITS, {"ids": [match.debt_id for match in matches]})
        rows = {row[0]: row for row in cursor.fetchall()}
    return [_hit(rows[match.debt_id], reason=match.reason) for match in matches]


def _hit(row: tuple[Any, ...], *, reason: str) -> Hit:
    debt_id, reference, debtor, debtor_reference, client, portfolio, currency, minor = row
    return Hit(
        debt_id, reference, debtor, debtor_reference, client, portfolio,
        balance=Amount(minor, currency), reason=reason,
    )  # fmt: skip

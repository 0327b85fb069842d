"""One lock a person, between whoever stops contact and whoever is sending: a stop is never overtaken.

Whoever records something that stops contact (a withdrawn consent, a wish, a circumstance, a representative, a dispute,
a hold) first waits until nothing is under way to that person. Whoever sends holds the people it writes to, from its
last question to the provider's answer, and leaves those alone whose lock is busy. So after the commit of a stop nothing
is handed over, and what was handed over before was asked about before.

Take the lock before any row is locked and before an evidence entry is appended: the sender holds it while it writes.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection

LOCK_CLASS = 0x7065726F
"""Any number will do, as long as every program that stops or sends asks for the same class of advisory locks."""
SENDERS_CLASS, SENDERS_MOST = LOCK_CLASS + 1, 64
"""Every sender takes a lock of its own as well; whoever stops many people at once waits for all of these."""
_KEYS = 2**31
"""Advisory locks of a class are numbered by 31 bits; two people of one number only wait for each other."""

_ORDER = "SELECT pg_advisory_xact_lock_shared(%s, %s)"
_ORDER_ALL = "SELECT count(pg_advisory_xact_lock_shared(%s, key)) FROM generate_series(1, %s) AS key"
_TRY_SENDER = "SELECT key FROM generate_series(1, %s) AS key WHERE pg_try_advisory_lock(%s, key) LIMIT 1"
_TRY = """
SELECT id FROM (SELECT DISTINCT unnest(%s::bigint[]) AS id ORDER BY 1 OFFSET 0) AS wanted
WHERE pg_try_advisory_lock(%s, (id %% %s)::int)
"""
_FREE = "SELECT count(pg_advisory_unlock(%s, (id %% %s)::int)) FROM unnest(%s::bigint[]) AS held (id)"
_FREE_SENDER = "SELECT pg_advisory_unlock(%s, %s)"


def order_after_sending(*person_ids: int) -> None:
    """Wait until nothing is under way to these people, and keep it so until the transaction ends."""
    assert connection.in_atomic_block, "A stop holds its person until it is committed."
    with connection.cursor() as cursor:
        for key in sorted({person_id % _KEYS for person_id in person_ids}):
            cursor.execute(_ORDER, [LOCK_CLASS, key])


def order_all_after_sending() -> None:
    """Wait until nothing is under way to anybody: for many stops at once, such as the disputes of a file."""
    assert connection.in_atomic_block, "A stop holds everybody until it is committed."
    with connection.cursor() as cursor:
        cursor.execute(_ORDER_ALL, [SENDERS_CLASS, SENDERS_MOST])


@dataclass(slots=True)
class Held:
    """The people who are held; `free` lets some of them go before the others."""

    people: set[int] = field(default_factory=set)

    def free(self, person_ids: Collection[int]) -> None:
        """Let some people go."""
        mine = sorted(self.people & set(person_ids))
        if mine:
            self.people -= set(mine)
            with connection.cursor() as cursor:
                cursor.execute(_FREE, [LOCK_CLASS, _KEYS, mine])


@contextmanager
def held_people(person_ids: Iterable[int]) -> Iterator[Held]:
    """Hold those of some people whom nobody else holds, over several transactions; nobody waits.

    The locks go with the connection, so they never outlive the program that took them. While many stops are under way
    at once nobody is held.
    """
    held = Held()
    with connection.cursor() as cursor:
        cursor.execute(_TRY_SENDER, [SENDERS_MOST, SENDERS_CLASS])
        sender = cursor.fetchone()
    if sender is None:
        yield held
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(_TRY, [list(person_ids), LOCK_CLASS, _KEYS])
            held.people |= {number for (number,) in cursor.fetchall()}
        yield held
    finally:
        # A connection that broke took its locks with it.
        if connection.connection is not None and not connection.connection.closed:
            held.free(set(held.people))
            with connection.cursor() as cursor:
                cursor.execute(_FREE_SENDER, [SENDERS_CLASS, sender[0]])

"""A stop waits for what is under way, whoever sends never waits, and the locks go with their connection."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, transaction

from goodstanding.parties.operations import person_lock
from goodstanding.parties.operations.person_lock import held_people, order_after_sending, order_all_after_sending

pytestmark = pytest.mark.django_db

ALDER, BIRCH = 17, 2**31 + 40


@contextmanager
def other_session() -> Iterator[psycopg.Connection]:
    """A second connection to the same database, as another program has it."""
    given = connection.get_connection_params()
    given.pop("cursor_factory", None)
    given.pop("context", None)
    with psycopg.connect(**given, autocommit=True) as other:
        yield other


def is_free(other: psycopg.Connection, person_id: int) -> bool:
    """Ask as a stop does, without waiting."""
    asked = "SELECT pg_try_advisory_lock_shared(%s, %s)"
    row = other.execute(asked, [person_lock.LOCK_CLASS, person_id % 2**31]).fetchone()
    assert row is not None
    if row[0]:
        other.execute("SELECT pg_advisory_unlock_shared(%s, %s)", [person_lock.LOCK_CLASS, person_id % 2**31])
    return bool(row[0])


def test_people_are_held_until_they_are_let_go() -> None:
    with other_session() as other:
        with held_people([ALDER, BIRCH, ALDER]) as held:
            assert held.people == {ALDER, BIRCH}
            assert not is_free(other, ALDER) and not is_free(other, BIRCH)
            held.free([BIRCH])
            assert is_free(other, BIRCH) and not is_free(other, ALDER)
        assert is_free(other, ALDER)


def test_whoever_is_busy_is_left_alone() -> None:
    with other_session() as other:
        other.execute("SELECT pg_advisory_lock_shared(%s, %s)", [person_lock.LOCK_CLASS, ALDER])
        with held_people([ALDER, BIRCH]) as held:
            assert held.people == {BIRCH}


def test_a_stop_waits_for_what_is_under_way() -> None:
    with other_session() as other:
        stopped = threading.Event()

        def stop() -> None:
            other.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [person_lock.LOCK_CLASS, ALDER])
            stopped.set()

        with held_people([ALDER]):
            waiting = threading.Thread(target=stop)
            waiting.start()
            assert not stopped.wait(0.2)
        assert stopped.wait(10)
        waiting.join()


def test_a_stop_keeps_whoever_sends_away_until_it_is_committed() -> None:
    with other_session() as other, transaction.atomic():
        order_after_sending(BIRCH, ALDER)
        tried = "SELECT pg_try_advisory_lock(%s, %s)"
        assert other.execute(tried, [person_lock.LOCK_CLASS, ALDER]).fetchone() == (False,)
        assert is_free(other, ALDER), "Two stops do not wait for each other."


def test_many_stops_at_once_keep_every_sender_away() -> None:
    with other_session() as other:
        other.execute("BEGIN")
        asked = "SELECT pg_advisory_xact_lock_shared(%s, key) FROM generate_series(1, %s) AS key"
        other.execute(asked, [person_lock.SENDERS_CLASS, person_lock.SENDERS_MOST])
        with held_people([ALDER]) as held:
            assert not held.people
        other.execute("COMMIT")
        with held_people([ALDER]) as held:
            assert held.people == {ALDER}


def test_everybody_can_be_waited_for_twice() -> None:
    with transaction.atomic():
        order_all_after_sending()
        order_all_after_sending()

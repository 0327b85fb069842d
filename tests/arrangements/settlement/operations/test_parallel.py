"""Of all who accept at once, one does: parallel acceptances over real connections, against all that may cross them."""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from goodstanding.arrangements.agreement.queries import done_under
from goodstanding.arrangements.models import Agreement, SettlementAcceptance
from goodstanding.arrangements.settlement.operations.accepting import AlreadySettled, accept
from goodstanding.arrangements.settlement.operations.bidding import bid
from goodstanding.arrangements.settlement.operations.saying import withdraw
from goodstanding.arrangements.settlement.queries import offer_of
from goodstanding.payments.operations.reversing import reverse
from goodstanding.refusal import Refusal
from tests.arrangements.settlement.cast import SUPERVISOR, Book, debt, follow, offered, on, pay, usd, with_floor
from tests.receivables.cast import open_minor
from tests.workbench.served import copied_database

IS_LONG = bool(os.environ.get("GOODSTANDING_LONG"))
THREADS, ROUNDS = (200, 100) if IS_LONG else (20, 5)
FEW = 20 if IS_LONG else 2
AT_ONCE = 60
"""So many connections are open at once at most; the server has no more to give."""


@pytest.fixture(scope="module")
def book(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Book]:
    with django_db_blocker.unblock(), copied_database():
        made, _ = debt()
        with_floor(made)
        yield made


def together(*deeds: Callable[[], object]) -> list[object]:
    """Do deeds in threads that begin at once, each on a connection of its own; return what each gave or raised."""
    barrier, room = threading.Barrier(len(deeds)), threading.Semaphore(AT_ONCE)
    found: list[object] = [None] * len(deeds)

    def one(place: int, deed: Callable[[], object]) -> None:
        barrier.wait()
        with room:
            try:
                found[place] = deed()
            except Exception as fault:  # noqa: BLE001  What went wrong is what the test looks at.
                found[place] = fault
            finally:
                connections.close_all()

    threads = [threading.Thread(target=one, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db
def test_one_after_the_other_the_first_accepts() -> None:
    made, debt_id = debt()
    with_floor(made)
    offer_id = offered(debt_id)
    accept(offer_id, source="portal", by=SUPERVISOR, at=on(1))
    with pytest.raises(AlreadySettled):
        accept(offer_id, source="portal", by=SUPERVISOR, at=on(1))


def test_of_all_who_accept_one_offer_one_does(book: Book) -> None:
    for number in range(ROUNDS):
        _, debt_id = debt(book, reference=f"one-{number}")
        offer_id = offered(debt_id)
        found = together(*[partial(accept, offer_id, source="portal", by=SUPERVISOR, at=on(1))] * THREADS)
        won = [one for one in found if isinstance(one, int)]
        odd = [one for one in found if not isinstance(one, int | AlreadySettled)]
        assert (len(won), odd) == (1, []), f"Round {number}"
        assert SettlementAcceptance.objects.filter(debt_id=debt_id).count() == 1
        assert Agreement.objects.filter(debts__debt_id=debt_id).count() == 1


def test_of_several_offers_on_a_debt_one_is_accepted(book: Book) -> None:
    for number in range(ROUNDS):
        _, debt_id = debt(book, reference=f"several-{number}")
        offers = [offered(debt_id, 60_000 + place) for place in range(4)]
        found = together(*[partial(accept, each, source="portal", by=SUPERVISOR, at=on(1)) for each in offers * 3])
        assert sum(isinstance(one, int) for one in found) == 1
        assert all(isinstance(one, int | AlreadySettled) for one in found), found


def test_accepting_against_withdrawing_and_paying_in_full(book: Book) -> None:
    seen: Counter[str] = Counter()
    for number in range(ROUNDS):
        _, debt_id = debt(book, reference=f"against-{number}")
        offer_id = offered(debt_id)
        accepted, withdrawn, paid = together(
            partial(accept, offer_id, source="portal", by=SUPERVISOR, at=on(1)),
            partial(withdraw, offer_id, reason="an error", by=SUPERVISOR, at=on(1)),
            partial(pay, debt_id, 100_000, day=1),
        )
        assert isinstance(paid, int), paid
        state = offer_of(offer_id, at=on(1)).state
        assert not (isinstance(accepted, int) and withdrawn is None), "It cannot be accepted and withdrawn."
        assert isinstance(accepted, int | Refusal), accepted
        assert (state == "accepted") == isinstance(accepted, int)
        assert (state == "withdrawn") == (withdrawn is None)
        if isinstance(accepted, int):
            follow(accepted, 10)
        assert open_minor(debt_id) == 0, "Nothing is given up that was paid."
        seen[state] += 1
    assert sum(seen.values()) == ROUNDS


def test_a_bid_that_is_sent_twice_is_one_bid(book: Book) -> None:
    for number in range(FEW):
        _, debt_id = debt(book, reference=f"bid-{number}")
        offer_id = offered(debt_id, 80_000)
        deed = partial(
            bid, offer_id, amount=usd(75_000), key=f"twice-{debt_id}", source="portal", by=SUPERVISOR, at=on(1)
        )
        found = together(*[deed] * 6)
        assert len(set(map(str, found))) == 1, found
        assert SettlementAcceptance.objects.filter(debt_id=debt_id).count() == 1


def test_what_follows_is_done_once_however_many_see_to_it(book: Book) -> None:
    for number in range(FEW):
        _, debt_id = debt(book, reference=f"follow-{number}")
        agreement_id = accept(offered(debt_id), source="portal", by=SUPERVISOR, at=on(1))
        receipt = pay(debt_id, 60_000, day=2)
        found = together(*[partial(follow, agreement_id, 7)] * 8)
        assert sorted(found, key=str) == [*[(0, 0)] * 7, (3, 0)], found
        assert open_minor(debt_id) == 0
        reverse(receipt, reason="R01", reversed_date=on(8).date(), by=SUPERVISOR, at=on(8))
        found = together(*[partial(follow, agreement_id, 8)] * 8)
        assert sorted(found, key=str) == [*[(0, 0)] * 7, (0, 2)], found
        assert open_minor(debt_id) == 100_000
        assert all(one.taken_back_at for one in done_under(agreement_id) if one.deed != "notify")
    assert connection.settings_dict["NAME"].endswith("_served")

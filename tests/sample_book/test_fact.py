from collections import Counter
from datetime import UTC, datetime, time

from goodstanding.arrangements import promise
from goodstanding.parties import circumstance, consent, preference
from goodstanding.receivables.title import Link, faults
from goodstanding.sample_book.fact import SHOWCASED, SHOWN_PROMISES
from tests.sample_book.sample import AS_OF, book

EVENING = datetime.combine(AS_OF, time(23), UTC)


def test_circumstances_are_ones_the_books_know() -> None:
    kinds = set()
    for account in book():
        found = account.facts.circumstance
        if found is not None:
            kinds.add(found.kind)
            circumstance.check(circumstance.CircumstanceFact(found.kind, found.source, found.effective_date, EVENING))
    assert kinds == circumstance.KINDS


def test_consents_are_given_for_what_the_debtor_has_and_taken_back_later() -> None:
    decisions = set()
    for account in book():
        consents = account.facts.consents
        for one in consents:
            decisions.add(one.decision)
            has = {"email": account.debtor.reached.email, "sms": account.debtor.reached.phone}
            assert has[one.channel]
            consent.check(consent.ConsentFact(one.channel, one.decision, one.source, one.effective_at, EVENING))
        assert [one.effective_at for one in consents] == sorted(one.effective_at for one in consents)
    assert decisions == {"given", "withdrawn"}


def test_wishes_can_be_read() -> None:
    wishes = [wish for account in book() for wish in account.facts.preferences]
    assert {wish.kind for wish in wishes} == preference.KINDS
    assert all(preference.read(wish.kind, wish.value) and wish.effective_at <= EVENING for wish in wishes)
    first = [wish.kind for account in book()[:SHOWCASED] for wish in account.facts.preferences]
    assert set(first) == preference.KINDS


def test_holds_follow_from_life_and_disputes() -> None:
    reasons = {hold.reason for account in book() for hold in account.facts.holds}
    assert {"deceased", "bankruptcy", "vulnerability", "dispute"} <= reasons
    for account in book():
        assert ("on hold" in account.situation.twists) <= bool(account.facts.holds)
        for hold in account.facts.holds:
            assert hold.starts_date <= AS_OF
            assert hold.ends_date is None or hold.ends_date > AS_OF


def test_a_sale_makes_a_chain_of_title_without_a_gap() -> None:
    sales = [account for account in book() if account.facts.sale is not None]
    assert sales
    for account in sales:
        sale = account.facts.sale
        assert sale is not None
        link = Link(1, sale.from_owner, sale.to_owner, sale.transferred_date)
        assert not faults([link], original_creditor=sale.from_owner)
        assert sale.transferred_date < account.debt.items[0].issued_date


def test_promises_are_open_broken_and_kept() -> None:
    states: Counter[str] = Counter()
    for account in book():
        one = account.facts.promise
        if one is not None:
            assert one.amount_minor > 0 and one.made_date <= AS_OF and one.evidence
            payments = [promise.Payment(paid.received_date, paid.amount_minor) for paid in account.history.receipts]
            noun = promise.Promise(one.amount_minor, one.made_date, one.due_date)
            states[promise.state(noun, payments, AS_OF)] += 1
    assert min(states[state] for state in ("open", "broken", "kept")) > 5, states
    for number, state in SHOWN_PROMISES.items():
        account = book()[number - 1]
        assert account.facts.promise is not None, (number, state)


def test_recalls_and_attorneys_follow_the_situation() -> None:
    for account in book():
        assert ("recalled" in account.situation.twists) == (account.facts.recalled_date is not None)
        assert (account.situation.life == "attorney") == (account.facts.attorney_date is not None)

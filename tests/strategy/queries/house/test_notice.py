"""Validation notices made from the books: what stands on them, what is missing, and that a preview is what is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.compliance.models import CollectorKind
from goodstanding.disputes.notice.content import Notice, Period, Since, Then
from goodstanding.disputes.notice.itemisation import ItemisationDate
from goodstanding.money.amount import Amount
from goodstanding.outreach.channels.letter.print_house.binding import count_pages
from goodstanding.outreach.channels.letter.print_house.provider import PrintFolder
from goodstanding.outreach.channels.letter.print_house.shelf import Shelf
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.house import Waiting
from goodstanding.outreach.sending.operations.sending import send_due
from goodstanding.outreach.sending.preparing.queries import PreviewRefused, prepared, preview
from goodstanding.outreach.sending.queries import waiting_of
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.models import Debt, Liable
from goodstanding.receivables.operations.ownership import record_title
from goodstanding.strategy.pending import PendingAct
from goodstanding.strategy.queries.asking import Refused
from goodstanding.strategy.queries.house.house import the_house
from goodstanding.strategy.queries.house.notice import notices_of, print_notices
from goodstanding.worklists.models import Task
from tests.disputes.notice.printing.pdf import pages, squeezed
from tests.outreach.sending.post_office import NOON, Clock, PostOffice, ask
from tests.receivables.cast import SUPERVISOR, Book, item, open_book, person, place, usd

pytestmark = pytest.mark.django_db

STATEMENT = date(2026, 3, 1)
FACTS = DebtFacts(debt_type="utility", last_statement_date=STATEMENT, placed_date=date(2026, 4, 1))


def permits(_acts: Sequence[PendingAct], _at: datetime, _purposes: Sequence[str]) -> Mapping[int, Refused]:
    return {}


HOUSE = the_house(ask=permits)


def at_home(book: Book, *, country: str = "US") -> Book:
    """Give the debtor an address and a mailbox."""
    for kind, value in (("address", "1 Sample Street\nSpringfield, IL 62701"), ("email", "juniper@example.com")):
        ContactPoint.objects.create(
            person_id=book.debtor_id, kind=kind, value=value, search_value=value, country=country, status="valid",
            entry_id=1,
        )  # fmt: skip
    return book


def owing(book: Book, *, facts: DebtFacts = FACTS, reference: str = "LU-1234567890") -> int:
    """Place a debt of 120.00 that was billed before its last statement, and of which 20.00 were paid since."""
    debt = place(book, item("INV-1", 12_000), reference=reference, facts=facts)
    record(debt, Receipt(usd(2_000), date(2026, 5, 1)), by=SUPERVISOR, at=NOON)
    return debt


def noticed(
    book: Book,
    *debts: int,
    channel: str = "letter",
    key: str = "",
    template: str = "validation-notice",
    language: str = "",
) -> Waiting:
    """Ask for a notice of debts and return the message."""
    number = ask(
        book, debts[0], key=key or f"notice:{debts}", template=template, channel=channel, language=language,
        debt_ids=list(debts),
    )  # fmt: skip
    return waiting_of(Message.objects.get(id=number))


def notices(message: Waiting, at: datetime = NOON) -> list[Notice]:
    """Return the notices of a message that can be printed."""
    found = notices_of([message], at)[message.message_id]
    assert not isinstance(found, str), found
    return found


def refusal(message: Waiting) -> str:
    """Return why a message has no notice."""
    found = notices_of([message], NOON)[message.message_id]
    assert isinstance(found, str) and print_notices([message], NOON) == {message.message_id: found}
    return found


def printed(message: Waiting) -> bytes:
    """Return the PDF of a message's notices."""
    found = print_notices([message], NOON)[message.message_id]
    assert not isinstance(found, str), found
    (part,) = found
    return part.content


def addressed(message: Waiting, book: Book, name: str) -> Waiting:
    """Return a message as it would be to somebody else, who lives at the same place."""
    somebody = at_home(book._replace(debtor_id=person(book.client_id, name).pk)).debtor_id
    home = ContactPoint.objects.get(person_id=somebody, kind="address")
    return replace(message, person_id=somebody, contact_point_id=home.pk)


@pytest.fixture
def book() -> Book:
    return at_home(open_book())


def test_the_books_make_the_notice(book: Book) -> None:
    (notice,) = notices(noticed(book, owing(book)))
    assert notice.then == Then(
        ItemisationDate("last statement", STATEMENT), "Larch Utilities", "LU-xxxxxx7890", Amount(12_000, "USD")
    )
    assert notice.since == Since(usd(0), usd(0), usd(2_000))
    assert (notice.amount_now, notice.obligation.creditor_now) == (usd(10_000), "Larch Utilities")
    assert notice.consumer.party.name == "Juniper Testcase"
    assert notice.consumer.party.address == ("1 Sample Street", "Springfield, IL 62701")
    # Five working days after 15 June, of which 19 June is none, and thirty days after that.
    assert notice.period == Period(NOON.date(), date(2026, 7, 23), date(2026, 7, 23))


def test_a_letter_is_the_notice_itself(book: Book) -> None:
    told = noticed(book, owing(book))
    letter = preview(told, house=HOUSE, at=NOON)
    (front,) = pages(letter.pdf)
    for words in (
        "Example Collections is a debt collector. We are trying to collect a debt that you owe to Larch Utilities.",
        "You had a utility account from Larch Utilities with account number LU-xxxxxx7890",
        "As of March 1, 2026, you owed: $ 120.00", "– $ 20.00", "Total amount of the debt now: $ 100.00",
        "Call or write to us by July 23, 2026", "To: Juniper Testcase 1 Sample Street Springfield, IL 62701",
        "100 Example Street",
    ):  # fmt: skip
        assert squeezed(words) in front, words
    assert letter.page == "" and letter.to.splitlines()[0] == "Juniper Testcase"


def test_by_mail_it_goes_along_and_says_where_answers_are_taken(book: Book) -> None:
    mail = preview(noticed(book, owing(book), channel="email"), house=HOUSE, at=NOON)
    (part,) = mail.parts
    assert (part.name, part.media_type) == ("validation-notice.pdf", "application/pdf")
    (front,) = pages(part.content)
    assert squeezed("We accept disputes electronically at help@collections.example.com") in front
    assert squeezed("1 Sample Street Springfield, IL 62701") in front


def test_a_spanish_notice_goes_with_the_english_one(book: Book) -> None:
    spanish, english = pages(printed(noticed(book, owing(book), language="es")))
    assert squeezed("es un cobrador de deudas") in spanish and squeezed("is a debt collector") in english
    assert squeezed("$ 100.00") in spanish and squeezed("$ 100.00") in english


def test_each_debt_has_a_notice_of_its_own(book: Book) -> None:
    first, second = owing(book), owing(book, reference="LU-2345678901")
    for number, page in zip(("7890", "8901"), pages(printed(noticed(book, first, second))), strict=True):
        assert squeezed(number) in page


def test_a_preview_is_what_is_sent(book: Book, tmp_path: Path) -> None:
    told = noticed(book, owing(book), channel="email")
    shown = preview(told, house=HOUSE, at=NOON)
    office = PostOffice()
    send_due(
        "email", house=HOUSE, provider=office, data_folder=tmp_path, by=OPERATOR, now=Clock(), prepare=prepared,
    )  # fmt: skip
    assert office.taken == [shown]


def test_a_print_house_binds_it_with_the_others(book: Book, tmp_path: Path) -> None:
    notice = noticed(book, owing(book), language="es")
    other = noticed(book, owing(book, reference="LU-2"), template="friendly-reminder")
    told = prepared([notice, other], {}, HOUSE, NOON, presses=False)
    folder = PrintFolder(Shelf(tmp_path / "books", tmp_path / "print"))
    outcomes = folder.send_batch([one for one in told.values() if not isinstance(one, str)], batch_key="b1")
    assert [one.word for one in outcomes] == ["accepted", "accepted"]
    assert count_pages((tmp_path / "print" / "b1" / "letters.pdf").read_bytes()) == 3
    listed = folder.shelf.manifest_of("b1")
    assert listed is not None and [one.last_page for one in listed.letters] == [2, 3]


WRONG = {
    "itemization_amount": "100.00", "itemization_interest": "15.00", "itemization_fees": "6.00",
    "itemization_paid": "0.00",
}  # fmt: skip
MISSING = {
    "no date": (DebtFacts(debt_type="utility"), "None of the five dates it may itemise from is known"),
    "no amount on it": (replace(FACTS, last_statement_date=date(2025, 12, 1)), "what was owed then is missing"),
    "no creditor on it": (replace(FACTS, original_creditor="Old Gas"), "no transfer to Larch Utilities is known"),
    "half told": (replace(FACTS, attributes={"itemization_amount": "90.00"}), "itemization_interest and "),
    "another day": (replace(FACTS, attributes={"itemization_date": "2026-02-02"}), "is no day of the five"),
}


@pytest.mark.parametrize("what", MISSING)
def test_what_is_missing_is_named(book: Book, what: str) -> None:
    facts, sentence = MISSING[what]
    assert sentence in refusal(noticed(book, owing(book, facts=facts)))


def test_what_is_missing_stands_among_the_exceptions(book: Book, tmp_path: Path) -> None:
    told = noticed(book, owing(book, facts=DebtFacts()), channel="email")
    with pytest.raises(PreviewRefused, match="do not hold what a validation notice must say"):
        preview(told, house=HOUSE, at=NOON)
    office = PostOffice()
    send_due(
        "email", house=HOUSE, provider=office, data_folder=tmp_path, by=OPERATOR, now=Clock(), prepare=prepared,
    )  # fmt: skip
    row = Message.objects.get(id=told.message_id)
    assert office.taken == [] and row.state == "failed" and "None of the five dates" in row.reason
    assert "None of the five dates" in str(Task.objects.get().evidence)


def test_figures_that_the_client_told_are_taken_as_told(book: Book) -> None:
    attributes = {
        "itemization_date": "2025-12-01", "itemization_amount": "100.00", "itemization_interest": "15.00",
        "itemization_fees": "5.00", "itemization_paid": "0.00", "account_number": "none", "brand": "Larch Home",
        "consumer_financial": "no",
    }  # fmt: skip
    facts = replace(FACTS, last_statement_date=date(2025, 12, 1), attributes=attributes)
    (notice,) = notices(noticed(book, owing(book, facts=facts)))
    assert (notice.then.amount, notice.then.account_number) == (usd(10_000), None)
    assert notice.since == Since(usd(1_500), usd(500), usd(2_000))
    assert (notice.obligation.brand, notice.obligation.is_financial) == ("Larch Home", False)
    wrong = replace(facts, attributes=attributes | {"itemization_fees": "6.00"})
    assert "The sum does not add up" in refusal(noticed(book, owing(book, facts=wrong, reference="LU-2"), key="other"))


def test_who_owned_it_then_comes_of_the_title(book: Book) -> None:
    facts = replace(FACTS, original_creditor="Old Gas", attributes={"account_number": "OG-77"})
    debt = owing(book, facts=facts)
    record_title(
        debt, from_owner="Old Gas", to_owner="Larch Utilities", transferred_date=date(2026, 3, 15), by=SUPERVISOR,
        at=NOON,
    )  # fmt: skip
    (notice,) = notices(noticed(book, debt))
    assert (notice.then.creditor, notice.then.account_number) == ("Old Gas", "OG-77")
    assert notice.obligation.creditor_now == "Larch Utilities"


def test_a_later_notice_keeps_the_date_of_the_earlier_one(book: Book, tmp_path: Path) -> None:
    debt = owing(book)
    noticed(book, debt, channel="email")
    send_due(
        "email", house=HOUSE, provider=PostOffice(), data_folder=tmp_path, by=OPERATOR, now=Clock(), prepare=prepared,
    )  # fmt: skip
    Debt.objects.filter(pk=debt).update(last_statement_date=date(2026, 4, 20), transaction_date=date(2026, 1, 5))
    later = noticed(book, debt, key="again")
    (notice,) = notices(later, NOON + timedelta(days=2))
    assert notice.then.day == notice.earlier == ItemisationDate("last statement", STATEMENT)
    other = addressed(later, book, "Rowan Specimen")
    Liable.objects.create(debt_id=debt, person_id=other.person_id, role="co-debtor", entry_id=1)
    (first,) = notices(other, NOON + timedelta(days=2))
    assert first.then.day == ItemisationDate("last statement", date(2026, 4, 20)), "Another consumer was told nothing."


def test_an_executor_gets_it_for_the_estate_and_a_stranger_gets_none(book: Book) -> None:
    debt = owing(book)
    executor = addressed(noticed(book, debt), book, "Rowan Specimen")
    assert "Rowan Specimen neither owes account" in refusal(executor)
    Liable.objects.create(debt_id=debt, person_id=executor.person_id, role="executor", entry_id=1)
    (notice,) = notices(executor)
    assert (notice.consumer.party.name, notice.consumer.estate_of) == ("Rowan Specimen", "Juniper Testcase")


def test_nobody_abroad_and_no_organisation_gets_the_federal_form() -> None:
    abroad = at_home(open_book(), country="MX")
    told = noticed(abroad, owing(abroad))
    assert "lives in Mexico" in refusal(told)
    Person.objects.filter(id=abroad.debtor_id).update(kind="organisation")
    assert "is an organisation" in refusal(told)


def test_a_creditor_that_writes_itself_sends_no_notice_of_a_collector(book: Book) -> None:
    told = noticed(book, owing(book))
    CollectorKind.objects.create(client_id=book.client_id, kind="original_creditor", recorded_at=NOON, entry_id=1)
    assert "the creditor itself writes here" in refusal(told)


def test_one_that_cannot_be_made_holds_up_no_other(book: Book) -> None:
    good, bad = noticed(book, owing(book)), noticed(book, owing(book, facts=DebtFacts(), reference="LU-2"))
    wrong = noticed(book, owing(book, facts=replace(FACTS, attributes=WRONG), reference="LU-3"))
    found = print_notices([bad, wrong, good], NOON)
    assert "None of the five dates" in str(found[bad.message_id])
    assert "The sum does not add up" in str(found[wrong.message_id])
    assert not isinstance(found[good.message_id], str)


def test_other_templates_print_nothing_in_their_place(book: Book) -> None:
    assert print_notices([noticed(book, owing(book), template="friendly-reminder")], NOON) == {}

"""The page of a message: looking changes nothing, choosing does what was chosen, and a wrong link tells nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from goodstanding.outreach.channels.email.dress import PAGE
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.models.reply import Reply
from goodstanding.outreach.signed_number import LONG, signed
from goodstanding.parties.models import Consent, ContactPoint, Person
from goodstanding.portal.operations import write
from goodstanding.portal.queries import page_of
from tests.api.views.test_webhooks import all_tables
from tests.outreach.sending.post_office import debtors

pytestmark = pytest.mark.django_db


def message(*, channel: str = "email", language: str = "en", is_optional: bool = True) -> Message:
    """A message to somebody, as it waits to be sent."""
    (book, debt), *_ = debtors(1)
    at = datetime.now(UTC)
    return Message.objects.create(
        key="act:1", origin="night", channel=channel, person_id=book.debtor_id, client_id=book.client_id,
        contact_point_id=ContactPoint.objects.get(person_id=book.debtor_id, kind="email").pk, debt_ids=[debt], lines=[],
        template="friendly-reminder", language=language, is_optional=is_optional, planned_at=at, not_before=at,
        not_after=at + timedelta(days=1), state="planned", state_at=at, due_at=at, by="test", made_at=at, entry_id=1,
    )  # fmt: skip


def link(row: Message) -> str:
    return f"/p/{signed(row.pk, purpose=PAGE, secret=settings.SECRET_KEY, length=LONG)}/"


def visit() -> Client:
    """Somebody nobody knows; forms from nowhere are refused wherever a page cares."""
    return Client(enforce_csrf_checks=True)


def test_looking_changes_nothing_however_and_by_whomever() -> None:
    address = link(message())
    before = all_tables()
    for client, headers in ((visit(), {}), (Client(), {"sec-purpose": "prefetch", "user-agent": "LinkScanner/1.0"})):
        for method in ("get", "head", "options", "get"):
            answer = getattr(client, method)(address, headers=headers)
            assert answer.status_code == (405 if method == "options" else 200)
            assert not answer.cookies
    assert Client().get(f"{address}?done=done_stop&choice=stop&confirm=yes").status_code == 200
    for method in ("put", "delete", "patch", "trace"):
        assert getattr(Client(), method)(address).status_code == 405
    assert all_tables() == before


def test_the_page_shows_nothing_of_anybody() -> None:
    row = message()
    text = visit().get(link(row)).content.decode()
    assert "e-mail to the address we wrote to" in text
    for private in ("person0@example.com", "Larch Utilities", "INV-0", "D-0", "100.00", "Juniper"):
        assert private not in text
    answer = visit().get(link(row))
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "form",
    [{}, {"choice": "stop"}, {"confirm": "yes"}, {"choice": "stop", "confirm": "on"}, {"choice": "x", "confirm": "yes"},
     {"List-Unsubscribe": "no"}, {"text": "  "}, {"text": "x" * 5001}],
)  # fmt: skip
def test_a_form_without_choice_and_confirmation_changes_nothing(form: dict[str, str]) -> None:
    address = link(message())
    before = all_tables()
    answer = visit().post(address, form)
    assert answer.status_code == 303
    assert visit().get(answer["Location"]).status_code == 200
    assert all_tables() == before


def test_a_person_stops_and_starts_and_stops_again() -> None:
    row = message()
    answer = visit().post(link(row), {"choice": "stop", "confirm": "yes"})
    assert answer["Location"].endswith("done=done_stop&lang=en")
    assert "This is done. We have stopped." in visit().get(answer["Location"]).content.decode()
    row.refresh_from_db()
    assert row.state == "cancelled"
    assert visit().post(link(row), {"choice": "stop", "confirm": "yes"})["Location"].count("done_same") == 1
    assert visit().post(link(row), {"choice": "start", "confirm": "yes"})["Location"].count("done_start") == 1
    assert visit().post(link(row), {"choice": "start", "confirm": "yes"})["Location"].count("done_same") == 1
    assert visit().post(link(row), {"choice": "stop", "confirm": "yes"})["Location"].count("done_stop") == 1
    said = Consent.objects.filter(person_id=row.person_id, channel="email").order_by("id")
    assert [(one.decision, one.contact_point_id) for one in said] == [
        (decision, row.contact_point_id) for decision in ("withdrawn", "given", "withdrawn")
    ]


def test_one_click_stops_optional_mail_and_nothing_else() -> None:
    row = message()
    for _ in range(3):
        answer = visit().post(link(row), {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.content) == (200, b"")
    assert Consent.objects.filter(person_id=row.person_id, decision="withdrawn").count() == 1


@pytest.mark.parametrize("form", [{"List-Unsubscribe": "One-Click"}, {"choice": "stop", "confirm": "yes"}])
def test_a_stop_counts_though_the_address_was_withdrawn_meanwhile(form: dict[str, str]) -> None:
    row = message()
    ContactPoint.objects.filter(pk=row.contact_point_id or 0).update(withdrawn_at=datetime.now(UTC))
    assert visit().post(link(row), form).status_code in (200, 303)
    fact = Consent.objects.get(person_id=row.person_id)
    assert (fact.channel, fact.decision, fact.contact_point_id) == ("email", "withdrawn", None)
    started = visit().post(link(row), {"choice": "start", "confirm": "yes"})
    assert started["Location"].count("not_done") == 1
    assert "This cannot be done here." in visit().get(started["Location"]).content.decode()


def test_a_page_of_somebody_who_was_withdrawn_opens_no_more() -> None:
    row = message()
    Person.objects.filter(pk=row.person_id).update(withdrawn_at=datetime.now(UTC))
    for answer in (visit().get(link(row)), visit().post(link(row), {"text": "Hello"})):
        assert answer.status_code == 404
    assert visit().post(link(row), {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_the_same_words_on_another_day_are_another_reply() -> None:
    row = message()
    page = page_of(link(row).split("/")[2], at=row.made_at)
    assert page is not None
    days = [row.made_at, row.made_at, row.made_at + timedelta(days=2)]
    first, same, later = (write(page, "Please call me.", at=at) for at in days)
    assert first == same != later


def test_mail_that_must_be_sent_has_no_one_click() -> None:
    row = message(is_optional=False)
    before = all_tables()
    assert visit().post(link(row), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert all_tables() == before


def test_a_wrong_link_gets_the_same_answer_whatever_it_is() -> None:
    row = message()
    good = link(row)
    gone = f"/p/{signed(row.pk + 999, purpose=PAGE, secret=settings.SECRET_KEY, length=LONG)}/"
    short = f"/p/{signed(row.pk, purpose=PAGE, secret=settings.SECRET_KEY)}/"
    reply = f"/p/{signed(row.pk, purpose='reply', secret=settings.SECRET_KEY, length=LONG)}/"
    wrong = [good[:-2] + ("a/" if good[-2] != "a" else "b/"), gone, short, reply, "/p/x/", "/p/m1.%00/", "/p/é/"]
    before = all_tables()
    answers = {(visit().get(one).status_code, visit().get(one).content) for one in wrong}
    answers |= {
        (visit().post(one, {"choice": "stop", "confirm": "yes"}).status_code, visit().post(one).content)
        for one in wrong
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert all_tables() == before


def test_it_speaks_spanish_to_whom_we_wrote_in_spanish_or_who_asks() -> None:
    row = message(language="es")
    assert "Cómo podemos comunicarnos con usted" in visit().get(link(row)).content.decode()
    assert "How we may reach you" in visit().get(f"{link(row)}?lang=en").content.decode()
    assert '<html lang="es">' in visit().get(link(row)).content.decode()
    assert "Aquí no hay nada" in visit().get("/p/x/?lang=es").content.decode()


def test_a_word_to_us_comes_in_once_as_a_reply() -> None:
    row = message()
    for _ in range(2):
        answer = visit().post(link(row), {"text": "Please stop, my attorney is <b>Linden</b>."})
        assert "done_write" in answer["Location"]
    reply = Reply.objects.get()
    assert reply.matches.get().person_id == row.person_id
    assert reply.channel == "portal"


def test_a_text_message_has_its_page_as_well() -> None:
    row: Any = message(channel="sms", is_optional=False)
    ContactPoint.objects.create(
        person_id=row.person_id, kind="phone", value="+12075550142", search_value="12075550142", entry_id=1
    )
    row.contact_point_id = ContactPoint.objects.get(person_id=row.person_id, kind="phone").pk
    row.save(update_fields=["contact_point_id"])
    assert "done_stop" in visit().post(link(row), {"choice": "stop", "confirm": "yes"})["Location"]
    assert Consent.objects.get(person_id=row.person_id).channel == "sms"

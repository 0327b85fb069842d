"""Tellings move messages forward, in whatever order and however often; bad points and complaints have consequences."""

from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from goodstanding.access.permission import OPERATOR, PermissionRefused
from goodstanding.evidence.models import Entry
from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.inbox.telling import Telling
from goodstanding.outreach.message.attempt import key_of
from goodstanding.outreach.models.contact import Contact
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.outreach.sending.operations.learning import learn
from goodstanding.parties.models import Consent, ContactPoint
from tests.outreach.sending.post_office import NOON, PostOffice, messages, send, states
from tests.receivables.cast import COLLECTOR

pytestmark = pytest.mark.django_db


def telling(number: int, word: str, event: str, **other: object) -> Telling:
    row = Message.objects.get(id=number)
    told: dict[str, object] = {"key": key_of(row.key, made_at=row.made_at, attempt=1)} | other
    return Telling(word, event, NOON, **told)  # type: ignore[arg-type]  # A test says what it wants otherwise.


def test_a_message_moves_by_what_is_told(tmp_path: Path) -> None:
    (number,) = messages(1)
    send(tmp_path, PostOffice())
    figures = learn([telling(number, "delivered", "1")], source="mailgun", by=OPERATOR, at=NOON)
    assert (figures.applied, figures.moved, states(number)) == (1, 1, ["delivered"])
    event = MessageEvent.objects.latest("id")
    assert (event.source, event.source_key) == ("provider:mailgun", "mailgun:1")
    assert Entry.objects.latest("position").kind == "outreach.messages_told"


@pytest.mark.parametrize("order", list(permutations(["accepted", "delivered", "bounced", "opened"])))
def test_every_order_comes_to_one_state(tmp_path: Path, order: tuple[str, ...]) -> None:
    (number,) = messages(1)
    send(tmp_path, PostOffice())
    for place, word in enumerate(order):
        learn([telling(number, word, word)] * 2, source="mailgun", by=OPERATOR, at=NOON + timedelta(seconds=place))
    assert states(number) == ["bounced"]
    assert MessageEvent.objects.filter(message_id=number, source="provider:mailgun").count() == 4
    assert Contact.objects.count() == 1


def test_the_same_telling_again_changes_nothing_and_leaves_no_entry(tmp_path: Path) -> None:
    (number,) = messages(1)
    send(tmp_path, PostOffice())
    learn([telling(number, "delivered", "1")], source="mailgun", by=OPERATOR, at=NOON)
    size = Entry.objects.count()
    figures = learn([telling(number, "delivered", "1")], source="mailgun", by=OPERATOR, at=NOON)
    assert (figures.applied, figures.repeated, Entry.objects.count()) == (0, 1, size)


def test_a_telling_finds_its_message_by_reference_or_by_the_plain_key(tmp_path: Path) -> None:
    first, second = messages(2)
    send(tmp_path, PostOffice())
    row, other = Message.objects.get(id=first), Message.objects.get(id=second)
    learn(
        [
            telling(first, "delivered", "1", key="", reference=row.reference),
            telling(second, "bounced", "2", key=other.key),
        ],
        source="mailgun", by=OPERATOR, at=NOON,
    )  # fmt: skip
    assert states(first, second) == ["delivered", "bounced"]


def test_what_speaks_of_no_message_of_ours_is_told_back() -> None:
    stranger = Telling("delivered", "1", NOON, key="act:99/6b-1")
    assert learn([stranger], source="mailgun", by=OPERATOR, at=NOON).not_found == [stranger]
    assert not MessageEvent.objects.exists()


def test_a_telling_that_is_quicker_than_our_own_record_wins(tmp_path: Path) -> None:
    """A provider calls back before we have written down that it took it."""
    (number,) = messages(1)

    def call_back(_one: Consignment) -> None:
        learn([telling(number, "delivered", "1")], source="mailgun", by=OPERATOR, at=NOON)

    office = PostOffice(before=call_back)
    send(tmp_path, office)
    assert states(number) == ["delivered"] and Contact.objects.count() == 1
    words = MessageEvent.objects.filter(message_id=number).order_by("id").values_list("word", flat=True)
    assert list(words) == ["approved", "handed_over", "delivered", "accepted"]


def test_a_point_where_nothing_arrives_is_marked_once(tmp_path: Path) -> None:
    (number,) = messages(1)
    send(tmp_path, PostOffice())
    bad = telling(number, "bounced", "1", is_point_bad=True)
    assert learn([bad], source="mailgun", by=OPERATOR, at=NOON).bad_points == 1
    assert ContactPoint.objects.get(kind="email").status == "returned"
    again = telling(number, "bounced", "2", is_point_bad=True)
    assert learn([again], source="mailgun", by=OPERATOR, at=NOON).bad_points == 0


def test_a_complaint_stops_mail(tmp_path: Path) -> None:
    (number,) = messages(1)
    send(tmp_path, PostOffice())
    assert learn([telling(number, "complained", "1")], source="mailgun", by=OPERATOR, at=NOON).complaints == 1
    consent = Consent.objects.get()
    assert (consent.channel, consent.decision) == ("email", "withdrawn")
    assert states(number) == ["accepted"], "A mark changes no state."


def test_not_everybody_may_say_what_became_of_messages() -> None:
    with pytest.raises(PermissionRefused):
        learn([], source="mailgun", by=COLLECTOR, at=NOON)

"""Letters that came back: the message, the address, the task; and every code that is none."""

from datetime import timedelta
from pathlib import Path

import pytest

from goodstanding.access.permission import OPERATOR, PermissionRefused
from goodstanding.outreach.channels.letter.letter_code import CodeRefused, written
from goodstanding.outreach.channels.letter.operations.returned import return_letter
from goodstanding.outreach.channels.letter.queries import NoSuchLetter
from goodstanding.outreach.channels.letter.returned_mail import ReturnRefused
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.parties.models import ContactPoint
from goodstanding.worklists.models import Task
from tests.outreach.channels.letter.posted import code_of, letters, send
from tests.outreach.sending.post_office import NOON
from tests.receivables.cast import COLLECTOR, SUPERVISOR, elsewhere

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=9)


@pytest.fixture
def sent(tmp_path: Path) -> int:
    (number,) = letters(1)
    send(tmp_path)
    return number


def come_back(code: str, reason: str = "moved") -> int:
    return return_letter(code, reason=reason, by=SUPERVISOR, at=LATER)


def test_the_message_bounced_and_the_address_is_marked(sent: int) -> None:
    assert come_back(code_of(sent).lower()) == sent
    row = Message.objects.get(id=sent)
    assert (row.state, row.reason) == ("bounced", "It came back: they moved.")
    assert ContactPoint.objects.get(id=row.contact_point_id or 0).status == "returned"
    (task,) = Task.objects.filter(kind="reach")
    assert (task.person_id, task.client_id) == (row.person_id, row.client_id)
    assert task.matter == f"reach:person:{row.person_id}:client:{row.client_id}"


def test_where_another_address_is_known_nobody_has_to_look_for_one(sent: int) -> None:
    person_id = Message.objects.get(id=sent).person_id
    ContactPoint.objects.create(person_id=person_id, kind="address", value="b", search_value="b", entry_id=1)
    come_back(code_of(sent))
    assert not Task.objects.filter(kind="reach").exists()


def test_a_letter_that_was_refused_says_nothing_of_the_address(sent: int) -> None:
    come_back(code_of(sent), "refused")
    row = Message.objects.get(id=sent)
    assert row.state == "bounced"
    assert ContactPoint.objects.get(id=row.contact_point_id or 0).status == "unverified"
    assert not Task.objects.filter(kind="reach").exists()


def test_a_word_of_a_death_is_for_a_person_to_find_out(sent: int) -> None:
    come_back(code_of(sent), "deceased")
    (task,) = Task.objects.filter(matter=f"returned:{sent}")
    assert "find out" in task.title


def test_a_task_that_stands_open_is_not_opened_again(tmp_path: Path) -> None:
    numbers = letters(1)
    send(tmp_path)
    row = Message.objects.get(id=numbers[0])
    matter = f"reach:person:{row.person_id}:client:{row.client_id}"
    Task.objects.create(
        kind="reach", matter=matter, title="Find them.", opened_date=NOON.date(), opened_at=NOON, entry_id=1
    )
    come_back(code_of(numbers[0]))
    assert Task.objects.filter(matter=matter).count() == 1


def test_twice_is_refused_with_when_it_came_first(sent: int) -> None:
    come_back(code_of(sent))
    with pytest.raises(ReturnRefused, match=r"was put down as returned already on 2026-06-24: It came back"):
        come_back(code_of(sent), "unknown")
    assert MessageEvent.objects.filter(message_id=sent, word="bounced").count() == 1


def test_what_has_not_left_cannot_come_back() -> None:
    (number,) = letters(1)
    with pytest.raises(ReturnRefused, match="has not left the house"):
        come_back(code_of(number))


def test_codes_of_nothing_are_refused(sent: int) -> None:
    row = Message.objects.get(id=sent)
    with pytest.raises(NoSuchLetter, match="No letter has the code"):
        come_back(written(sent + 1000, "x"))
    with pytest.raises(NoSuchLetter, match="these books do not know"):
        come_back(written(sent, row.key + "x"))
    with pytest.raises(CodeRefused, match="last character does not fit"):
        right = code_of(sent)
        come_back(right[:-1] + ("A" if right[-1] != "A" else "B"))
    with pytest.raises(ReturnRefused, match="is no reason"):
        come_back(code_of(sent), "lost")
    Message.objects.filter(id=sent).update(channel="email")
    with pytest.raises(NoSuchLetter):
        come_back(code_of(sent))


def test_not_everybody_may(sent: int) -> None:
    with pytest.raises(PermissionRefused):
        return_letter(code_of(sent), reason="moved", by=COLLECTOR, at=LATER)
    with pytest.raises(NoSuchLetter):
        return_letter(code_of(sent), reason="moved", by=elsewhere(SUPERVISOR), at=LATER)
    assert return_letter(code_of(sent), reason="moved", by=OPERATOR, at=LATER) == sent

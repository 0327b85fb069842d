"""Letters of people in the books, sent through a print house in a folder."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.channels.letter.letter_code import code_of_attempt
from goodstanding.outreach.channels.letter.print_house.provider import PrintFolder
from goodstanding.outreach.channels.letter.print_house.shelf import Shelf
from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.message.attempt import key_of
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.house import House, Waiting, Weighed
from goodstanding.outreach.sending.operations.sending import SendFigures, send_due
from goodstanding.parties.models import ContactPoint
from tests.outreach.channels.letter.picture import letter
from tests.outreach.sending.post_office import NOON, Clock, ask, permits
from tests.receivables.cast import Book, item, open_book, person, place


def print_house(folder: Path, *, batch: int = 500) -> PrintFolder:
    return PrintFolder(Shelf(folder, folder / "print"), batch=batch)


def paged(
    messages: Sequence[Waiting], _weighed: Mapping[int, Weighed], _house: House, at: datetime
) -> dict[int, Consignment | str]:
    """Make letters without templates."""
    points = dict(ContactPoint.objects.values_list("id", "value"))
    return {one.message_id: _paged(one, points[one.contact_point_id or 0], at) for one in messages}


def _paged(one: Waiting, to: str, at: datetime) -> Consignment:
    key = key_of(one.key, made_at=one.made_at or at, attempt=one.attempt + 1)
    lines = ("Paula Placeholder", *to.split("\n"))
    page = letter(f"About {one.message_id}.", code=code_of_attempt(one.message_id, key), address_lines=lines)
    return Consignment(key, one.message_id, one.attempt + 1, "letter", "\n".join(lines), subject="About", page=page)


def send(folder: Path, *, batch: int = 500, at: datetime = NOON) -> SendFigures:
    return send_due(
        "letter", house=House(permits), provider=print_house(folder, batch=batch), data_folder=folder, by=OPERATOR,
        now=Clock(at), prepare=paged,
    )  # fmt: skip


def letters(count: int) -> list[int]:
    """Ask for a letter to each of so many people, and return the messages' numbers."""
    first = open_book()
    books = [first, *(first._replace(debtor_id=person(first.client_id, f"Person {one}").id) for one in range(1, count))]
    return [_asked(book, number) for number, book in enumerate(books)]


def _asked(book: Book, number: int) -> int:
    value = f"{number + 1} Sample Street\nExampleton, MD 21201"
    ContactPoint.objects.create(person_id=book.debtor_id, kind="address", value=value, search_value=value, entry_id=1)
    debt = place(book, item(f"INV-{number}", 10_000), reference=f"D-{number}")
    return ask(book, debt, channel="letter")


def code_of(message_id: int) -> str:
    row = Message.objects.get(id=message_id)
    return code_of_attempt(row.pk, key_of(row.key, made_at=row.made_at, attempt=1))

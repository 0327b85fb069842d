import pytest
from django.db import IntegrityError

from goodstanding.ingestion.mapping import layout
from goodstanding.ingestion.models import Batch
from goodstanding.parties.models import CONTACT_KINDS, CONTACT_STATUSES, PERSON_KINDS
from goodstanding.receivables.models import DEBT_TYPES, ITEM_KINDS, LIABLE_ROLES, Client


def test_a_map_may_say_exactly_what_the_tables_hold() -> None:
    assert list(layout.PERSON_KINDS) == PERSON_KINDS
    assert list(layout.CONTACT_KINDS) == CONTACT_KINDS
    assert list(layout.CONTACT_STATUSES) == CONTACT_STATUSES
    assert list(layout.DEBT_TYPES) == DEBT_TYPES
    assert list(layout.ITEM_KINDS) == ITEM_KINDS
    assert list(layout.LIABLE_ROLES) == LIABLE_ROLES


@pytest.mark.django_db
def test_a_file_is_one_batch_until_it_is_undone() -> None:
    client = Client.objects.create(name="Larch", entry_id=1)
    same = {
        "client": client,
        "file_hash": "f",
        "map_hash": "m",
        "file_name": "a",
        "map_name": "b",
        "begun_by": "user:1",
    }
    Batch.objects.create(**same, state="undone")
    Batch.objects.create(**same, state="undone")
    Batch.objects.create(**same)
    with pytest.raises(IntegrityError, match="a_file_is_brought_in_once_until_undone"):
        Batch.objects.create(**same, state="entered")


@pytest.mark.django_db
def test_a_batch_is_in_a_known_state() -> None:
    client = Client.objects.create(name="Larch", entry_id=1)
    with pytest.raises(IntegrityError, match="a_batch_is_in_a_known_state"):
        Batch.objects.create(client=client, state="lost", file_hash="f", map_hash="m")

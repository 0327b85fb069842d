import errno

import pytest

from goodstanding.database import refusal
from goodstanding.refusal import Refusal


def test_a_refusal_is_a_sentence_and_its_remedy() -> None:
    refused = refusal.DatabaseRefused("The door is shut.", remedy="Open it.")
    assert str(refused) == "The door is shut. Open it."
    assert (refused.sentence, refused.remedy) == ("The door is shut.", "Open it.")
    assert isinstance(refused, Refusal)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named(number: int) -> None:
    refused = refusal.from_system(OSError(number, "as the system words it"), place="/srv/books")
    assert "The disk that holds /srv/books is full." in str(refused)


def test_other_faults_are_named() -> None:
    assert "belongs to another account" in str(refusal.from_system(PermissionError(errno.EACCES, "no"), place="/srv"))
    assert "cannot be used" in str(refusal.from_system(OSError(errno.EIO, "broken"), place="/srv"))


def test_postgresql_speaks_of_a_full_disk() -> None:
    assert refusal.speaks_of_full_disk('FATAL: could not write "postmaster.pid": No space left on device')
    assert not refusal.speaks_of_full_disk("FATAL: the database system is starting up")

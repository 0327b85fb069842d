"""Who may read and change the books."""

from goodstanding.access.deeds.books import BOOKS
from goodstanding.access.deeds.deed import AGY, AUD, CLI


def test_auditors_only_read() -> None:
    theirs = {name for name, line in BOOKS.items() if AUD in line.roles}
    assert theirs == {name for name in theirs if name.endswith(".read")}


def test_clients_only_read() -> None:
    assert {name for name, line in BOOKS.items() if CLI in line.roles} <= {"accounts.read", "persons.read",
                                                                          "reports.read"}  # fmt: skip


def test_agencies_change_what_they_learn_of_people_and_nothing_of_debts() -> None:
    changed = {name.split(".")[0] for name, line in BOOKS.items() if AGY in line.roles and not name.endswith(".read")}
    assert not changed & {"debts", "items", "clients", "portfolios", "terms", "files", "batches", "title"}

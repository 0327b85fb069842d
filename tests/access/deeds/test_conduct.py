"""Who may say what to people, and keep the house."""

from goodstanding.access.deeds.books import BOOKS
from goodstanding.access.deeds.conduct import CONDUCT
from goodstanding.access.deeds.deed import ADM, COL
from goodstanding.access.deeds.money import MONEY


def test_everybody_who_works_here_may_stop_all_sending() -> None:
    assert {COL, ADM} <= CONDUCT["sending.pause"].roles.keys()


def test_no_deed_stands_in_two_tables_or_under_two_names() -> None:
    tables = (BOOKS, MONEY, CONDUCT)
    names = [name for table in tables for name in table]
    deeds = [line.deed for table in tables for line in table.values()]
    assert len(set(names)) == len(names)
    assert len(set(deeds)) == len(deeds)

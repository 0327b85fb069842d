from pathlib import Path

import pytest

from goodstanding.ingestion.weighing.whole import weigh
from tests.ingestion.trial import TODAY, Trial, staged

MAP = """
map: 1
dates: "%Y-%m-%d"
numbers: plain
currency: USD
records:
  - person: {{reference: {{column: P}}, name: {{column: P}}{person}}}
  - debt: {{reference: {{column: D}}, portfolio: X{debt}}}
  - receipt:
      when: R <> ''
      key: {{column: R}}
      amount: {{column: Sum}}
      received_date: {{column: Day}}
      item: {{column: I}}
  - dispute: {{when: K <> '', key: {{column: K}}, opened_date: {{column: Day}}, item: {{column: I}}}}
"""
BOOKS = """
    INSERT INTO book_person (id, reference, is_withdrawn) VALUES (1, 'p1', false), (2, 'gone', true);
    INSERT INTO book_debt (id, reference, currency, entry_id, is_withdrawn) VALUES
        (11, 'd1', 'USD', 5, false), (12, 'eur', 'EUR', 5, false), (13, 'gone', 'USD', 6, true),
        (14, 'undone', 'USD', 7, true);
    INSERT INTO book_undoing VALUES (7);
    INSERT INTO book_item (id, debt_id, reference, entry_id, is_withdrawn) VALUES (21, 11, 'i1', 5, false),
    (22, 11, 'gone', 6, true);
    INSERT INTO book_receipt (id, debt_id, source_key, amount_minor, currency, received_date) VALUES
        (31, 11, 'r1', 500, 'USD', '2026-01-02');
    INSERT INTO book_dispute (id, debt_id, item_id, source_key, is_withdrawn) VALUES (41, 11, 21, 'k1', false);
"""


def ask(folder: Path, *rows: str, person: str = "", debt: str = "") -> Trial:
    text = "P,D,R,Sum,Day,I,K\n" + "\n".join(rows) + "\n"
    trial = staged(folder, text, by=MAP.format(person=person, debt=debt))
    trial.work.execute(BOOKS)
    return trial._replace(chunks=weigh(trial.staged, trial.document, last_day=TODAY))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("p1,gone,,,,,", "This debt was withdrawn; place it under a reference of its own."),
        ("p1,eur,,,,,", "The books keep this debt in EUR."),
        ("p1,d1,r2,5,2026-01-02,i9,", "Neither the file nor the books have this item of the debt."),
        ("p1,d1,r2,5,2026-01-02,gone,", "Neither the file nor the books have this item of the debt."),
        ("p1,d1,,,2026-01-02,i9,k2", "Neither the file nor the books have this item of the debt."),
        (
            "p1,d1,r1,6,2026-01-02,,",
            "The books have a receipt of this number with another amount, day or debt; take that one back first.",
        ),
        (
            "p1,d1,r1,5,2026-01-03,,",
            "The books have a receipt of this number with another amount, day or debt; take that one back first.",
        ),
        (
            "p1,d2,r1,5,2026-01-02,,",
            "The books have a receipt of this number with another amount, day or debt; take that one back first.",
        ),
        ("p1,d1,,,2026-01-02,,k1", "The books have a dispute of this number on another debt or item."),
        ("p1,d1,r2,5,2026-07-01,,", "This day is still to come."),
    ],
)
def test_rows_that_contradict_the_books_are_rejected(tmp_path: Path, row: str, reason: str) -> None:
    trial = ask(tmp_path, row)
    assert [told for *_, told in trial.rejections()] == [reason]
    assert trial.chunks == []


@pytest.mark.parametrize(
    "row",
    [
        "p1,d1,r1,5,2026-01-02,,",
        "p1,d1,r2,5,2026-06-30,i1,",
        "p1,undone,,,,,",
        "p1,d1,,,2026-01-02,i1,k1",
        "p9,d9,,,,,",
    ],
)
def test_rows_that_the_books_can_take_pass(tmp_path: Path, row: str) -> None:
    assert ask(tmp_path, row).rejections() == []


def test_what_must_be_known_is_rejected_where_it_is_not(tmp_path: Path) -> None:
    for reference in ("p9", "gone"):
        trial = ask(tmp_path, f"{reference},d1,,,,,", person=", if_unknown: reject")
        assert [told for *_, told in trial.rejections()] == ["The books know no such person of this client."]
    for reference in ("d9", "undone"):
        trial = ask(tmp_path, f"p1,{reference},,,,,", debt=", if_unknown: reject")
        assert "The books know no such debt of this client." in [told for *_, told in trial.rejections()]
    assert ask(tmp_path, "p1,d1,,,,,", person=", if_unknown: reject", debt=", if_unknown: reject").rejections() == []


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("p9,,d1,X", "N", "A person that is not in the books yet needs a name."),
        ("p1,Ann Fake,d9,", "F", "A debt that is not in the books yet needs a portfolio."),
    ],
)
def test_what_is_new_needs_more_than_what_is_known(tmp_path: Path, row: str, column: str, reason: str) -> None:
    by = """
map: 1
currency: USD
records:
  - person: {reference: {column: P}, name: {column: N}}
  - debt: {reference: {column: D}, portfolio: {column: F}}
"""

    def ask_rows(*rows: str) -> Trial:
        trial = staged(tmp_path, "P,N,D,F\n" + "\n".join(rows) + "\n", by=by)
        trial.work.execute(BOOKS)
        return trial._replace(chunks=weigh(trial.staged, trial.document, last_day=TODAY))

    found = ask_rows(row).rejections()
    assert [(number, col, told) for number, col, _, told in found] == [(2, column, reason)]
    assert ask_rows("p1,,d1,").rejections() == []

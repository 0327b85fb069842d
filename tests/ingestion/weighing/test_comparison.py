from pathlib import Path

from goodstanding.ingestion.weighing.whole import weigh
from tests.ingestion.trial import TODAY, Trial, staged

MAP = """
map: 1
dates: "%Y-%m-%d"
numbers: plain
currency: USD
records:
  - person: {reference: {column: P}, name: {column: N}, country: {column: C}}
  - contact_point: {kind: email, value: {column: M}, label: {column: L}}
  - debt: {reference: {column: D}, portfolio: {column: F}, attributes: {colour: {column: A}}}
  - item: {when: I <> '', reference: {column: I}, issued_date: 2026-01-02, due_date: {column: T}, amount: {column: S}}
"""
BOOKS = """
    INSERT INTO book_person VALUES (1, 'p', 'person', 'Ann Larch', 'Ann', 'Larch', 'ann larch', 'en', 'US', 5, false);
    INSERT INTO book_contact_point (id, person_id, kind, value, label, source, status, entry_id, is_withdrawn) VALUES
        (2, 1, 'email', 'a@example.com', 'home', 'x', 'valid', 5, false), (3,
        1, 'email', 'gone@example.com', '', 'x', 'valid', 5, true);
    INSERT INTO book_portfolio VALUES (7, 'Cards');
    INSERT INTO book_debt (id, reference, currency, portfolio_id, debtor_id, debt_type, attributes, entry_id,
            is_withdrawn) VALUES
        (11, 'd', 'USD', 7, 1, 'other', '{"colour": "red", "shape": "round"}', 5, false);
    INSERT INTO book_item VALUES (21, 11, 'i', 'invoice', '2026-01-02', '2026-02-01', 1500, 5, false);
    INSERT INTO book_charged VALUES (21, 1500, 0, 0, 0);
"""
SAME = "p,Ann Larch,US,a@example.com,home,d,Cards,red,i,2026-02-01,15.00"


def compare(folder: Path, row: str) -> Trial:
    trial = staged(folder, f"P,N,C,M,L,D,F,A,I,T,S\n{row}\n", by=MAP)
    trial.work.execute(BOOKS)
    return trial._replace(chunks=weigh(trial.staged, trial.document, last_day=TODAY))


def states(trial: Trial) -> dict[str, str]:
    kinds = ("person", "contact_point", "debt", "item")
    return {kind: state for kind in kinds for (state,) in trial.rows(f"SELECT state FROM r_{kind}")}


def test_what_says_the_same_is_unchanged(tmp_path: Path) -> None:
    assert set(states(compare(tmp_path, SAME)).values()) == {"unchanged"}


def test_an_empty_cell_says_nothing(tmp_path: Path) -> None:
    trial = compare(tmp_path, "p,Ann Larch,,a@example.com,,d,,,,,")
    assert states(trial) == {"person": "unchanged", "contact_point": "unchanged", "debt": "unchanged"}


def test_attributes_are_added_to(tmp_path: Path) -> None:
    trial = compare(tmp_path, SAME.replace("red", "blue"))
    assert trial.rows("SELECT attributes FROM r_debt") == [('{"shape":"round","colour":"blue"}',)]


def test_each_difference_is_found(tmp_path: Path) -> None:
    def changed(old: str, new: str) -> list[str]:
        return [
            kind for kind, state in states(compare(tmp_path, SAME.replace(old, new))).items() if state != "unchanged"
        ]

    assert changed("Ann Larch", "Ann Elm") == ["person"]
    assert changed("US", "CA") == ["person"]
    assert changed("home", "work") == ["contact_point"]
    assert changed("Cards", "Loans") == ["debt"]
    assert changed("red", "blue") == ["debt"]
    assert changed("2026-02-01", "2026-02-02") == ["item"]
    assert changed("15.00", "15.01") == ["item"]


def test_new_and_withdrawn_records_are_told_apart(tmp_path: Path) -> None:
    assert states(compare(tmp_path, SAME.replace("a@", "gone@")))["contact_point"] == "revived"
    assert set(states(compare(tmp_path, SAME.replace("p,Ann", "q,Ann").replace(",d,", ",e,"))).values()) == {"new"}


def test_only_another_amount_or_day_needs_another_charge(tmp_path: Path) -> None:
    question = "SELECT is_charged, is_recharged, whole_principal FROM r_item"
    assert compare(tmp_path, SAME).rows(question) == [(False, False, 1500)]
    assert compare(tmp_path, SAME.replace("2026-02-01", "2026-02-02")).rows(question) == [(False, False, 1500)]
    assert compare(tmp_path, SAME.replace("15.00", "16")).rows(question) == [(True, True, 1600)]
    assert compare(tmp_path, SAME.replace(",i,", ",new,")).rows(question) == [(True, False, 1500)]

from datetime import date

from goodstanding.receivables.title import Link, faults, owner_on

ORIGINAL = "Larch Bank"
FIRST = Link(1, "Larch Bank", "Heron Capital", date(2026, 3, 1))
SECOND = Link(2, "Heron Capital", "Otter Receivables", date(2026, 5, 1))


def said(*chain: Link, original_creditor: str = ORIGINAL) -> str:
    return " ".join(fault.what for fault in faults(chain, original_creditor=original_creditor))


def test_a_whole_chain_has_no_faults() -> None:
    assert said(SECOND, FIRST) == ""
    assert said() == ""
    assert said(FIRST, original_creditor="") == ""
    assert said(FIRST._replace(from_owner="LARCH  bank")) == ""


def test_a_gap_is_named() -> None:
    assert "Transfer 1 is missing" in said(SECOND._replace(from_owner=ORIGINAL))


def test_a_fork_is_named() -> None:
    assert "the chain forks" in said(FIRST, FIRST._replace(to_owner="Otter Receivables"))


def test_only_the_owner_can_give() -> None:
    assert "It was Heron Capital who owned the debt, not Larch Bank." in said(
        FIRST, SECOND._replace(from_owner=ORIGINAL)
    )


def test_a_debt_goes_to_somebody_else() -> None:
    assert "not to its owner" in said(FIRST._replace(to_owner="larch bank"))


def test_a_later_transfer_is_not_earlier() -> None:
    assert "cannot be earlier" in said(FIRST, SECOND._replace(transferred_date=date(2026, 2, 28)))
    assert said(FIRST, SECOND._replace(transferred_date=date(2026, 3, 1))) == ""


def test_the_new_owner_owns_from_the_day_of_the_transfer() -> None:
    chain = [FIRST, SECOND]
    assert owner_on(chain, date(2026, 2, 28), original_creditor=ORIGINAL) == ORIGINAL
    assert owner_on(chain, date(2026, 3, 1), original_creditor=ORIGINAL) == "Heron Capital"
    assert owner_on(chain, date(2026, 5, 1), original_creditor=ORIGINAL) == "Otter Receivables"


def test_without_a_named_creditor_the_first_link_says_who_it_was() -> None:
    assert owner_on([FIRST], date(2026, 1, 1), original_creditor="") == ORIGINAL
    assert owner_on([], date(2026, 1, 1), original_creditor="") == ""

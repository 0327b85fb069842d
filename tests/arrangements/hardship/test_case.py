"""How a case stands after what was said of it."""

from datetime import date

from goodstanding.arrangements.hardship.case import KINDS, REVIEW_DAYS, Said, Told, faults, review_date, standing

DAY = date(2026, 5, 1)


def test_the_last_review_named_counts() -> None:
    words = [Said("reviewed", DAY, date(2026, 7, 1)), Said("note", DAY), Said("reviewed", DAY, date(2026, 6, 1))]
    assert standing(date(2026, 5, 20), [], proof_required=False).review_date == date(2026, 5, 20)
    assert standing(date(2026, 5, 20), words, proof_required=False).review_date == date(2026, 6, 1)


def test_it_is_due_on_the_day_and_not_before_and_never_once_closed() -> None:
    one = standing(date(2026, 5, 20), [], proof_required=False)
    assert not one.is_due(date(2026, 5, 19))
    assert one.is_due(date(2026, 5, 20))
    closed = standing(date(2026, 5, 20), [Said("closed", DAY)], proof_required=False)
    assert not closed.is_due(date(2026, 6, 1))


def test_a_proof_is_required_then_requested_then_received() -> None:
    def proof(*words: Said) -> str:
        return standing(DAY, words, proof_required=True).proof

    asked, came = Said("proof requested", DAY), Said("proof received", DAY)
    assert [proof(), proof(asked), proof(asked, came)] == ["required", "requested", "received"]
    assert standing(DAY, [], proof_required=False).proof == "not required"


def test_every_kind_says_when_it_is_looked_at_again() -> None:
    assert set(REVIEW_DAYS) == set(KINDS)
    assert all(review_date(kind, DAY) > DAY for kind in KINDS)


def test_all_that_is_wrong_is_said() -> None:
    good = Told("illness", 5, "A letter.", "collectors", DAY, DAY)
    assert list(faults(good, today=DAY)) == []
    wrong = Told("laziness", 11, " ", "everybody", date(2026, 5, 2), DAY)
    assert len(list(faults(wrong, today=DAY))) == 6
    assert list(faults(good._replace(kind="not kept"), today=DAY))

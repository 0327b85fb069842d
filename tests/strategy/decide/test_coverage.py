"""Who follows which edition: ramps, overlaps, stops."""

from goodstanding.strategy.decide.coverage import courses
from goodstanding.strategy.document.document import Document, Running
from tests.strategy.decide.cast import account, document, proposals, steps_of

NEW, OLD = document(edition=2), document(edition=1)
MANY = [account(number) for number in range(1, 2001)]


def editions(share_ppm: int, before: Document | None = OLD) -> dict[int, int]:
    found = proposals(MANY, (Running(NEW, share_ppm, before),))
    return dict(zip(found.messages["person_id"].to_pylist(), found.messages["edition"].to_pylist(), strict=True))


def test_every_edition_is_a_course_in_order() -> None:
    listed = courses((Running(NEW, 10_000, OLD), Running(document(strategy="b"))))
    assert [(one.number, one.strategy, one.document.edition) for one in listed] == [(1, 0, 2), (2, 0, 1), (3, 1, 1)]


def test_a_ramp_takes_about_its_share_and_only_ever_adds_people() -> None:
    taken = {share: {who for who, edition in editions(share).items() if edition == 2} for share in (10_000, 100_000)}
    assert 5 <= len(taken[10_000]) <= 40
    assert 150 <= len(taken[100_000]) <= 250
    assert taken[10_000] < taken[100_000]


def test_none_and_all_are_exact() -> None:
    assert set(editions(0).values()) == {1}
    assert set(editions(1_000_000).values()) == {2}
    assert len(editions(1_000_000)) == 2000


def test_without_an_edition_before_the_others_are_left_alone() -> None:
    found = editions(100_000, before=None)
    assert set(found.values()) == {2}
    assert found.keys() == {who for who, edition in editions(100_000).items() if edition == 2}


def test_two_strategies_on_an_account_are_an_exception() -> None:
    other = document(strategy="other", covers="debt_type = 'card'")
    rows = [account(1, debt_type="card"), account(2), account(3, debt_type="card", balance_minor=0)]
    found = proposals(rows, (Running(document()), Running(other)))
    assert steps_of(found) == {(2, None): "second"}
    assert found.exceptions.to_pylist() == [
        {
            "person_id": 101, "account_id": 1, "client_id": 7, "portfolio_id": 3, "cause": "two strategies",
            "reason": "The strategies house and other both cover the account, so neither decides about it.",
        }
    ]  # fmt: skip


def test_a_stopped_strategy_covers_and_does_nothing() -> None:
    assert proposals([account()], (Running(document(), stopped=True),)).due == 0
    both = (Running(document(), stopped=True), Running(document(strategy="other")))
    assert proposals([account()], both).exceptions.num_rows == 1


def test_nobody_known_to_owe_is_no_exception() -> None:
    found = proposals([account(person_id=None)], (Running(document()), Running(document(strategy="other"))))
    assert (found.due, found.exceptions.num_rows) == (0, 0)

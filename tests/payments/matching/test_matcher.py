"""Matching one line, story by story."""

import random

import pytest

from goodstanding.payments.matching.matcher import DEBTS_MOST, BankCredit, suggest
from goodstanding.payments.matching.suggestion import SURE_LEAST_PPM, SURE_PPM, Share, Suggestion
from tests.payments.matching.cast import book, owed, paid

HOME = book(owed(1, "INV-1001", 100, name="jan muster"), owed(2, "INV-1002", 60, due=60, name="jan muster"))


def best(line: BankCredit, *items: object, **known: object) -> Suggestion:
    return suggest(line, book(*items, **known))[0]  # type: ignore[arg-type]  # Handed on to the cast.


def is_sure(found: Suggestion) -> bool:
    return found.confidence_ppm >= SURE_PPM


@pytest.mark.parametrize(
    "line, way, shares",
    [
        (paid(100, "INV-1001"), "exact", (Share(1, 100, (1,)),)),
        (paid(60, structured="inv1002"), "exact", (Share(1, 60, (2,)),)),
        (paid(160, "Inv. 1001 + Inv. 1002"), "combined", (Share(1, 160, (1, 2)),)),
        (paid(30, "INV-1002"), "partial", (Share(1, 30, (2,)),)),
        (paid(60, "ACC-00001"), "exact", (Share(1, 60, (2,)),)),
        (paid(100, "2026INV1001"), "exact", (Share(1, 100, (1,)),)),
        (paid(100, structured="RF18INV1001"), "exact", (Share(1, 100, (1,)),)),
    ],
)
def test_a_line_that_names_what_it_pays_is_sure(line: BankCredit, way: str, shares: tuple[Share, ...]) -> None:
    found = suggest(line, HOME)[0]
    assert (found.way, found.shares, is_sure(found)) == (way, shares, True)


def test_more_than_is_open_waits_for_a_person() -> None:
    found = suggest(paid(500, "INV-1002"), HOME)[0]
    assert (found.way, is_sure(found)) == ("over", False)


def test_money_that_went_out_another_currency_and_what_says_nothing_match_nothing() -> None:
    assert suggest(paid(-100, "INV-1001"), HOME) == []
    assert suggest(paid(100, "INV-1001")._replace(currency="EUR"), HOME) == []
    assert suggest(paid(77, "hello"), HOME) == []


def test_a_longer_reference_is_not_taken_for_the_shorter_one_inside_it() -> None:
    found = best(paid(100, "INV-2026-0012"), owed(1, "INV-2026-0012", 100), owed(2, "2026-0012", 100, debt=2))
    assert (found.shares, is_sure(found)) == ((Share(1, 100, (1,)),), True)


def test_one_reference_of_two_debtors_is_never_sure_unless_one_is_called_as_the_payer() -> None:
    items = owed(1, "INV-1001", 100, name="jan muster"), owed(2, "INV-1001", 100, debt=2, name="jan example")
    assert suggest(paid(100, "INV-1001"), book(*items))[0].confidence_ppm < SURE_LEAST_PPM
    assert suggest(paid(100, "INV-1001", name="Jan"), book(*items))[0].confidence_ppm < SURE_LEAST_PPM
    found = suggest(paid(100, "INV-1001", name="MUSTER, JAN"), book(*items))[0]
    assert (found.shares[0].debt_id, is_sure(found)) == (1, True)


def test_references_of_several_debtors_are_combined_but_a_part_of_them_is_not_sure() -> None:
    items = owed(1, "INV-1001", 100), owed(2, "INV-2002", 60, debt=2)
    found = best(paid(160, "INV-1001 INV-2002"), *items)
    assert (found.shares, is_sure(found)) == ((Share(1, 100, (1,)), Share(2, 60, (2,))), True)
    assert not is_sure(best(paid(80, "INV-1001 INV-2002"), *items))


def test_accounts_of_several_debts_are_combined() -> None:
    items = owed(1, "A", 100), owed(2, "B", 60, debt=2)
    found = best(paid(160, "ACC-00001 ACC-00002"), *items)
    assert (found.way, {share.debt_id for share in found.shares}, is_sure(found)) == ("combined", {1, 2}, True)
    assert not is_sure(best(paid(50, "ACC-00001 ACC-00002"), *items))


def test_two_places_that_contradict_each_other_are_not_sure() -> None:
    items = owed(1, "INV-1001", 100), owed(2, "INV-2002", 100, debt=2)
    assert not is_sure(best(paid(100, "INV-2002", structured="INV-1001"), *items))
    assert is_sure(best(paid(100, "INV-1001", structured="INV-1001"), *items))


def test_a_payer_who_paid_before_is_sure_only_of_the_whole() -> None:
    known = {"DE99": [1]}
    assert is_sure(best(paid(100, account="DE 99"), owed(1, "INV-1001", 100), payers=known))
    assert not is_sure(best(paid(40, account="DE99"), owed(1, "INV-1001", 100), payers=known))
    assert is_sure(best(paid(40, account="DE99"), owed(1, "INV-1001", 100), payers=known, taught=("DE99",)))


def test_a_payer_who_pays_for_many_is_never_sure() -> None:
    items = [owed(number, f"INV-{number}", 100 * number, debt=number) for number in range(1, DEBTS_MOST + 3)]
    payers = {"DE99": [item.debt_id for item in items]}
    assert not is_sure(best(paid(100, account="DE99"), *items, payers=payers))
    assert is_sure(best(paid(100, account="DE99"), *items, payers={"DE99": payers["DE99"][:DEBTS_MOST]}))


def test_two_debts_that_fit_as_well_are_never_sure() -> None:
    items = owed(1, "INV-1001", 100), owed(2, "INV-2001", 100, debt=2)
    found = suggest(paid(100, account="DE99"), book(*items, payers={"DE99": [1, 2]}))
    assert [one.confidence_ppm < SURE_LEAST_PPM for one in found] == [True, True]


@pytest.mark.parametrize("line", [paid(100, name="Jan Muster"), paid(100, name="Jan Mustermann Muster"), paid(100)])
def test_a_name_or_an_amount_alone_is_never_sure(line: BankCredit) -> None:
    found = suggest(line, book(owed(1, "INV-1001", 100, name="jan muster")))
    assert found
    assert found[0].confidence_ppm < SURE_LEAST_PPM


def test_names_in_other_scripts_are_found_and_do_not_speak_against_a_reference() -> None:
    found = suggest(paid(100, name="王小明"), book(owed(1, "INV-1001", 100, name="王小明")))[0]
    assert "so is the debtor" in found.evidence[0]
    assert is_sure(
        best(paid(100, structured="INV-1001", name="Xiaoming Wang"), owed(1, "INV-1001", 100, name="王小明"))
    )


def test_another_name_takes_the_sureness_of_a_part_away() -> None:
    item = owed(1, "INV-1001", 100, name="jan muster")
    assert is_sure(best(paid(40, "INV-1001", name="Jan Muster"), item))
    assert not is_sure(best(paid(40, "INV-1001", name="Erika Other"), item))


def test_a_disputed_item_is_suggested_only_where_the_payer_names_it() -> None:
    item = owed(1, "INV-1001", 100, name="jan muster", disputed=True)
    found = best(paid(100, "INV-1001"), item)
    assert (found.is_directed, is_sure(found)) == (True, True)
    for line in (paid(100, "ACC-00001"), paid(100, account="DE99"), paid(100, name="Jan Muster"), paid(100)):
        assert suggest(line, book(item, payers={"DE99": [1]})) == []


def test_hostile_text_is_matched_in_bounded_time_and_kept_short() -> None:
    long = "word " * 2_000_000
    line = BankCredit(100, "USD", long, "9" * 10_000_000, "\x00\u202e" * 1_000_000, long, "A" * 10_000_000)
    for found in suggest(line, HOME):
        assert all(len(sentence) < 200 for sentence in found.evidence)


def test_the_order_of_items_does_not_matter_and_shares_are_the_whole_line() -> None:
    chance = random.Random(5)
    items = [
        owed(
            number, f"INV-{number % 17:04d}", chance.choice([100, 200, 300]), debt=number % 9,
            name=f"name{number % 9} x{number % 4}",
        )
        for number in range(1, 60)
    ]  # fmt: skip
    for _ in range(100):
        text = " ".join(f"INV-{chance.randrange(17):04d}" for _ in range(chance.randrange(3)))
        line = paid(chance.choice([50, 100, 300, 500]), text, name=f"name{chance.randrange(9)} x{chance.randrange(4)}")
        found = suggest(line, book(*items))
        assert found == suggest(line, book(*chance.sample(items, len(items))))
        assert all(sum(share.amount_minor for share in one.shares) == line.amount_minor for one in found)

import re
from collections import Counter

from goodstanding.parties.contact_point import MARKS, read_email, read_phone
from goodstanding.sample_book import words
from goodstanding.sample_book.cast import Character, attorney, debtor, second
from goodstanding.sample_book.situation import situation
from tests.sample_book.sample import DEBTORS, SEED, book


def characters() -> list[Character]:
    return [who for account in book() for who in (account.debtor, account.second, account.attorney) if who is not None]


def test_every_email_and_every_number_is_fake() -> None:
    for who in characters():
        if who.reached.email:
            assert read_email(who.reached.email).value.rpartition("@")[2] in words.DOMAINS
        for number in (who.reached.phone, who.reached.other_phone):
            assert not number or re.fullmatch(r"\(\d{3}\) 555-01\d\d", number)
            assert not number or read_phone(number, country="US").is_readable


def test_every_name_is_made_of_our_words() -> None:
    given = {*words.GIVEN, *words.GIVEN_FROM_ELSEWHERE, *words.GIVEN_IN_SPANISH}
    family = {f"{colour}{land}" for colour in words.COLOURS for land in words.LAND}
    family |= {*words.FAMILIES_FROM_ELSEWHERE, *words.FAMILIES_IN_SPANISH}
    for who in characters():
        if who.kind == "person":
            assert who.given_name in given
            assert who.family_name in family
            assert who.name == f"{who.given_name} {who.family_name}"
        else:
            assert re.fullmatch(r"\w+ \w+ Specimen (LLC|GmbH|Ltd|KK|WLL)", who.name)


def test_marks_are_ones_the_books_know() -> None:
    for who in characters():
        for kind, status in (
            ("address", who.reached.address_status),
            ("phone", who.reached.phone_status),
            ("email", who.reached.email_status),
        ):
            assert status in {"", "unverified", *MARKS[kind]}


def test_the_ways_to_reach_people_have_every_state() -> None:
    reached = [who.reached for who in characters()]
    assert {"returned", "wrong person"} <= {one.address_status for one in reached}
    assert {"disconnected", "wrong person"} <= {one.phone_status for one in reached}
    assert "returned" in {one.email_status for one in reached}
    assert any(not one.phone for one in reached)
    assert any(not one.email for one in reached)


def test_languages_and_organisations() -> None:
    languages = Counter(account.debtor.language for account in book())
    assert languages["es"] > DEBTORS // 20
    organisations = [account.debtor for account in book() if account.debtor.kind == "organisation"]
    assert len(organisations) > DEBTORS // 20
    assert not any(one.given_name or one.family_name for one in organisations)


def test_a_second_person_lives_in_the_same_house() -> None:
    for account in book():
        if account.second is not None:
            assert account.second.reached.address == account.debtor.reached.address
            assert account.second.reference != account.debtor.reference


def test_nobody_stands_beside_whom_the_situation_leaves_alone() -> None:
    alone = situation(1, seed=SEED)
    assert second(1, seed=SEED, situation=alone, first=debtor(1, seed=SEED, situation=alone)) is None


def test_an_attorney_is_somebody_else() -> None:
    assert attorney(23, seed=SEED).reference == "C0000023-A"

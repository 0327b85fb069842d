import os
import random

import pytest

from goodstanding.arrangements.agreement.reading import AgreementRefused, read
from goodstanding.refusal import Refusal
from tests.arrangements.agreement.samples import EVERYTHING, SETTLEMENT

ROUNDS = 3_000 if os.environ.get("GOODSTANDING_LONG") else 600


@pytest.mark.parametrize(
    ("old", "new", "where", "sentence"),
    [
        ("unless: [defaulted]", "unless: [defalted]", "Line 16, column 14", "Did you mean defaulted?"),
        ("reinstate: [released]", "reinstate: [taken_back]", "Line 21, column 24", "No clause before this one"),
        ("name: released", "name: defaulted", "Line 15, column 11", "stands twice"),
        ("paid-in-full", "paid-in-ful", "Line 18", "Did you mean paid-in-full?"),
        ("2026-08-06", "2026-08-32", "Line 17", "is not a day of the calendar"),
        ("USD", "XQZ", "Line 5", "XQZ"),
        ("300.00", "300.001", "Line 10", "more decimals"),
        ("600.00", "0", "Line 17", "above zero"),
        ("2026-08-01, amount", "2026-07-01, amount", "Line 10", "after the one before it"),
        ("2026-07-01, amount", "2026-06-01, amount", "Line 9", "before the agreement begins"),
        ("count: 1", "count: 3", "Line 13", "2 instalments only"),
        ("count: 1", "count: 1, number: 1", "Line 13", "not both"),
        ("[debt:17]", "[debt:17, debt:17]", "Line 4", "stands twice"),
        ("{instalment_missed: {days: 5, count: 1}}", "{balance: zero}", "Line 13", "Move this clause below it."),
    ],
)
def test_what_means_nothing_is_told_with_its_place(old: str, new: str, where: str, sentence: str) -> None:
    with pytest.raises(AgreementRefused) as caught:
        read(SETTLEMENT.replace(old, new))
    assert where in str(caught.value)
    assert sentence in str(caught.value)


def test_shares_sum_and_go_to_parties() -> None:
    with pytest.raises(AgreementRefused, match=r"sum to 99\.5 %"):
        read(EVERYTHING.replace("87.5 %", "87 %"))
    with pytest.raises(AgreementRefused, match=r"'agncy' is no party\. Did you mean agency?"):
        read(EVERYTHING.replace("agency: 12.5", "agncy: 12.5"))


def test_taking_back_cannot_be_taken_back() -> None:
    again = "  - {name: again, when: {payment: any}, then: [reinstate: [taken_back]]}\n"
    with pytest.raises(AgreementRefused, match="cannot be taken back"):
        read(SETTLEMENT + again)


def test_instalments_that_are_missed_must_be_there() -> None:
    lines = [line for line in SETTLEMENT.splitlines() if "date:" not in line and "instalments:" not in line]
    with pytest.raises(AgreementRefused, match="no instalments that could be missed"):
        read("\n".join(lines))


def test_everything_is_told_at_once() -> None:
    with pytest.raises(AgreementRefused, match="3 things are to be mended") as caught:
        read(SETTLEMENT.replace("[defaulted]", "[x]").replace("2026-08-06", "2026-13-06").replace("paid-in-full", "y"))
    assert [one.line for one in caught.value.findings] == [16, 17, 18]


def test_damaged_documents_are_read_or_refused_with_a_sentence() -> None:
    dice, read_well = random.Random(6), 0
    for _ in range(ROUNDS):
        text = list(dice.choice([SETTLEMENT, EVERYTHING]))
        for _ in range(dice.randint(1, 6)):
            place = dice.randrange(len(text))
            kind = dice.randrange(4)
            if kind == 0:
                del text[place : place + dice.randint(1, 30)]
            elif kind == 1:
                text.insert(place, dice.choice("{}[]:,-#&*!|>'\"%@`\n\t 0aé\x00\ud800\u202e"))
            elif kind == 2:
                text[place:place] = text[dice.randrange(len(text)) :][: dice.randint(1, 80)]
            else:
                text[place] = dice.choice(["999999999999999999999", "null", "[[", "~", "- ", "٣"])
            text = text or ["a"]
        try:
            read("".join(text))
            read_well += 1
        except Refusal as refusal:
            assert str(refusal)
    assert 0 < read_well < ROUNDS / 2

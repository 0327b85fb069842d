import json

from goodstanding.arrangements.agreement.document import hash_of, percent, text_of, told
from goodstanding.arrangements.agreement.reading import read
from tests.arrangements.agreement.samples import EVERYTHING, SETTLEMENT, everything, made, settlement


def test_the_text_for_machines_reads_as_the_same_agreement() -> None:
    for agreement in [settlement(), everything(), *made()]:
        assert read(text_of(agreement)) == agreement
        assert read(json.dumps(told(agreement), indent=3)) == agreement


def test_the_hash_is_of_the_terms_and_not_of_how_they_are_written() -> None:
    other = SETTLEMENT.replace("300.00", '"300"').replace("USD", "'USD'") + "\n# a remark\n"
    assert hash_of(read(other)) == hash_of(settlement())
    assert len(hash_of(settlement())) == 64


def test_every_change_of_a_term_changes_the_hash() -> None:
    seen = {hash_of(everything())}
    changes = [("12.5 %", "13 %"), ("87.5 %", "87 %"), ("980.00", "981.00"), ("5.00", "6.00"),
               ("2026-07-15", "2026-07-16"),
               ("days: 1, number: 2", "days: 1, number: 1"), ("broken-promise", "receipt"), ("C-1", "C-2"),
               ("debt:18", "debt:19"), ("waive: 5.00", "discount: 5.00"), ("[second]", "[short]")]  # fmt: skip
    for old, new in changes:
        changed = EVERYTHING.replace(old, new)
        if old == "12.5 %":
            changed = changed.replace("87.5 %", "87 %")
        if old == "87.5 %":
            changed = changed.replace("12.5 %", "13 %").replace("C-1", "C-3")
        seen.add(hash_of(read(changed)))
    assert len(seen) == len(changes) + 1


def test_a_percentage_is_written_exactly() -> None:
    assert [percent(1), percent(10_000), percent(1_000_000)] == ["0.0001 %", "1 %", "100 %"]

"""The purposes that the law tells apart, and which words it would hear."""

from pathlib import Path

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.lawbook.purpose import is_known, purposes
from tests.workbench.law.small_book import write_book


def test_the_purposes_that_rules_speak_of_are_found(tmp_path: Path) -> None:
    assert purposes(write_book(tmp_path)) == ("sale", "thank", "wish_well")


def test_a_purpose_is_known_where_a_rule_looks_for_it(tmp_path: Path) -> None:
    book = write_book(tmp_path)
    assert is_known("sale", book)
    assert not is_known("wander", book)


def test_words_spelt_out_in_a_rule_and_phrases_count_too() -> None:
    assert {"direct_marketing", "upsell"} <= set(purposes(shipped()))
    assert is_known("early_intervention_notice_1024_39_b", shipped())
    assert not is_known("nonsense", shipped())

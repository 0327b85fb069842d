from pathlib import Path

from goodstanding.workbench.law.purpose import purposes
from tests.workbench.law.small_book import write_book


def test_the_purposes_that_rules_speak_of_are_found(tmp_path: Path) -> None:
    assert purposes(write_book(tmp_path)) == ("sale", "thank", "wish_well")

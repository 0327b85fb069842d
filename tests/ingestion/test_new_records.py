"""What is new to the books needs more than what they know; a dry run says so as the real run does."""

from pathlib import Path

import pytest

from goodstanding.parties.models import Person
from tests.ingestion.books import bring

pytestmark = pytest.mark.django_db
ANN = "c1,Ann Fake,ann@example.com,A-1,Cards,i1,2026-01-02,2026-02-01,100.00,,,,"


@pytest.mark.parametrize(("old", "new"), [("Ann Fake", ""), ("Cards", "")])
def test_a_new_record_that_lacks_something_is_rejected_dry_and_in_earnest(tmp_path: Path, old: str, new: str) -> None:
    rows = (ANN.replace(old, new), "c2,Ben Fake,,A-2,Cards,,,,,,,,")
    dry, real = bring(tmp_path, *rows, dry_run=True), bring(tmp_path, *rows)
    assert dry.rows == real.rows and dry.records == real.records
    assert (real.outcome, real.rows["accepted"], real.rows["rejected"]) == ("entered", 1, 1)
    assert list(Person.objects.values_list("reference", flat=True)) == ["c2"]


def test_what_the_books_know_needs_nothing(tmp_path: Path) -> None:
    bring(tmp_path, ANN)
    again = bring(tmp_path, ANN.replace("Ann Fake", "").replace("Cards", ""), name="again.csv")
    assert again.rows["rejected"] == 0 and again.records["person"]["unchanged"] == 1

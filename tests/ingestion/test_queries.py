from pathlib import Path

import pytest

from goodstanding.ingestion.queries import NoSuchBatch, batch_of, batches
from goodstanding.receivables.models import Client
from tests.ingestion.books import bring

pytestmark = pytest.mark.django_db
BEN = "c2,Ben Elm,,A-2,Loans,j1,2026-01-02,2026-02-01,7.00,,,,"


def test_batches_are_listed_the_latest_first(tmp_path: Path) -> None:
    first = bring(tmp_path, BEN)
    second = bring(tmp_path, BEN, client="Other Client")
    assert [line.batch_id for line in batches()] == [second.batch, first.batch]
    (line,) = batches(client_id=Client.objects.get(name="Other Client").pk)
    assert (line.client, line.file_name, line.state, line.rows, line.rejected) == (
        "Other Client",
        "file.csv",
        "entered",
        1,
        0,
    )
    assert line.summary["records"]["item"]["new"] == 1


def test_a_batch_is_shown_or_refused(tmp_path: Path) -> None:
    number = bring(tmp_path, BEN).batch
    assert number is not None and batch_of(number).batch_id == number
    with pytest.raises(NoSuchBatch):
        batch_of(number + 1)

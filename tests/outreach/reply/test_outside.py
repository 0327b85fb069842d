"""A hard set from outside: what consumers wrote to an authority about collectors. Reported, not held against us."""

import csv
import io

import pytest

from goodstanding.outreach.reply.label import LABELS
from goodstanding.outreach.reply.reading.measuring import judged, told
from goodstanding.outreach.reply.reading.trained import Phrase, classifier
from tests.guards.checkout import HOME

FILE = HOME.parent / "shared" / "data" / "cfpb_complaints" / "debt_collection_narratives.csv"
OURS = {
    "not_mine": "dispute", "validation_request": "dispute", "identity_theft": "dispute", "wrong_amount": "dispute",
    "already_paid": "paid", "legal_or_credit_threat": "complaint", "call_frequency_or_time": "complaint",
    "third_party_contact": "complaint", "false_statement": "complaint", "abuse": "complaint", "cease_contact": "stop",
    "bankruptcy": "bankruptcy", "other": "other",
}  # fmt: skip


@pytest.mark.shared
def test_every_narrative_is_read() -> None:
    if not FILE.exists():
        pytest.skip(f"{FILE} is not there, so replies were not measured against it.")
    rows = list(csv.DictReader(io.StringIO(FILE.read_text(encoding="utf-8"))))
    known = [Phrase("outside", "en", OURS[row["intent"]], row["narrative"]) for row in rows]
    whole = told(judged(known, classifier()))
    assert whole["phrases"] == len(rows) > 200
    assert {one["label"] for one in whole["labels"]} <= set(LABELS)

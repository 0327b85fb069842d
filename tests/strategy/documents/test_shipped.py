"""The documents that ship are sound, on one screen, and leave in peace whom they must."""

import duckdb
import pytest

from goodstanding.factsheet.daily.sheet import account_schema
from goodstanding.outreach.template.catalogue import published, shipped
from goodstanding.strategy.document.condition import duckdb_sql
from goodstanding.strategy.document.document import Document, Segment, Step
from goodstanding.strategy.document.reading import read_closely
from goodstanding.strategy.documents.shipped import NAMES, NotShipped, text_of

DOCUMENTS = {name: read_closely(text_of(name)).document for name in NAMES}
STEPS = [
    (name, treatment.name, step)
    for name, document in DOCUMENTS.items()
    for treatment in document.treatments.values()
    for step in treatment.steps
]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_sound_and_without_warning(name: str) -> None:
    reading = read_closely(text_of(name))
    assert not reading.warnings
    assert reading.document.strategy == name


def test_the_small_one_fits_a_screen() -> None:
    assert len(text_of("small-business").splitlines()) <= 40


def test_another_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotShipped, match="Did you mean agency"):
        text_of("agencie")


@pytest.mark.parametrize(("name", "treatment", "step"), STEPS, ids=lambda value: getattr(value, "name", value))
def test_every_text_is_published_for_every_channel(name: str, treatment: str, step: Step) -> None:
    usable = published(shipped(), said=[])
    assert all(f"{step.template}/{channel}/en" in usable for channel in step.channels if channel != "task")


def segment_of(document: Document, **facts: object) -> Segment | None:
    """Return the segment of an account of which these facts are known."""
    names = account_schema().names
    known: dict[str, object] = {name: False for name in names if name.startswith(("is_", "has_", "can_"))}
    known |= {"steps_taken": "agency/welcome/validation-notice", "balance_minor": 50_000, "consent_text": "none"}
    known |= {"last_step": "validation-notice", "days_since_last_step": 38} | facts
    with duckdb.connect(config={"threads": 1}) as book:
        book.register("sheet", account_schema().empty_table())
        book.execute("CREATE TABLE account AS SELECT * FROM sheet")
        marks = ", ".join("?" for _ in known)
        book.execute(f"INSERT INTO account ({', '.join(known)}) VALUES ({marks})", list(known.values()))
        for segment in document.segments:
            row = book.execute(f"SELECT {duckdb_sql(segment.when)} FROM account").fetchone()
            if row and row[0]:
                return segment
    return None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "fact",
    [
        "is_deceased",
        "is_bankrupt",
        "is_minor",
        "is_incarcerated",
        "has_attorney",
        "has_representative",
        "is_time_barred",
    ],
)
def test_who_must_not_be_contacted_is_left_in_peace(name: str, fact: str) -> None:
    segment = segment_of(DOCUMENTS[name], **{fact: True}, can_email=True, can_call=True)
    assert segment is not None
    assert segment.treatment == ""


@pytest.mark.parametrize(
    ("facts", "treatment"),
    [
        ({"steps_taken": ""}, "welcome"),
        ({"steps_taken": "agency/support/help\x1fagency/by-email/offer"}, "welcome"),
        ({"days_since_last_step": 37, "can_email": True}, ""),
        ({"is_vulnerable": True, "can_email": True}, "support"),
        ({"balance_minor": 9_999, "can_email": True}, "by-email"),
        ({"balance_minor": 10_000, "can_email": True}, "letters-and-email"),
        ({"balance_minor": 9_999}, "post"),
        ({"balance_minor": 250_000, "can_email": True, "can_call": True}, "calls-first"),
        ({"balance_minor": 250_000, "can_email": True}, "letters-and-email"),
        ({"consent_text": "given", "can_text": True, "can_email": True}, "with-texts"),
        ({"consent_text": "none", "can_text": True, "can_email": True}, "letters-and-email"),
        ({}, "post"),
    ],
)
def test_an_agency_treats_everybody_by_what_is_known(facts: dict[str, object], treatment: str) -> None:
    segment = segment_of(DOCUMENTS["agency"], **facts)
    assert segment is not None
    assert segment.treatment == treatment


def test_the_validation_notice_comes_alone_and_by_letter() -> None:
    (step,) = DOCUMENTS["agency"].treatments["welcome"].steps
    assert step.channels == ("letter", "task")


@pytest.mark.parametrize(
    ("treatment", "channels"),
    [("by-email", {"email"}), ("post", {"letter", "task"}), ("support", {"letter"})],
)
def test_a_treatment_keeps_to_its_channels(treatment: str, channels: set[str]) -> None:
    used = {channel for step in DOCUMENTS["agency"].treatments[treatment].steps for channel in step.channels}
    assert used <= channels


def test_texts_and_calls_are_proposed_only_where_the_segment_asked_for_them() -> None:
    using = {
        channel: {treatment for _, treatment, step in STEPS if channel in step.channels} for channel in ("sms", "call")
    }
    assert using == {"sms": {"with-texts"}, "call": {"calls-first"}}

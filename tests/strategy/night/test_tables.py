"""The tables a night passes from hand to hand fit what the books hold and what becomes of them."""

import pyarrow as pa

from goodstanding.strategy.night import harvest
from goodstanding.strategy.night.tables import DECIDED, EXCEPTION, LINE, MESSAGE, READING, WARNING


def test_every_table_of_the_reading_names_what_it_belongs_to() -> None:
    owners = {"person_id", "account_id", "contact_id"}
    assert all(owners & set(schema.names) for schema in READING.values())


def test_money_is_whole_and_instants_are_in_utc() -> None:
    for schema in [*READING.values(), MESSAGE, LINE, DECIDED, WARNING]:
        for field in schema:
            if field.name.endswith("_minor"):
                assert pa.types.is_int64(field.type), field
            if field.name.endswith("_at"):
                assert field.type == pa.timestamp("us", tz="UTC"), field
            if field.name.endswith("_date"):
                assert pa.types.is_date32(field.type), field


def test_a_decision_and_its_message_together_make_an_act() -> None:
    told = {*MESSAGE.names, *DECIDED.names, "id", "night_id", "day", "entry_id", "contact_point_id"}
    assert set(harvest.ACT_COLUMNS) <= told


def test_an_exception_has_a_cause_that_stays_and_a_sentence() -> None:
    assert EXCEPTION.names[-2:] == ["cause", "reason"]

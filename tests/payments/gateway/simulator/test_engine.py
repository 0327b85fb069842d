"""The engine: one key is one payment, for every program that uses the log; what the payer does is done once."""

from pathlib import Path

from tests.payments.gateway.simulator.engines import charge, engine, page


def test_one_key_is_one_payment_also_for_another_program(tmp_path: Path) -> None:
    first, second = engine(tmp_path), engine(tmp_path)
    outcome = first.charge(charge("k", 1_000))
    assert second.charge(charge("k", 1_000)) == outcome
    assert second.look_up(reference="", key="k") == first.look_up(reference=outcome.reference, key="")
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) == 1


def test_what_is_put_off_is_taken_the_second_time_and_what_fails_never(tmp_path: Path) -> None:
    here = engine(tmp_path)
    assert [here.charge(charge("k", 1_004)).word for _ in range(3)] == ["put_off", "taken", "taken"]
    assert here.charge(charge("f", 1_005)).word == "failed"
    assert here.look_up(reference="", key="f").state == "absent"


def test_what_timed_out_was_taken(tmp_path: Path) -> None:
    here = engine(tmp_path)
    assert here.charge(charge("k", 1_003)).word == "unknown"
    assert here.look_up(reference="", key="k").state == "paid"


def test_a_page_that_is_over_stays_as_it_is(tmp_path: Path) -> None:
    here = engine(tmp_path)
    reference = here.open_page(page("k", 1_000)).reference
    assert [here.act(reference, act).state for act in ("pay", "cancel", "decline")] == ["paid"] * 3
    assert here.act("nobody", "pay").state == "absent"

"""Other names for the same fact: read as the usual one, which stands where both are used."""

from typing import Any

from goodstanding.compliance.situation.other_names import usual


def situation(action: dict[str, Any], **given: Any) -> dict[str, Any]:
    return {"given": given, "when": {"action": action}}


def test_another_name_is_read_as_the_usual_one() -> None:
    found = usual(situation({"auto_reply": True}, knowledge={"employer_forbids": True}))
    assert found["when"]["action"] == {"automated_reply": True}
    assert found["given"]["knowledge"] == {"employer_prohibits": True}


def test_the_usual_name_stands() -> None:
    knowledge = {"employer_prohibits": False, "employer_forbids": True}
    assert usual(situation({}, knowledge=knowledge))["given"]["knowledge"] == knowledge


def test_every_event_and_debt_is_read_so() -> None:
    found = usual(situation({}, history=[{"requested_callback": True}], debts=[{"id": "d1", "dofd": "2025-01-05"}]))
    assert found["given"]["history"] == [{"third_party_requested_contact": True}]
    assert found["given"]["debts"] == [{"id": "d1", "date_of_first_delinquency": "2025-01-05"}]


def test_what_is_no_mapping_is_left_alone() -> None:
    assert usual(situation({}, knowledge=None, history=None))["given"] == {"knowledge": None, "history": None}


def test_another_word_for_a_value_is_read_as_the_usual_one() -> None:
    found = usual(situation({"channel": "text_message"}, history=[{"outcome": "spoke_with_consumer"}], consents=None))
    assert found["when"]["action"] == {"channel": "sms"}
    assert found["given"]["history"] == [{"outcome": "conversation"}]
    assert found["given"]["consents"] is None

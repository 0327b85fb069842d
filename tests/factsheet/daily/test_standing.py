"""What is known of a person's circumstances is for care, never for a score."""

from goodstanding.factsheet.daily.standing import LAW, SCORE, STANDING


def test_no_score_rests_on_a_circumstance() -> None:
    own = {"on_hold", "is_disputed", "hold_reason", "hold_until_date", "disputes_open"}
    assert not any("model" in column.users for column in STANDING if column.name not in own)
    assert not any("model" in column.users for column in LAW)
    assert "model" in SCORE[0].users

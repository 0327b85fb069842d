"""What was done before."""

from goodstanding.factsheet.daily.stepping import STEPS


def test_steps_are_words_and_their_age_is_in_days() -> None:
    kinds = {column.name: column.kind for column in STEPS}
    assert kinds["steps_taken"] == kinds["arms"] == "words" and kinds["days_since_last_step"] == "whole"

"""What is asked of the gate."""

from goodstanding.strategy.document.document import ACT_KINDS as KINDS_OF_STEPS
from goodstanding.strategy.night.brief.asked import ACT_KINDS


def test_every_kind_of_step_but_a_task_is_asked_about_by_the_lawbook_s_word() -> None:
    assert set(ACT_KINDS) == set(KINDS_OF_STEPS) - {"task"}
    assert set(ACT_KINDS.values()) == {"contact", "transfer", "file_suit"}

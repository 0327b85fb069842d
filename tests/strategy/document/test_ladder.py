"""Whether ladders lead somewhere."""

import pytest

from tests.strategy.document.test_checking import found

EARLY = "{before_due_days: 7}"
CONTACT = "channels: [email]\n        template: pre-due-reminder"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("name: late", "name: early", "'early' stands twice."),
        ("{days_since_placed: 0}", "{days_since_previous: 3}", "No step comes before this one."),
        ("repeats: true", "repeats: true\n        wait_days: 0", ""),
        ("wait_days: 5", "repeats: true", "This would come every day."),
        ("act: legal_referral, approval: supervisor", "act: legal_referral", "A legal referral needs somebody's yes."),
        ("act: legal_referral, approval: supervisor", "act: placement", "A placement needs somebody's yes."),
        (CONTACT, f"{CONTACT}\n        approval: supervisor", "Only a placement and a legal referral wait for a yes."),
        (CONTACT, "template: pre-due-reminder", "It is not said how to reach the person."),
        (CONTACT, "channels: [email]", "It is not said what the email says."),
        ("channels: [email]", "channels: [task]", "A task alone reaches nobody."),
        ("channels: [email]", "channels: [email, email]", "email stands twice."),
        ("12.5 %", "100 %", "A discount lies between 0 % and 100 %."),
        ("discount: 12.5 %, ", "", "A discount lies between 0 % and 100 %."),
        (
            "instalments_most: 6}",
            "instalments_most: 6}\n            discount: 5 %",
            "An offer is a discount or a plan.",
        ),
        ("instalments_least: 2", "instalments_least: 9", "The fewest instalments are more than the most."),
    ],
)
def test_a_step_that_leads_nowhere_is_an_error(old: str, new: str, sentence: str) -> None:
    told = [one.sentence for one in found((old, new)) if one.weight == "error"]
    assert told == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (EARLY, "{days_past_due: 8}", ""),
        (EARLY, "{days_past_due: 9}", "late is due no later than early"),
        ("condition: state <> 'TX'", "condition:", ""),
        ("tone: friendly", "tone: final", "The tone falls: a step before is final."),
        ("template: pre-due-reminder", "template: pre-due-remidner", "There is no template pre-due-remidner"),
        ("channels: [email]\n        template: pre-due-reminder", "channels: [letter]\n        template: due-today",
         "due-today is not written for letter, which is left out."),
        ("[email, letter, task]", "[task, email, letter]", "A task is always the last resort."),
        ("when: {event: broken_promise}", "when: {event: broken_promise}\n        repeats: true", "comes with every"),
        ("act: legal_referral,", "act: legal_referral, channels: [letter],", "goes through no channel."),
    ],
)  # fmt: skip
def test_what_is_probably_not_meant_is_a_warning(old: str, new: str, sentence: str) -> None:
    told = found((old, new))
    assert all(one.weight == "warning" for one in told), told
    assert [one for one in told if sentence in one.sentence] if sentence else not told


def test_two_rungs_on_one_day_pass_over_the_lower_unless_a_condition_parts_them() -> None:
    told = found((EARLY, "{days_past_due: 8}"), ("condition: state <> 'TX'", "condition:"))
    assert "late is due no later than early" in told[0].sentence

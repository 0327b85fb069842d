"""`goodstanding plans …`: what it shows, sets up and changes, and that refusals are sentences."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner, Result

from goodstanding.arrangements.agreement.operations.running import KeptByPlan
from goodstanding.arrangements.models import Plan
from goodstanding.arrangements.plan.change import ChangeRefused
from goodstanding.arrangements.plan.operations.writing import PlanRefused
from goodstanding.arrangements.plan.queries import NoSuchPlan
from goodstanding.arrangements.plan.terms import TermsRefused
from goodstanding.arrangements.policy.policy import PolicyRefused
from goodstanding.cli.commands import agreements, plans
from goodstanding.cli.commands.plans_terms import DayUnreadable
from goodstanding.money.amount import AmountMalformed
from goodstanding.refusal import Refusal
from tests.receivables.cast import item, open_book, place

pytestmark = pytest.mark.django_db
FIRST = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
HOW = ("--first", FIRST, "--count", "4", "--roll", "none")
SAID = ("--channel", "call", "--evidence", "Call note 12.")


@pytest.fixture(autouse=True)
def debt_id() -> int:
    return place(open_book(), item("INV-1", 10_000), reference="GF-1")


def call(*words: str) -> Result:
    return CliRunner().invoke(plans.app, words, catch_exceptions=False)


def shown(*words: str) -> dict[str, object]:
    told: dict[str, object] = json.loads(call(*words, "--json").stdout)
    return told


def set_up() -> int:
    agreed = str(shown("propose", "GF-1", *HOW)["document_hash"])
    return int(str(shown("set-up", "GF-1", *HOW, *SAID, "--agreed", agreed)["plan"]))


def test_the_cost_and_the_end_are_shown_and_then_the_same_plan_is_set_up() -> None:
    told = shown("propose", "GF-1", *HOW)
    assert (told["total"], told["count"], told["regular"], told["first_date"]) == ("100.00", 4, "25.00", FIRST)
    assert "Document hash" in call("propose", "GF-1", *HOW).stdout
    with pytest.raises(PlanRefused, match="Show this plan to the person"):
        call("set-up", "GF-1", *HOW, *SAID)
    assert not Plan.objects.exists()
    plan = set_up()
    told = shown("show", str(plan))
    assert (told["state"], told["left"], told["next_due_date"]) == ("in force", "100.00", FIRST)
    assert "in force" in call("list", "GF-1").stdout
    assert len(json.loads(call("list", "GF-1", "--json").stdout)) == 1


def test_what_is_agreed_to_is_said_in_plain_words_and_named_by_its_reference_and_hash() -> None:
    told = shown("propose", "GF-1", *HOW)
    words = told["text"]
    assert isinstance(words, list) and words[0] == "A plan to pay USD 100.00."
    assert words[1].startswith("It is about account GF-1.")
    assert "What they would agree to:" in call("propose", "GF-1", *HOW).stdout
    plan = set_up()
    told = shown("show", str(plan))
    agreement = told["agreement"]
    assert isinstance(agreement, dict) and agreement["reference"] == f"plan-{plan}"
    assert (told["text"], told["reference"]) == (words, "GF-1")
    page = call("show", str(plan)).stdout
    assert f"Agreement plan-{plan}, SHA-256 {agreement['document_hash']}:" in page
    assert page.startswith(f"Plan {plan} on account GF-1: in force")
    assert shown("skip", str(plan), "2", "--reason", "Ill.")["agreement"] != agreement


def test_an_agreement_of_a_plan_is_shown_and_not_run() -> None:
    plan = set_up()
    told = shown("show", str(plan))["agreement"]
    assert isinstance(told, dict)
    number = str(told["agreement_id"])
    said = CliRunner().invoke(agreements.app, ["show", number], catch_exceptions=False).stdout
    assert f"Plan {plan} keeps it by itself" in said and "account GF-1" in said
    with pytest.raises(KeptByPlan, match=f"Plan {plan} keeps agreement plan-{plan} by itself"):
        CliRunner().invoke(agreements.app, ["run", number], catch_exceptions=False)


def test_a_plan_is_changed_and_ended() -> None:
    plan = str(set_up())
    assert shown("skip", plan, "2", "--reason", "Ill.")["version"] == 2
    assert shown("extra", plan, "--amount", "10.00")["version"] == 3
    later = (datetime.now(UTC) + timedelta(days=25)).date().isoformat()
    assert shown("move", plan, "1", "--to", later, "--reason", "Payday.")["next_due_date"] is not None
    assert shown("amount", plan, "--each", "20.00", "--reason", "Less.")["version"] == 5
    until = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    assert shown("pause", plan, "--until", until, "--reason", "Ill.")["state"] == "paused"
    assert shown("resume", plan, "--first", later, "--reason", "Well.")["state"] == "in force"
    assert shown("follow") == {"appended": 0, "defaulted": 0, "reinstated": 0}
    agreed = shown("propose", "GF-1", "--first", later, "--count", "5")["document_hash"]
    told = shown(
        "renegotiate", plan, "--first", later, "--count", "5", "--reason", "Less.", *SAID, "--agreed", str(agreed)
    )
    assert (told["renegotiates"], told["restructures"]) == (int(plan), 1)
    assert shown("cancel", str(told["plan"]), "--reason", "They asked.")["state"] == "cancelled"


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("propose", "GF-1", "--first", "soon", "--count", "4"), DayUnreadable),
        (("propose", "GF-1", "--first", FIRST), TermsRefused),
        (("propose", "GF-1", "--first", FIRST, "--count", "4", "--every", "fortnight"), TermsRefused),
        (("propose", "GF-1", "--first", FIRST, "--amount", "ten"), AmountMalformed),
        (("propose", "GF-1", "--first", FIRST, "--count", "4", "--step", "much"), Refusal),
        (("propose", "GF-1", "--first", FIRST, "--count", "4", "--balloon-source", "A bonus."), TermsRefused),
        (("show", "987654"), NoSuchPlan),
        (("cancel", "987654", "--reason", "None."), NoSuchPlan),
        (("skip", "987654", "1", "--reason", "None.", "--how", "never"), ChangeRefused),
        (("mandate", "987654", "--reason", "None."), NoSuchPlan),
        (("policy", "[]"), PlanRefused),
        (("policy", "{"), PlanRefused),
        (("policy", '{"grace": 1}'), PolicyRefused),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(words: tuple[str, ...], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        call(*words)


def test_the_policy_is_set() -> None:
    assert "policy" in shown("policy", '{"instalments_most": 3}')
    told = shown("propose", "GF-1", *HOW)
    assert told["outside_policy"] == ["A plan has at most 3 instalments; this one has 4."]

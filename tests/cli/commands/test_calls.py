"""`goodstanding calls …`: one by one and by campaign, what it prints, and that refusals are sentences."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import calls
from goodstanding.cli.commands.law_why import InstantUnreadable
from goodstanding.outreach.channels.call.outcome import ALL, OutcomeRefused
from goodstanding.outreach.channels.call.standing import CallRefused, NoSuchCall, NotCalled
from goodstanding.outreach.models.call import Call
from goodstanding.outreach.models.contact import Contact
from goodstanding.outreach.sending.house import House
from goodstanding.worklists.models import Task
from tests.outreach.channels.call.dialling_cast import NUMBER, Stage, free, holding, set_stage

pytestmark = pytest.mark.django_db
MESSAGE = "This is Larch Services. Please call +1 217 555 0100."


@pytest.fixture(autouse=True)
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A call to make, at an hour at which nobody objects."""
    monkeypatch.setattr(calls, "the_house", lambda: House(weigh=free))
    return set_stage(at=datetime.now(UTC) - timedelta(minutes=5))


def call(*words: str) -> Result:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(calls.app, words, catch_exceptions=False)


def test_a_call_from_the_list_to_its_outcome(stage: Stage) -> None:
    assert "There are no calls." in call().stdout
    told = json.loads(call("next", "--json").stdout)["call"]
    assert (told["state"], told["number"], told["accounts"]) == ("shown", NUMBER, [stage.debt_id])
    number = str(told["call"])
    assert f"Dial {NUMBER} on your telephone now" in call("dial", number).stdout
    assert call("outcome", number, "n", "--note", "Rang long.").stdout == (
        f"Call {number}: no answer. Try again on another day and at another hour.\n"
    )
    assert Contact.objects.get().outcome == "rang_no_answer"
    assert Task.objects.get(id=stage.task_id).closed_at is not None
    (listed,) = json.loads(call("list", "--json").stdout)
    assert (listed["outcome"], listed["note"]) == ("no answer", "Rang long.")
    assert json.loads(call("list", "--open", "--json").stdout) == []
    assert call("next").stdout == "Nobody on the worklist can be called now.\n"


def test_a_task_is_picked_left_and_called_again_later(stage: Stage) -> None:
    number = json.loads(call("next", "--task", str(stage.task_id), "--json").stdout)["call"]["call"]
    assert call("skip", str(number), "--reason", "Lunch.").stdout == f"Call {number} is left for later.\n"
    number = json.loads(call("next", "--json").stdout)["call"]["call"]
    call("dial", str(number), "--json")
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    said = json.loads(call("outcome", str(number), "k", "--again-at", later, "--json").stdout)
    assert (said["outcome"], said["task_id"] is not None) == ("callback", True)


def test_what_cannot_be_is_refused_in_a_sentence(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    number = str(json.loads(call("next", "--json").stdout)["call"]["call"])
    with pytest.raises(OutcomeRefused, match="'z' is no outcome"):
        call("outcome", number, "z")
    with pytest.raises(CallRefused, match="was not called"):
        call("outcome", number, "c")
    with pytest.raises(InstantUnreadable):
        call("outcome", number, "k", "--again-at", "tomorrow")
    with pytest.raises(NoSuchCall, match="There is no call 987654321"):
        call("dial", "987654321")
    with pytest.raises(CallRefused, match="in front of you; say first"):
        call("next", "--task", "987654321")
    with pytest.raises(CallRefused, match="Say why"):
        call("skip", number, "--reason", " ")
    monkeypatch.setattr(calls, "the_house", lambda: House(weigh=holding("law: It is too late in the day.")))
    with pytest.raises(NotCalled, match="too late in the day"):
        call("dial", number)
    assert Call.objects.get().state == "refused"


def test_the_outcomes_say_which_of_them_the_law_counts() -> None:
    told = json.loads(call("outcomes", "--json").stdout)
    assert [one["key"] for one in told] == [one.key for one in ALL]
    assert {one["outcome"] for one in told if not one["is_connected"]} == {"busy", "out of service"}
    assert "out of service" in call("outcomes").stdout


def test_a_campaign_is_made_started_listed_and_stopped() -> None:
    assert "There are no campaigns." in call("campaigns").stdout
    assert json.loads(call("campaign", "Spring", "--message", MESSAGE, "--json").stdout)["campaign"]
    call("start", "Spring")
    (told,) = json.loads(call("campaigns", "--json").stdout)
    assert (told["name"], told["is_running"], told["abandoned_most_per_mille"], told["window_days"]) == (
        "Spring", True, 30, 30,
    )  # fmt: skip
    assert "Spring" in call("campaigns").stdout
    with pytest.raises(CallRefused, match="No provider is set for calls"):
        call("run", "Spring", "--rounds", "1")
    with pytest.raises(CallRefused, match="No provider is set for calls"):
        call("sit", "Spring", "--phone", "+12175550101")
    with pytest.raises(CallRefused, match="sit at no seat"):
        call("leave")
    assert call("stop", "Spring", "--reason", "Lunch.").stdout == "Spring is stopped.\n"
    with pytest.raises(CallRefused, match="At most 30 in a thousand"):
        call("campaign", "Loose", "--message", MESSAGE, "--abandoned-most-per-mille", "40")
    with pytest.raises(NoSuchCall, match="no campaign 'Nobody'"):
        call("start", "Nobody")


def test_a_simulation_tells_the_figures_and_calls_nobody() -> None:
    words = ("simulate", "--agents", "4", "--hours", "0.5", "--days", "2", "--answer-rate", "0.3", "--json")
    told = json.loads(call(*words).stdout)
    assert told == json.loads(call(*words).stdout)
    assert 0 < told["utilisation_percent"] <= 100
    assert told["worst_30_days_per_mille"] <= told["most_per_mille"] == 30
    assert "abandoned per mille" in call(*words[:-1]).stdout
    assert not Call.objects.exists()
    with pytest.raises(CallRefused, match="The law allows at most 30"):
        call("simulate", "--most-per-mille", "31")
    assert call("simulate", "--agents", "0").exit_code == 2


def test_what_is_left_is_settled_and_recordings_are_listed() -> None:
    assert json.loads(call("settle", "--json").stdout)["settled"] == 0
    assert "No recordings are kept." in call("recordings").stdout
    assert json.loads(call("recordings", "--json").stdout) == []
    with pytest.raises(CallRefused, match="No provider is set for calls"):
        call("recordings", "--delete")

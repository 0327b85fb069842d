"""`goodstanding strategy …`: what it prints, how it ends, and that one person alone publishes nothing."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from goodstanding.access import operations as people
from goodstanding.access import queries
from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.access.queries import NotProven, UserUnknown
from goodstanding.access.role import Role
from goodstanding.cli.commands import readiness, strategy
from goodstanding.cli.commands.strategy import ShareRefused, StrategyFileRefused, ppm_of
from goodstanding.strategy.document.finding import DocumentRefused
from goodstanding.strategy.documents.shipped import NAMES, NotShipped, text_of
from goodstanding.strategy.operations.editions import EditionRefused, record_simulation
from goodstanding.strategy.queries.editions import NoSuchStrategy, edition_of
from tests.cli.calling import call as call_outside
from tests.strategy.document.sample import SOUND, changed

STELLA, SUSAN = "stella@example.com", "susan@example.com"
SECRET = "Larch-Finch-Heron-93"


@pytest.fixture(autouse=True)
def books_are_ready(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(readiness, "ready_books", lambda: None)
    yield


def call(*words: str, typed: str | bytes | None = None) -> Result:
    return CliRunner().invoke(strategy.app, words, input=typed, catch_exceptions=False)


def let_in(email: str, role: Role, *, own_password: bool = True) -> None:
    now = datetime.now(UTC)
    done = people.let_in(email, email.partition("@")[0].title(), roles=[role], by=OPERATOR, at=now)
    themselves = Actor(f"user:{done.user_id}") if own_password else OPERATOR
    people.change_password(done.user_id, SECRET, by=themselves, at=now)


def simulated(name: str) -> None:
    record_simulation(edition_of(name), day=datetime.now(UTC).date(), figures={}, by=OPERATOR, at=datetime.now(UTC))


def written(folder: Path, text: str) -> str:
    (folder / "draft.yaml").write_text(text)
    return str(folder / "draft.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_what_ships_can_be_used_and_is_shown(name: str, tmp_path: Path) -> None:
    done = call("check", written(tmp_path, text_of(name)))
    assert done.exit_code == 0
    assert "The document can be used." in done.stderr
    assert "final-notice" in done.stdout


def test_what_is_wrong_is_printed_with_its_place(tmp_path: Path) -> None:
    draft = written(
        tmp_path, changed(("balance_minor >=", "blance_minor >="), ("channels: [email]", "channels: [task]"))
    )
    done = call("check", draft)
    assert done.exit_code == 1
    assert "14:11: There is no column blance_minor. Did you mean balance_minor?\n" in done.stdout
    assert "The document cannot be used: 2 things are to be mended." in done.stderr
    told = json.loads(call("check", draft, "--json").stdout)
    assert (told["usable"], told["findings"][0]["line"], told["findings"][0]["weight"]) == (False, 14, "error")


def test_warnings_stand_in_nobodys_way(tmp_path: Path) -> None:
    draft = written(tmp_path, changed(("contacts_most: 2", "contacts_most: 0")))
    done = call("check", draft)
    assert done.exit_code == 0
    assert "warning: Nobody is ever contacted by this." in done.stdout
    told = json.loads(call("check", draft, "--json").stdout)
    assert (told["usable"], told["strategy"], told["findings"][0]["weight"]) == (True, "corner-shop", "warning")
    assert told["treatments"]["plain"][0]["when"] == "7 days before it is due"


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StrategyFileRefused, match="cannot be read"):
        call("check", str(tmp_path / "nothing.yaml"))
    with pytest.raises(StrategyFileRefused, match="cannot be read"):
        call("check", str(tmp_path))
    (tmp_path / "odd.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StrategyFileRefused, match="is not text in UTF-8"):
        call("check", str(tmp_path / "odd.yaml"))


def test_a_document_comes_from_standard_input_too() -> None:
    assert call("check", "-", typed=SOUND).exit_code == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode) | st.integers(0, len(SOUND)).map(
    lambda cut: SOUND[:cut].encode()
))  # fmt: skip
def test_garbage_never_ends_in_a_trace(raw: bytes) -> None:
    try:
        done = call("check", "-", "--json", typed=raw)
    except StrategyFileRefused:
        return
    assert done.exit_code in (0, 1)
    assert json.loads(done.stdout)["usable"] == (done.exit_code == 0)


def test_the_schema_is_json() -> None:
    assert json.loads(call("schema").stdout)["title"] == "A strategy document"


@pytest.mark.parametrize(("text", "ppm"), [("1 %", 10_000), ("10%", 100_000), ("100", 1_000_000), ("2.5 %", 25_000)])
def test_a_share_is_read(text: str, ppm: int) -> None:
    assert ppm_of(text) == ppm


@pytest.mark.parametrize("text", ["0 %", "101 %", "-1", "some", "", "nan", "inf", "0.00001 %", "1e9"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ShareRefused, match="is no share"):
        ppm_of(text)


@pytest.mark.django_db
def test_what_ships_is_adopted_shown_and_listed() -> None:
    assert [one["standing"] for one in json.loads(call("list", "--json").stdout)] == ["ships", "ships"]
    assert "was not proposed" in call("show", "agency").stderr
    done = call("adopt", "small-business")
    assert "Edition 1 of small-business is proposed. Now: goodstanding simulate small-business" in done.stderr
    assert call("show", "small-business", "--text").stdout == text_of("small-business")
    assert "Edition 1 is proposed." in call("show", "small-business").stderr
    assert "proposed" in call("list").stdout
    with pytest.raises(EditionRefused, match="write edition: 2"):
        call("adopt", "small-business")
    with pytest.raises(NotShipped):
        call("adopt", "anything")
    with pytest.raises(NoSuchStrategy):
        call("show", "anything")


@pytest.mark.django_db
def test_the_operator_alone_publishes_nothing(tmp_path: Path) -> None:
    call("propose", written(tmp_path, SOUND))
    simulated("corner-shop")
    with pytest.raises(EditionRefused, match="somebody else has to publish it"):
        call("publish", "corner-shop")
    with pytest.raises(UserUnknown):
        call("publish", "corner-shop", "--by", SUSAN, "--password-stdin", typed="guess\n")
    let_in(SUSAN, Role.SUPERVISOR, own_password=False)
    with pytest.raises(NotProven, match="not the password"):
        call("publish", "corner-shop", "--by", SUSAN, "--password-stdin", typed="guess\n")
    with pytest.raises(NotProven, match="choose a password of their own first"):
        call("publish", "corner-shop", "--by", SUSAN, "--password-stdin", typed=f"{SECRET}\n")


@pytest.mark.django_db
def test_a_second_person_publishes_and_ramps_and_anybody_allowed_stops(tmp_path: Path) -> None:
    let_in(SUSAN, Role.SUPERVISOR)
    first = json.loads(call("propose", written(tmp_path, SOUND), "--json").stdout)
    assert first == {"strategy": "corner-shop", "edition": 1, "standing": "proposed", "unpublished": []}
    simulated("corner-shop")
    done = call("publish", "corner-shop", "--share", "1 %", "--by", SUSAN, "--password-stdin", typed=f"{SECRET}\n")
    assert "Edition 1 of corner-shop is published for 1 % of people." in done.stderr
    assert "holds for 10 % of people now" in call("ramp", "corner-shop", "10 %").stderr
    assert json.loads(call("ramp", "corner-shop", "100", "--json").stdout)["share_ppm"] == 1_000_000
    assert "nothing more is decided" in call("stop", "corner-shop").stderr
    assert json.loads(call("list", "--json").stdout)[0]["standing"] == "stopped"
    assert "goes on as it stood" in call("resume", "corner-shop").stderr
    call("propose", written(tmp_path, changed(("edition: 1", "edition: 2"))))
    simulated("corner-shop")
    call("publish", "corner-shop", "--share", "1 %", "--by", SUSAN, typed=f"{SECRET}\n")
    assert "is back with edition 1 for everybody" in call("end", "corner-shop").stderr
    assert json.loads(call("end", "corner-shop", "--json").stdout)["standing"] == "ended"


@pytest.mark.django_db
def test_whoever_proposes_in_their_own_name_leaves_the_publishing_to_the_operator(tmp_path: Path) -> None:
    let_in(STELLA, Role.STRATEGIST)
    call("propose", written(tmp_path, SOUND), "--by", STELLA, "--password-stdin", typed=f"{SECRET}\n")
    simulated("corner-shop")
    assert edition_of("corner-shop").proposed_by == f"user:{queries.user_by_email(STELLA).pk}"
    assert "for everybody" in call("publish", "corner-shop").stderr


@pytest.mark.django_db
def test_whoever_acts_needs_the_permission(tmp_path: Path) -> None:
    let_in("colin@example.com", Role.COLLECTOR)
    with pytest.raises(PermissionRefused):
        call("propose", written(tmp_path, SOUND), "--by", "colin@example.com", "--password-stdin", typed=f"{SECRET}\n")


@pytest.mark.django_db
def test_a_document_with_errors_is_not_proposed(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused):
        call("propose", written(tmp_path, changed(("grain: account", "grain: penny"))))


@pytest.mark.django_db
def test_texts_that_are_not_published_are_told_when_it_is_proposed(tmp_path: Path) -> None:
    done = call("propose", written(tmp_path, changed(("template: reminder", "template: unheard-of"))))
    assert "Publish these texts first: unheard-of by email, unheard-of by letter." in done.stderr


def test_the_command_line_checks_without_any_books(tmp_path: Path) -> None:
    """In a process of its own, with a data folder that stays empty."""
    done = call_outside("strategy", "check", written(tmp_path, "strategy: ["), folder=tmp_path / "books")
    assert done.returncode == 1
    assert done.stdout.startswith("1:12: This is not YAML")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "books").exists()

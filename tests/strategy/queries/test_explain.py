"""Every account's story is the story of its night: from the sealed sheet, with the deeds as the books hold them."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused, Scope
from goodstanding.access.role import Role
from goodstanding.money.amount import Amount
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.models import Debt
from goodstanding.strategy.explain.sealed import SheetGone
from goodstanding.strategy.explain.story import Story
from goodstanding.strategy.explain.telling import as_told
from goodstanding.strategy.models.night import Act, ActLine, Withheld
from goodstanding.strategy.queries.explain import StoryRefused, explain
from tests.strategy.nightly import AT, DAY, Nightly, one_night


@pytest.fixture(scope="module")
def nightly(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Nightly]:
    """Run one night for all tests of this file."""
    with django_db_blocker.unblock(), one_night(tmp_path_factory.mktemp("data")) as found:
        yield found


def told(nightly: Nightly, account_id: int, *, day: date = DAY, by: Actor = OPERATOR) -> Story:
    return explain(account_id, day=day, by=by, at=AT, folder=nightly.folder)


def test_every_kind_of_story_agrees_with_the_books(nightly: Nightly) -> None:
    planned = dict(ActLine.objects.filter(day=DAY).exclude(step="").values_list("debt_id", "step"))
    held = {debt: one.cause for one in Withheld.objects.all() for debt in one.debt_ids}
    kinds: dict[str, list[int]] = {}
    for number in Debt.objects.order_by("account_id").values_list("account_id", flat=True):
        kind = (planned.get(number) and f"step {planned[number]}") or held.get(number, "nothing")
        kinds.setdefault(kind, []).append(number)
    for kind, numbers in kinds.items():
        for number in numbers[:2]:
            story = told(nightly, number)
            assert story.origin.is_sealed
            assert story.sentence.endswith(".")
            if kind.startswith("step "):
                own = [deed for deed in story.deeds if deed.state == "planned" and deed.own_step]
                assert own[0].own_step == planned[number] == story.traces[0].step
                assert "because" in story.sentence
            elif kind == "nothing":
                assert story.sentence.startswith("Nothing")
            assert json.loads(json.dumps(as_told(story)))["sentence"] == story.sentence
    assert len(kinds) > 3


def test_what_the_night_noted_of_a_channel_is_what_every_rule_says(nightly: Nightly) -> None:
    looked = 0
    for line in ActLine.objects.filter(act_id__in=Act.objects.filter(day=DAY).exclude(tried="").values("id"))[:6]:
        story = told(nightly, line.debt_id)
        deed = next(one for one in story.deeds if one.act_id == line.act_id)
        for one in deed.tries:
            if one.verdict is None:
                continue
            looked += 1
            assert one.verdict.allowed is (one.became == "stands")
            if one.became == "refused":
                assert one.rule == one.verdict.rule_id
    assert looked > 0


def test_the_story_stays_that_of_its_night(nightly: Nightly) -> None:
    number = ActLine.objects.filter(day=DAY).exclude(step="").values_list("debt_id", flat=True).first()
    assert number is not None
    before = told(nightly, number)
    debt = Debt.objects.get(account_id=number)
    with transaction.atomic():
        record(number, Receipt(Amount(100, debt.currency), DAY, "card", "R-9"), by=OPERATOR, at=AT + timedelta(hours=9))
    assert told(nightly, number) == before


def test_a_day_without_a_night_is_worked_out_now_and_says_so(nightly: Nightly) -> None:
    number = (
        ActLine.objects.filter(step="").values_list("debt_id", flat=True).first() or Debt.objects.all()[0].account_id
    )
    story = told(nightly, number, day=DAY + timedelta(days=40))
    assert not story.origin.is_sealed
    assert story.origin.night is None
    assert "9 August 2026" in story.sentence


def test_what_is_worked_out_is_what_the_night_did(nightly: Nightly) -> None:
    """The day before had no night; the sheet of the day itself is worked out by the same functions."""
    number = ActLine.objects.filter(day=DAY).exclude(step="").values_list("debt_id", flat=True).first()
    assert number is not None
    story = told(nightly, number, day=DAY + timedelta(days=1))
    assert story.traces
    assert story.deeds == () or story.deeds[0].act_id is None


def test_an_account_the_night_never_saw_says_so(nightly: Nightly, monkeypatch: pytest.MonkeyPatch) -> None:
    number = Debt.objects.order_by("account_id").values_list("account_id", flat=True)[0]
    monkeypatch.setattr("goodstanding.strategy.queries.story.source.rows_of", lambda *_, **__: None)
    story = told(nightly, number)
    assert story.traces == ()
    assert story.origin.sheet == ""


def test_a_sheet_that_was_changed_or_is_gone_is_not_believed(nightly: Nightly) -> None:
    number = Debt.objects.order_by("account_id").values_list("account_id", flat=True)[0]
    sheet = next(nightly.folder.rglob("accounts-person-*.parquet"))
    content = sheet.read_bytes()
    sheet.unlink()
    with pytest.raises(SheetGone, match="is missing"):
        told(nightly, number)
    sheet.write_bytes(content)
    assert told(nightly, number).origin.sheet.endswith(sheet.name)


def test_an_unknown_account_and_one_of_another_client_are_refused(nightly: Nightly) -> None:
    with pytest.raises(StoryRefused, match="There is no account 99999999"):
        told(nightly, 99_999_999)
    number = Debt.objects.order_by("account_id").values_list("account_id", flat=True)[0]
    stranger = Actor("user:9", frozenset({Role.COLLECTOR}), Scope(clients=frozenset({99})))
    with pytest.raises(PermissionRefused):
        told(nightly, number, by=stranger)


def test_whoever_may_not_read_the_law_gets_the_story_without_it(nightly: Nightly) -> None:
    number = ActLine.objects.filter(day=DAY).exclude(step="").values_list("debt_id", flat=True).first()
    assert number is not None
    debt = Debt.objects.get(account_id=number)
    client = Actor("user:8", frozenset({Role.CLIENT_USER}), Scope(clients=frozenset({debt.client_id})))
    story = told(nightly, number, by=client)
    assert all(one.verdict is None for deed in story.deeds for one in deed.tries)
    assert story.sentence == told(nightly, number).sentence


@pytest.mark.django_db
def test_a_story_asks_the_books_a_bounded_number_of_questions(nightly: Nightly) -> None:
    number = ActLine.objects.filter(day=DAY).exclude(step="").values_list("debt_id", flat=True).first()
    assert number is not None
    with CaptureQueriesContext(connection) as asked:
        told(nightly, number)
    assert len(asked) < 200

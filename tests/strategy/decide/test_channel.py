"""By which channels a step may reach a person, in order."""

import pytest

from goodstanding.strategy.decide.channel import has_text, order_of
from tests.strategy.decide.cast import account, document, proposals, step

TEXTS = frozenset({"reminder/email/en", "reminder/sms/en", "reminder/letter/*", "reminder/email/es"})


@pytest.mark.parametrize(
    ("channels", "preferred", "language", "expected"),
    [
        (("email", "letter"), "", "en", ("email", "letter")),
        (("email", "letter"), "letter", "en", ("letter", "email")),
        (("email", "letter"), "sms", "en", ("email", "letter")),
        (("email", "sms", "letter"), "", "es", ("email", "letter")),
        (("email", "sms", "letter"), "sms", "fr", ("letter",)),
        (("email", "sms"), "", "fr", ()),
        (("email", "sms", "task"), "", "fr", ()),
        (("task", "email"), "", "en", ("email", "task")),
        (("email", "task"), "task", "en", ("email", "task")),
        (("task",), "", "fr", ("task",)),
        (("call", "email"), "", "fr", ("call",)),
        (("email", "email"), "email", "en", ("email",)),
        ((), "", "en", ()),
    ],
)
def test_the_order(channels: tuple[str, ...], preferred: str, language: str, expected: tuple[str, ...]) -> None:
    one = step("only", 1, channels=channels)
    assert order_of(one, preferred=preferred, language=language, templates=TEXTS) == expected


def test_a_text_is_one_of_its_language_or_of_every_language() -> None:
    assert has_text("reminder", channel="email", language="es", templates=TEXTS)
    assert not has_text("reminder", channel="sms", language="es", templates=TEXTS)
    assert has_text("reminder", channel="letter", language="es", templates=TEXTS)
    assert not has_text("", channel="letter", language="en", templates=TEXTS)


@pytest.mark.parametrize(
    ("preferred", "language", "expected"),
    [("es", "en", "es"), (None, "es", "es"), ("", "es", "es"), (None, None, "en"), (None, "", "en")],
)
def test_the_language_is_the_preferred_then_the_known_then_english(
    preferred: str | None, language: str | None, expected: str
) -> None:
    row = account(preferred_language=preferred, language=language)
    found = proposals([row], document(step("only", 1)), templates=TEXTS)
    assert found.messages["language"].to_pylist() == [expected]


def test_a_text_missing_for_every_channel_is_an_exception_with_client_and_portfolio() -> None:
    found = proposals([account(language="fr")], document(step("only", 1, channels=("email", "task"))), templates=TEXTS)
    assert (found.messages.num_rows, found.lines.num_rows, found.due) == (0, 0, 1)
    assert found.exceptions.to_pylist() == [
        {
            "person_id": 101, "account_id": 1, "client_id": 7, "portfolio_id": 3, "cause": "template not published",
            "reason": "The template reminder of the step only in the strategy house is not published in the language fr"
                      " for any of its channels.",
        }
    ]  # fmt: skip


def test_a_task_needs_no_text() -> None:
    found = proposals([account(language="fr")], document(step("only", 1, act="task", template="")), templates=TEXTS)
    assert found.messages["channels"].to_pylist() == ["task"]

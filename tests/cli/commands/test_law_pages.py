"""How the law is shown: what comes from a policy or a text is printed as it is, never taken for a style."""

from datetime import date

import pytest

from goodstanding.cli.commands.law_pages import explanation, table_of, value_line
from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.lawbook.telling import day_number, told_of


def test_brackets_in_a_cell_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    table_of([{"title": "calls [/bold] and [red]more[/red]"}], as_json=False)
    assert "calls [/bold] and [red]more[/red]" in capsys.readouterr().out


def test_a_value_is_told_with_its_day_and_source_and_an_unknown_one_says_so() -> None:
    rule = shipped().rule("us.regf.call_count")
    first, before = (
        {one["name"]: one for one in told_of(rule, day_number(day))["values"]}["calls_max"]
        for day in (date(2021, 11, 30), date(2021, 11, 29))
    )
    assert value_line(first).startswith("calls_max: [bold]7[/bold] calls, from 2021-11-30. ")
    assert value_line(before) == "calls_max: Nothing is known of the law of that day."


def test_every_shipped_rule_can_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for rule in shipped().rules():
        explanation(rule, day_number(date(2026, 11, 22)), as_json=False)
    assert "None yes or no" not in capsys.readouterr().out

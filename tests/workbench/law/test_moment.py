from datetime import UTC, datetime

import pytest

from goodstanding.workbench.law.moment import MomentUnreadable, for_form, local, read_moment

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        ("2026-05-05T10:00", NEW_YORK, "2026-05-05T14:00"),
        ("2026-01-05 10:00", NEW_YORK, "2026-01-05T15:00"),
        ("2026-05-05T10:00-07:00", NEW_YORK, "2026-05-05T17:00"),
        ("2026-05-05T10:00Z", NEW_YORK, "2026-05-05T10:00"),
        ("2026-05-05T10:00", "", "2026-05-05T10:00"),
        ("2026-05-05T10:00", "Nowhere/Land", "2026-05-05T10:00"),
        ("1970-01-01T00:00", "", "1970-01-01T00:00"),
        ("2100-12-31T23:59", "", "2100-12-31T23:59"),
    ],
)
def test_a_moment_is_on_the_clock_of_the_person(text: str, zone: str, utc: str) -> None:
    assert read_moment(text, zone=zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soon", "is not a moment"),
        ("2026-13-01T10:00", "is not a moment"),
        ("2026-05-05", "names no hour"),
        ("1969-12-31T23:59", "the years from 1970"),
        ("2101-01-01T00:00", "the years from 1970"),
        ("9999-12-31T23:59+14:00", "the years from 1970"),
        ("0001-01-01T00:00", "the years from 1970"),
        ("<script>", "is not a moment"),
    ],
)
def test_what_is_no_moment_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(MomentUnreadable, match=sentence):
        read_moment(text, zone=NEW_YORK)


def test_an_instant_is_shown_on_their_clock() -> None:
    at = datetime(2026, 5, 6, 2, 30, tzinfo=UTC)
    assert local(at, NEW_YORK) == "Tue 5 May 2026, 22:30 (America/New_York)"
    assert local(at, "") == "Wed 6 May 2026, 02:30 (UTC)"
    assert for_form(at, NEW_YORK) == "2026-05-05T22:30"

"""CSV of banks by profiles."""

import pytest

from goodstanding.payments.bank.csv_profile import Profile, ProfileRefused, profile_named, read_csv, read_profile
from goodstanding.payments.bank.statement import FileRefused

AMERICAN = b"""Date,Description,Amount,Balance
11/19/2026,"=HYPERLINK(""x"")",1500.25,2500.25
11/20/2026,FEE,-0.25,"2,500.00"
"""
GERMAN = """\
Auftragskonto;Buchungstag;Valutadatum;Verwendungszweck;Beguenstigter/Zahlungspflichtiger;Kontonummer/IBAN;Betrag;Waehrung
DE02;20.11.26;20.11.26;Gebühr;Bank;;-1.234,50;EUR
DE02;19.11.26;20.11.26;RE 17;Erika;DE99;2.000,00;EUR
""".encode("cp1252")


def test_the_american_profile() -> None:
    (statement,) = read_csv(AMERICAN, profile_named("american")).statements
    assert [entry.amount_minor for entry in statement.entries] == [150025, -25]
    # A formula is a text like any other.
    assert statement.entries[0].text == '=HYPERLINK("x")'
    assert (statement.opening_minor, statement.closing_minor, statement.off_minor) == (100000, 250000, 0)


def test_the_german_profile_turns_the_newest_first() -> None:
    (statement,) = read_csv(GERMAN, profile_named("german")).statements
    assert [(entry.amount_minor, entry.text) for entry in statement.entries] == [(200000, "RE 17"), (-123450, "Gebühr")]
    assert (statement.account, statement.currency, statement.off_minor) == ("DE02", "EUR", None)


@pytest.mark.parametrize(
    ("sign", "heading", "line", "expected"),
    [
        ("out_positive", "d,a", "2026-11-20,5.00", -500),
        ("side", "d,a,s", "2026-11-20,5.00,DR", -500),
        ("side", "d,a,s", "2026-11-20,5.00,CR", 500),
        ("two_columns", "d,i,o", "2026-11-20,5.00,", 500),
        ("two_columns", "d,i,o", "2026-11-20,,5.00", -500),
    ],
)
def test_every_rule_for_signs(sign: str, heading: str, line: str, expected: int) -> None:
    letters = {"d": "booked_date", "a": "amount", "s": "side", "i": "paid_in", "o": "paid_out"}
    columns = "\n".join(f"  {letters[name]}: {name}" for name in heading.split(","))
    profile = read_profile(f"sign: {sign}\ncurrency: USD\ncolumns:\n{columns}")
    (statement,) = read_csv(f"{heading}\n{line}\n".encode(), profile).statements
    assert [entry.amount_minor for entry in statement.entries] == [expected]


def test_lines_that_cannot_be_read_are_sentences() -> None:
    text = AMERICAN.replace(b"-0.25", b"-0,255").replace(b"11/19/2026", b"2026-11-19")
    assert read_csv(text, profile_named("american")).faults == (
        "Line 2: '2026-11-19' is not a day as profile american writes it.",
        "Line 3: 5 cells stand below a heading of 4.",
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("columns: 5", "map `columns`"),
        ("{", "not YAML"),
        ("columns: {amount: a}\ncurrency: USD", "needs columns for booked_date"),
        ("columns: {booked_date: d, amount: a}", "neither a currency"),
        ("columns: {booked_date: d, amount: a, owner: x}\ncurrency: USD", "no word owner"),
        ("columns: {booked_date: d, amount: a}\ncurrency: USD\nsign: maybe", "no rule for signs"),
        ("columns: {booked_date: d, amount: a}\ncurrency: USD\ndecimal: x", "decimal sign"),
        ("columns: {booked_date: d, amount: a}\ncurrency: USD\nskip_lines: x", "skip_lines"),
        ("!!python/object/apply:os.system ['true']", "not YAML"),
    ],
)
def test_a_profile_that_says_too_little_is_refused(text: str, why: str) -> None:
    with pytest.raises(ProfileRefused, match=why):
        read_profile(text)


def test_a_profile_that_does_not_ship_is_named() -> None:
    with pytest.raises(ProfileRefused, match="there are american, german"):
        profile_named("../../etc/passwd")


def test_a_file_that_does_not_fit_is_refused() -> None:
    profile: Profile = profile_named("german")
    for data, why in ((AMERICAN, "wants columns"), (GERMAN.split(b"\n")[0], "no line"),
                      (GERMAN.replace(b"DE02;20", b"DE03;20"), "mixes accounts")):  # fmt: skip
        with pytest.raises(FileRefused, match=why):
            read_csv(data, profile)

import random
from pathlib import Path

from goodstanding.parties.contact_point import ContactPointRefused, Point, read_address, read_email, read_phone
from tests.ingestion.trial import weighed

MAP = """
map: 1
records:
  - person: {reference: {column: Id}, name: Ann Larch}
  - contact_point: {kind: {column: Kind}, value: {column: Value}, country: {column: Country}, region: {column: Region}}
"""
EMAILS = ["Ann@Example.COM", "a.b+c@example.org", "a_b@x.example.net", "no-at.example.com", "a@b",
          "a@-x.example", "ä@example.com",
          "a..b@example.com", "mailto:a@example.com", "x" * 65 + "@example.com", "x" * 64 + "@example.com",
          "a@example..com", "@example.com",
          "a b@example.com", "a@münchen.example", '"a"@example.com', "a@example.com.", "A-1@1.example"]  # fmt: skip
PHONES = ["(212) 555-0123", "212-555-0123", "212.555.0123", "2125550123", "+1 212 555 0123", "1-212-555-0123",
          "+44 20 7946 0123",
          "555-0123", "call me", "12125550123", "0212 555 0123", "(512)555-0199 ext 5", "1 (808) 555-0100",
          "112-555-0123",
          "+12125550123", "212 555 01234", "800-555-0100", "500-555-0100"]  # fmt: skip


def parse(kind: str, value: str, country: str) -> Point | str:
    try:
        return read_email(value) if kind == "email" else read_phone(value, country=country)
    except ContactPointRefused as refusal:
        return str(refusal)


def agree(folder: Path, given: list[tuple[str, str, str]]) -> None:
    rows = "".join(
        f'{number};{kind};"{value.replace(chr(34), chr(34) * 2)}";{country};\n'
        for number, (kind, value, country) in enumerate(given)
    )
    trial = weighed(folder, "Id;Kind;Value;Country;Region\n" + rows, by=MAP)
    columns = "value, search_value, coalesce(country, ''), zones"
    read = {row: point for row, *point in trial.rows(f"SELECT row, {columns} FROM contact_point")}
    refused = {row: reason for row, _, _, reason in trial.rejections()}
    for number, (kind, value, country) in enumerate(given):
        expected = parse(kind, value, country)
        if isinstance(expected, str):
            assert refused.get(number + 2) == expected, value
        else:
            told = [expected.value, expected.search_value, expected.country, list(expected.zones)]
            assert read.get(number + 2) == told, value


def test_emails_are_read_as_they_are_one_by_one(tmp_path: Path) -> None:
    agree(tmp_path, [("email", text, "") for text in EMAILS])


def test_phones_are_read_as_they_are_one_by_one(tmp_path: Path) -> None:
    agree(tmp_path, [("phone", text, country) for text in PHONES for country in ("US", "CA", "GB", "")])


def test_any_number_of_north_america_is_read_by_its_first_six_digits(tmp_path: Path) -> None:
    """The short way is only right if the last four digits decide nothing: tried on prefixes all over the plan."""
    chance = random.Random(11)
    prefixes = [f"{chance.randrange(200, 1000)}{chance.randrange(200, 1000)}" for _ in range(400)]
    given = [("phone", f"{prefix}{chance.randrange(10_000):04d}", "US") for prefix in prefixes for _ in range(3)]
    agree(tmp_path, given)


def test_addresses_are_read_from_their_lines(tmp_path: Path) -> None:
    rows = ['1;address;"Elm Road 5\nBack house";usa;Texas', "2;address;;US;", "3;address;...;US;"]
    text = "\n".join(["Id;Kind;Value;Country;Region", *rows])
    trial = weighed(tmp_path, text, by=MAP)
    expected = read_address(["Elm Road 5", "Back house"], region="Texas", country="US")
    found = trial.rows("SELECT row, value, search_value, country, region, zones FROM contact_point")
    assert found == [(2, expected.value, expected.search_value, "US", "TX", list(expected.zones))]
    assert [row for row, *_ in trial.rejections()] == [5]


def test_a_country_that_is_none_rejects_the_row(tmp_path: Path) -> None:
    trial = weighed(tmp_path, "Id;Kind;Value;Country;Region\n1;phone;212 555 0123;Atlantis;\n", by=MAP)
    assert "no country" in trial.rejections()[0][3]

from pathlib import Path

from goodstanding.parties.person import search_key, split_name, tidy
from tests.ingestion.trial import weighed

MAP = """
map: 1
records:
  - person: {reference: {column: Id}, name: {column: Name}, kind: {column: Kind, default: person}}
"""
NAMES = [
    "Ann Larch", "  Ann   Larch ", "O'Brien Maple", "Łukasz Groß", "Dr. Fern", "Dr Fern", "mr Elm", "Larch",
    "Ann van der Berg",
    "Berg, Anna", "Ann B. Larch", "Larch Jr.", "José Ñandú", "Anna-Maria Elm", "Ann `x` Larch", "山田 太郎",
    "A/B Trading & Co.",
    "Ann  Larch III", "van Berg", "Prof. Dr. Ann Larch", "X1 Y2", "d'Arc Joan", "Ms. Maple", "Anna\tLarch",
]  # fmt: skip


def test_names_are_read_as_they_are_one_by_one(tmp_path: Path) -> None:
    rows = "".join(f'{number};"{name}";\n' for number, name in enumerate(NAMES))
    trial = weighed(tmp_path, "Id;Name;Kind\n" + rows, by=MAP)
    assert trial.rejections() == []
    found = trial.rows("SELECT display_name, search_name, given_name, family_name FROM person ORDER BY row")
    for name, read in zip(NAMES, found, strict=True):
        parts = split_name(tidy(name))
        assert read == (tidy(name), search_key(name), parts.given or None, parts.family or None), name


def test_organisations_are_not_taken_apart(tmp_path: Path) -> None:
    trial = weighed(tmp_path, "Id;Name;Kind\n1;Maple Dental;organisation\n2;Ann Larch;person\n", by=MAP)
    assert trial.rows("SELECT given_name, family_name FROM person ORDER BY row") == [(None, None), ("Ann", "Larch")]


def test_a_name_without_a_letter_is_rejected(tmp_path: Path) -> None:
    trial = weighed(tmp_path, "Id;Name;Kind\n1;...;\n2;Ann;\n3;¿?;\n", by=MAP)
    assert [(row, reason) for row, _, _, reason in trial.rejections()] == [
        (2, "A person needs a name."),
        (4, "A person needs a name."),
    ]

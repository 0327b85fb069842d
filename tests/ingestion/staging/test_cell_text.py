import pytest

from goodstanding.ingestion.mapping.document import Field
from goodstanding.ingestion.staging.cell_text import BLANKS, lookup_reason, text_of
from tests.ingestion.staging.sheet import column, sheet, texts

STATES = {"Y": "open", "N": "closed"}
LOOKED_UP_ONLY = "The map looks up only: Y, N."


def read(field: Field, *cells: str, empty: tuple[str, ...] = ()) -> list[str]:
    staged = [f"c{place}" for place in range(len(field.columns))]
    return column(texts(*cells, empty=empty), text_of(field, staged=staged))


def test_blanks_around_a_cell_are_taken_off() -> None:
    cells = [f"{blank}two  words{blank}" for blank in BLANKS]
    assert read(Field(columns=("A",)), *cells, " \u00a0 ") == [*["two  words"] * len(BLANKS), ""]


def test_texts_that_mean_nothing_become_nothing() -> None:
    cells = ("NULL", " n/a ", "null", "NULLARBOR", "")
    assert read(Field(columns=("A",)), *cells, empty=("NULL", "n/a")) == ["", "", "null", "NULLARBOR", ""]


@pytest.mark.parametrize(
    ("join", "joined"), [(" ", "Ann Fake"), (", ", "Ann, Fake"), ("\n", "Ann\nFake"), ("'", "Ann'Fake")]
)
def test_columns_are_joined(join: str, joined: str) -> None:
    text = text_of(Field(columns=("A", "B", "C"), join=join), staged=["c0", "c1", "c2"])
    work = sheet((" Ann ", "", "Fake"), ("-", "Fake", " "), ("", "-", ""), empty=("-",))
    assert column(work, text) == [joined, "Fake", ""]


def test_a_constant_is_the_same_in_all_rows() -> None:
    assert read(Field(constant="it's"), "x", "y") == ["it's", "it's"]
    assert read(Field(), "x") == [""]


@pytest.mark.parametrize(("case", "found"), [("upper", "MÜLLER 1"), ("lower", "müller 1"), (None, "Müller 1")])
def test_capitals_are_changed_if_the_map_says_so(case: str | None, found: str) -> None:
    field = Field(columns=("A",), case="upper" if case == "upper" else "lower" if case == "lower" else None)
    assert read(field, "Müller 1") == [found]


@pytest.mark.parametrize(("otherwise", "unknown"), [("reject", ""), ("empty", ""), ("keep", "maybe")])
def test_words_are_looked_up(otherwise: str, unknown: str) -> None:
    left = "keep" if otherwise == "keep" else "empty" if otherwise == "empty" else "reject"
    field = Field(columns=("A",), lookup=STATES, otherwise=left)  # type: ignore[arg-type]
    assert read(field, " Y ", "N", "maybe", "") == ["open", "closed", unknown, ""]


def test_a_default_stands_where_nothing_is_left() -> None:
    field = Field(columns=("A",), lookup=STATES, otherwise="empty", default="unknown")
    assert read(field, "Y", "maybe", "", "-", empty=("-",)) == ["open", "unknown", "unknown", "unknown"]


def test_the_order_of_working_is_case_lookup_default() -> None:
    field = Field(columns=("A",), case="upper", lookup={"Y": "yes", "": "nothing"}, otherwise="keep", default="empty")
    assert read(field, "y", "n") == ["yes", "N"]
    assert read(Field(columns=("A",), case="upper", default="small"), "") == ["small"]


def test_only_a_lookup_that_rejects_gives_a_reason() -> None:
    rejecting = Field(columns=("A",), lookup=STATES, case="upper", default="other")
    sql = lookup_reason(rejecting, staged=["c0"])
    assert sql is not None
    found = column(texts("y", "maybe", "", "-", " N ", empty=("-",)), sql)
    assert found == [None, LOOKED_UP_ONLY, None, None, None]
    assert lookup_reason(Field(columns=("A",)), staged=["c0"]) is None
    assert lookup_reason(Field(columns=("A",), lookup=STATES, otherwise="keep"), staged=["c0"]) is None
    assert lookup_reason(Field(columns=("A",), lookup=STATES, otherwise="empty"), staged=["c0"]) is None


def test_a_reason_names_twenty_words_at_most() -> None:
    words = {f"w{number}": "x" for number in range(21)}
    sql = lookup_reason(Field(columns=("A",), lookup=words), staged=["c0"])
    assert sql is not None
    sentence = column(texts("unknown"), sql)[0]
    assert "w19." in sentence and "w20" not in sentence

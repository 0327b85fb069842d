"""Plain text: lines that fit, columns that stand under each other."""

from hypothesis import given
from hypothesis import strategies as some

from goodstanding.outreach.template.rendering.passage import Head, Passage, Points, Prose, Rows, Run, Runs, Step
from goodstanding.outreach.template.rendering.prose import WIDTH, line, lines, sentences, width


def run(text: str) -> Runs:
    return (Run(text),)


def table(*rows: tuple[str, str]) -> Rows:
    return Rows(
        (), (run("Item"), run("Open")), ("left", "right"), tuple(tuple(run(one) for one in row) for row in rows)
    )


def test_columns_stand_under_each_other_and_numbers_to_the_right() -> None:
    assert lines([table(("A", "USD 5.00"), ("Bcd", "USD 1,234.50"))]).splitlines() == [
        "Item          Open",
        "----  ------------",
        "A         USD 5.00",
        "Bcd   USD 1,234.50",
    ]


def test_a_table_that_is_too_wide_becomes_lines() -> None:
    assert lines([table(("A" * 60, "USD 5.00 in all of it"))]).splitlines() == [
        f"Item: {'A' * 60}", "Open: USD 5.00 in all of it",
    ]  # fmt: skip


def test_headings_lists_and_steps() -> None:
    told = lines([Head(run("Now")), Points((run("a"), run("word " * 20))), Step(run("Pay here"), "https://e.test/1")])
    assert told == (
        "Now\n---\n\n- a\n- word word word word word word word word word word word word word word word\n"
        "  word word word word word\n\nPay here:\nhttps://e.test/1\n"
    )


def test_what_is_short_is_one_line_and_what_is_spoken_a_line_each() -> None:
    passages: list[Passage] = [Prose(run("One.\nTwo.")), Step(run("Pay:"), "https://e.test")]
    assert line(passages) == "One. Two. Pay: https://e.test"
    assert sentences([Prose(run("One.")), Points((run("a"), run("b")))]) == "One.\n- a\n- b"


@given(some.text(alphabet=some.characters(categories=["L", "N", "P", "Zs"]), max_size=400))
def test_no_line_is_wider_than_it_may_be_unless_a_word_is(text: str) -> None:
    for one in lines([Prose(run(text))]).splitlines():
        assert len(one) <= WIDTH or len(one.split()) == 1 or "\u00a0" in text or not one.isascii()


def test_wide_letters_count_twice() -> None:
    assert width("日本e\u0301") == 5
    assert lines([table(("日本", "1"), ("abcd", "2"))]).splitlines()[2:] == ["日本     1", "abcd     2"]

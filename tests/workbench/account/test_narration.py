from goodstanding.workbench.account import narration


def test_every_kind_is_a_sentence_also_an_unknown_one() -> None:
    assert narration.sentence("access.user_let_in") == "User let in."
    assert narration.sentence("ledger.posted") == "Ledger: posted."
    assert narration.sentence("ingestion.chunk_entered", rows_count=2000) == "Chunk entered (2,000 rows)."
    assert narration.sentence("odd") == "Odd."


def test_facts_are_told_and_empty_ones_left_out() -> None:
    facts = {
        "amount_minor": 5,
        "reason": "",
        "is_new": True,
        "parts": [["principal", 3]],
        "was": {"due_date": None, "n": 0},
    }
    assert narration.details(facts) == [
        ("amount minor", "5"), ("is new", "yes"), ("parts", "principal, 3"), ("was", "due date , n 0"),
    ]  # fmt: skip


def test_a_long_fact_is_cut_and_not_all_are_told() -> None:
    assert narration.details({"x": "y" * 500})[0][1].endswith("…")
    assert len(narration.details({str(number): 1 for number in range(99)})) == narration.FACTS_SHOWN


def test_erased_words_are_said_to_be_erased() -> None:
    assert "Erased" in narration.details(None)[0][1]


def test_who_did_it_is_named() -> None:
    assert narration.who("user:7", names={7: "Fern Sample"}) == "Fern Sample"
    assert narration.who("user:8", names={}) == "user 8"
    assert narration.who("operator", names={}) == "operator"

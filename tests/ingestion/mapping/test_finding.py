from goodstanding.ingestion.mapping.finding import Finding, MapRefused, unknown


def test_all_findings_stand_in_one_refusal() -> None:
    refusal = MapRefused([Finding("record 1", "This is wrong."), Finding("record 2", "So is this.")])
    assert str(refusal).splitlines() == [
        "The map cannot be used; 2 things are to be mended:",
        "  record 1: This is wrong.",
        "  record 2: So is this.",
    ]
    assert "one thing is" in str(MapRefused([Finding("map", "This is wrong.")]))


def test_an_unknown_word_is_refused_with_the_nearest() -> None:
    assert unknown("amuont", known=["amount", "due_date"], what="field").endswith("Did you mean 'amount'?")
    assert unknown("zzz", known=["amount", "due_date"], what="field").endswith("Known are: amount, due_date.")

from datetime import date

from goodstanding.ingestion.mapping.finding import Finding
from goodstanding.ingestion.mapping.outline import Outline


def outline(value: object, findings: list[Finding]) -> Outline:
    return Outline(value, where="here", known=["one", "two"], findings=findings)


def test_good_values_are_handed_out() -> None:
    findings: list[Finding] = []
    found = outline({"one": "3", "two": ["a", "b"]}, findings)
    assert (found.text("one"), found.number("one", least=1, most=3), found.texts("two")) == ("3", 3, ("a", "b"))
    assert outline({"one": "2026-01-31"}, findings).day("one") == date(2026, 1, 31)
    assert outline({"one": "yes"}, findings).flag("one") and not outline({}, findings).flag("one")
    assert outline({"one": "b"}, findings).word("one", among=("a", "b")) == "b"
    assert findings == []


def test_everything_wrong_is_noted_and_nothing_stops() -> None:
    findings: list[Finding] = []
    outline("text", findings)
    outline({"three": "x"}, findings)
    wrong = outline({"one": ["x"], "two": {"a": "b"}}, findings)
    assert (wrong.text("one"), wrong.texts("two")) == (None, ())
    for text in ("0", "4", "x", "1.5", "²"):
        assert outline({"one": text}, findings).number("one", least=1, most=3) is None
    assert outline({"one": "31.01.2026"}, findings).day("one") is None
    outline({"one": "perhaps"}, findings).flag("one")
    outline({"one": "c"}, findings).word("one", among=("a", "b"))
    assert len(findings) == 2 + 2 + 5 + 3
    assert Finding("here", "'three' is not a known word here. Known are: one, two.") in findings

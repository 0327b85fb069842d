"""Figures of how well replies are read, and what they may not fall below."""

from importlib import resources

from goodstanding.outreach.reply.reading.measuring import Judged, figures, judged, told
from goodstanding.outreach.reply.reading.trained import classifier, phrases

NOTHING: frozenset[str] = frozenset()


def test_precision_recall_and_what_was_seen() -> None:
    found = [
        Judged("dispute", "dispute", is_sure=True, besides=NOTHING),
        Judged("dispute", "paid", is_sure=True, besides=NOTHING),
        Judged("dispute", "paid", is_sure=False, besides=NOTHING),
        Judged("dispute", "stop", is_sure=True, besides=frozenset({"dispute"})),
        Judged("paid", "paid", is_sure=True, besides=NOTHING),
    ]
    by_label = {one.label: one for one in figures(found)}
    assert by_label["dispute"][1:] == (4, 1.0, 0.25, 0.75)
    assert by_label["paid"][1:] == (1, 0.3333, 1.0, 1.0)
    assert by_label["stop"][1:] == (0, 0.0, None, None)
    whole = told(found)
    assert (whole["right"], whole["without_a_person"], whole["legal_recall"], whole["legal_seen"]) == (
        0.4, 0.8, 0.25, 0.75,
    )  # fmt: skip


def test_what_the_law_waits_for_is_not_passed_over() -> None:
    """On phrases of writers that neither the rules nor the classifier had seen when they were made."""
    held_out = phrases(resources.files("goodstanding.outreach.reply").joinpath("held_out"))
    whole = told(judged(held_out, classifier()))
    assert whole["legal_recall"] >= 0.95
    assert whole["legal_seen"] >= 0.95
    assert whole["right_without_a_person"] >= 0.9

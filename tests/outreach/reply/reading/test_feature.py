"""Features of a text."""

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.reply.reading.body import plain
from goodstanding.outreach.reply.reading.feature import WORDS_MOST, features, weighed


def test_words_pairs_pieces_and_rules_are_features() -> None:
    names = [one.name for one in features("i paid 50")]
    assert {"w:i", "w:paid", "w:i paid", "w:00", "c: pai", "c:paid "} <= set(names)
    assert "r:prove it or it is wrong" in {one.name for one in features("i dispute this debt")}


def test_every_feature_stands_somewhere() -> None:
    text = "no debo 50, i paid"
    assert all(0 <= one.start < one.end <= len(text) for one in features(text))


def test_each_block_counts_the_same_however_long_a_text_is() -> None:
    idf = {"w:a": 1.0, "w:b": 2.0, "c: a ": 1.0}
    short, long = weighed(["w:a", "w:b"], idf), weighed(["w:a", "w:b"] * 50, idf)
    for told in (short, long):
        assert abs(sum(value**2 for value in told.values()) - 1.0) < 1e-9
    assert weighed(["w:unknown"], idf) == {}


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    list(features(plain(text)))


def test_a_flood_ends() -> None:
    assert sum(one.name.startswith("w:") for one in features("word " * 10_000)) <= 2 * WORDS_MOST

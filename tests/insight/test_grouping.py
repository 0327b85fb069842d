import pytest

from goodstanding.insight.grouping import Grouping, GroupingRefused, parse


@pytest.mark.parametrize("text", ["portfolio", "client", "attribute:region", "attribute:a:b"])
def test_what_is_read_is_written_the_same(text: str) -> None:
    assert str(parse(text)) == text


def test_an_attribute_keeps_its_name() -> None:
    assert parse("attribute:Sales region") == Grouping("attribute", "Sales region")


@pytest.mark.parametrize("text", ["", "region", "attribute", "attribute:", "Portfolio"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(GroupingRefused, match="nothing to group by"):
        parse(text)

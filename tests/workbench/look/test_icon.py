from xml.etree import ElementTree

import pytest

from goodstanding.workbench.look.icon import STROKES, drawn


@pytest.mark.parametrize("name", STROKES)
def test_every_picture_is_well_formed_and_silent(name: str) -> None:
    picture = ElementTree.fromstring(drawn(name))  # noqa: S314  Our own constant text.
    assert picture.get("aria-hidden") == "true"
    assert "style" not in picture.attrib


def test_an_unknown_picture_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError):
        drawn("unicorn")

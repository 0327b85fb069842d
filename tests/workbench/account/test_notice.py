from datetime import date

import pytest

from goodstanding.parties.circumstance import KINDS
from goodstanding.workbench.account import notice
from goodstanding.workbench.look.icon import STROKES

MAY = date(2026, 5, 6)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_circumstance_has_words_and_a_picture_of_its_own(kind: str) -> None:
    told = notice.of_circumstance(kind, since=MAY, source="letter")
    assert told.icon in STROKES
    assert told.icon != "warning"
    assert told.note == "Since 6 May 2026; source: letter."


def test_a_circumstance_nobody_wrote_words_for_is_still_told() -> None:
    assert notice.of_circumstance("abroad", since=MAY, source="letter").text == "The debtor is abroad."


def test_the_gravest_comes_first_and_the_rest_keeps_its_order() -> None:
    hold = notice.of_hold("complaint", since=MAY, until=None, note="")
    dispute = notice.of_dispute("the whole debt", since=MAY, reason="")
    gone = notice.of_withdrawal(MAY)
    assert notice.ordered([hold, dispute, gone]) == [gone, hold, dispute]


def test_a_hold_says_until_when() -> None:
    assert (
        notice.of_hold("legal", since=MAY, until=date(2026, 6, 1), note="").note == "Since 6 May 2026 until 1 Jun 2026."
    )
    assert "no end set" in notice.of_hold("legal", since=MAY, until=None, note="").note


def test_a_representative_is_named_with_their_role() -> None:
    told = notice.of_representative("Linden Placeholder", role="attorney", since=MAY, source="letter")
    assert told.text == "Linden Placeholder speaks for the debtor, as attorney."

from dataclasses import replace

import pytest

from tests.disputes.notice.sample import LAW, NOTICE


@pytest.mark.parametrize(
    ("decided", "financial", "points"), [(None, True, True), (None, False, False), (True, False, True)]
)
def test_the_bureau_is_named_where_owed_or_wanted(decided: bool | None, financial: bool, points: bool) -> None:
    notice = replace(
        NOTICE,
        obligation=replace(NOTICE.obligation, is_financial=financial),
        options=replace(NOTICE.options, cfpb_pointer=decided),
    )
    assert notice.points_to_cfpb is points


def test_the_front_refers_to_the_reverse_when_something_is_there() -> None:
    assert not NOTICE.points_to_reverse
    assert replace(NOTICE, reverse=(LAW,)).points_to_reverse


def test_offering_spanish_is_remembered() -> None:
    assert NOTICE.offers_spanish
    assert replace(NOTICE, options=replace(NOTICE.options, spanish_offer=False)).offers_spanish
    assert not replace(
        NOTICE, options=replace(NOTICE.options, spanish_offer=False, prompt_spanish=False)
    ).offers_spanish

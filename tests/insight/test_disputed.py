from goodstanding.insight.disputed import Disputed
from goodstanding.insight.metric import written


def test_shares_by_amount_and_by_count_differ() -> None:
    disputed = Disputed(disputed_n=27, disputed_minor=180_684, all_n=84, all_minor=511_985)
    assert written(disputed.share_by_amount) == "35.2909"
    assert written(disputed.share_by_count) == "32.1429"


def test_of_nothing_there_is_no_share() -> None:
    nothing = Disputed(disputed_n=0, disputed_minor=0, all_n=0, all_minor=0)
    assert nothing.share_by_amount is None
    assert nothing.share_by_count is None

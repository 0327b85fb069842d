import pytest

from goodstanding.sample_book.chance import dice, happens, pick


def test_the_same_purpose_gives_the_same_dice() -> None:
    assert dice(1, "name", 17).random() == dice(1, "name", 17).random()


@pytest.mark.parametrize("other", [(2, "name", 17), (1, "town", 17), (1, "name", 18)])
def test_another_purpose_gives_other_dice(other: tuple[int, str, int]) -> None:
    assert dice(1, "name", 17).random() != dice(*other).random()


def test_what_never_and_what_always_happens() -> None:
    thrown = dice(1, "edge")
    assert not any(happens(thrown, percent=0) for _ in range(500))
    assert all(happens(thrown, percent=100) for _ in range(500))


def test_things_are_picked_by_weight_and_never_without() -> None:
    thrown = dice(1, "weights")
    picked = [pick(thrown, [("often", 9), ("seldom", 1), ("never", 0)]) for _ in range(2_000)]
    assert 150 < picked.count("seldom") < 250
    assert "never" not in picked


def test_a_negative_weight_is_a_mistake() -> None:
    with pytest.raises(AssertionError):
        pick(dice(1, "wrong"), [("a", -3), ("b", 4)])

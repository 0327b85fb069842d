"""Plans that were made up: kept the more often, the more room they left and where a mandate paid them."""

from random import Random

from goodstanding.arrangements.affordability.chance.feature import Features
from goodstanding.arrangements.affordability.chance.fitting import Finished

ONE = Features(5_000, 10_000, 1, 1, 12, has_mandate=False, arrears_days=90, on_payday=False)


def plans(many: int, *, seed: int = 69) -> list[Finished]:
    chance = Random(seed)
    found = []
    for _ in range(many):
        one = Features(
            chance.randrange(1_000, 12_000), chance.choice([None, 10_000, 20_000]), chance.randrange(4),
            chance.randrange(4), chance.randrange(2, 40), chance.random() < 0.5, chance.randrange(400),
            chance.random() < 0.5,
        )  # fmt: skip
        room = 1 - one.monthly_minor / (one.surplus_minor or 8_000)
        likely = 0.25 + 0.4 * max(room, 0) + 0.25 * one.has_mandate - 0.05 * one.promises_broken
        found.append(Finished(one, chance.random() < likely))
    return found

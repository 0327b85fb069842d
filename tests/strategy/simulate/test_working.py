"""What is worked for a simulation is held to the night itself in tests/strategy/operations/test_simulating.py."""

from goodstanding.strategy.simulate.working import Sealed


def test_the_sheets_of_a_chunk_are_named_with_their_hashes() -> None:
    accounts, items = Sealed(("accounts.parquet", "aa"), ("items.parquet", "bb"))
    assert (accounts[1], items[0]) == ("aa", "items.parquet")

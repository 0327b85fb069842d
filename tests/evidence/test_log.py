"""The Merkle tree agrees with the published test vectors and with another implementation."""

from hashlib import sha256

import pymerkle
import pytest

from goodstanding.evidence import log

# The eight leaves and the roots over the first 1 to 8 of them that Certificate Transparency logs are tested with.
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert log.root([]) == log.Frontier().root() == log.EMPTY_ROOT == sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_published_ones(size: int) -> None:
    assert log.root(log.leaf_hash(leaf) for leaf in LEAVES[:size]).hex() == ROOTS[size - 1]


def test_a_frontier_knows_every_root_on_the_way() -> None:
    frontier = log.Frontier()
    for size, leaf in enumerate(LEAVES, start=1):
        frontier.append(log.leaf_hash(leaf))
        assert (frontier.size, frontier.root().hex()) == (size, ROOTS[size - 1])


def test_three_ways_to_a_root_agree() -> None:
    other = pymerkle.InmemoryTree(algorithm="sha256")
    frontier, hashes = log.Frontier(), []
    for number in range(300):
        leaf = b"entry %d" % number
        other.append_entry(leaf)
        hashes.append(log.leaf_hash(leaf))
        frontier.append(hashes[-1])
        assert other.get_leaf(number + 1) == hashes[-1]
        assert frontier.root() == log.root(hashes) == other.get_root()


def test_a_frontier_can_be_stored_and_taken_up_again() -> None:
    frontier = log.Frontier()
    for number in range(100):
        frontier = log.Frontier.unpacked(number, frontier.packed())
        frontier.append(log.leaf_hash(b"%d" % number))
    assert frontier.root() == log.root(log.leaf_hash(b"%d" % number) for number in range(100))


def test_appending_names_every_complete_subtree_once() -> None:
    frontier, hashes = log.Frontier(), [log.leaf_hash(b"%d" % number) for number in range(64)]
    nodes = [node for leaf in hashes for node in frontier.append(leaf)]
    assert len(nodes) == len({(node.level, node.index) for node in nodes}) == 63
    for node in nodes:
        assert node.hash == log.root(hashes[node.index << node.level : (node.index + 1) << node.level])


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = log.leaf_hash(b"a"), log.leaf_hash(b"b")
    assert log.node_hash(left, right) != log.leaf_hash(left + right)


@pytest.mark.parametrize(("size", "hashes"), [(1, 0), (1, 2), (3, 1), (-1, 0)])
def test_a_frontier_that_makes_no_sense_is_a_mistake(size: int, hashes: int) -> None:
    with pytest.raises(AssertionError):
        log.Frontier(size, [log.EMPTY_ROOT] * hashes)


def test_hashes_unpack_in_whole_pieces() -> None:
    assert log.unpack(b"a" * 64) == [b"a" * 32] * 2
    with pytest.raises(AssertionError):
        log.unpack(b"a" * 63)

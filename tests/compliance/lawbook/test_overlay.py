"""The lawbook with policies of a house over it: for the books and for workers of the night."""

from pathlib import Path

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.lawbook.overlay import lawbook_of
from goodstanding.compliance.lawbook.value import LawbookRefused


def files_of(pack: str) -> dict[str, str]:
    """Return the files of a pack that ships, called by another name, as a policy of the house would be."""
    found = shipped().pack(pack)
    return {
        str(path.relative_to(found.folder)): path.read_text().replace(pack, "house.test")
        for path in sorted(Path(found.folder).rglob("*"))
        if path.is_file() and path.suffix in (".yaml", ".md")
    }


def test_without_policies_it_is_the_lawbook_that_ships() -> None:
    assert lawbook_of(()) is shipped()


def test_policies_come_over_it_and_are_read_once() -> None:
    smallest = min(shipped().packs, key=lambda pack: len(pack.rules))
    policies = (files_of(smallest.id),)
    found = lawbook_of(policies)
    assert {pack.id for pack in found.packs} == {pack.id for pack in shipped().packs} | {"house.test"}
    assert found.edition != shipped().edition
    assert lawbook_of(policies) is found


def test_a_policy_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(LawbookRefused):
        lawbook_of(({"pack.yaml": "nothing: of the kind"},))

import csv
import hashlib
from pathlib import Path

import yaml

from goodstanding.sample_book.files import CLIENTS, COLUMNS, KINDS, copied_map, write
from goodstanding.sample_book.portfolio import FOUNDING_OWNER
from tests.sample_book.sample import AS_OF, SEED, book


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", SEED), ("b", SEED), ("c", SEED + 1)):
        write(tmp_path / name, seed=seed, debtors=120, as_of=AS_OF)
    assert digest(tmp_path / "a") == digest(tmp_path / "b") != digest(tmp_path / "c")


def test_every_account_bill_and_payment_is_written(tmp_path: Path) -> None:
    found = write(tmp_path, seed=SEED, debtors=400, as_of=AS_OF)
    assert [one.client for one in found] == [client for client in CLIENTS for _ in KINDS]
    counts = {kind: sum(len(rows(one.file)) for one in found if one.map.stem == kind) for kind in KINDS}
    assert counts == {
        "accounts": 400,
        "bills": sum(len(account.debt.items) for account in book()[:400]),
        "payments": sum(len(account.history.receipts) for account in book()[:400]),
    }


def test_a_file_without_rows_is_not_brought_in(tmp_path: Path) -> None:
    found = write(tmp_path, seed=SEED, debtors=1, as_of=AS_OF)
    assert {one.client for one in found} == {"Harbor Specimen Bank"}
    assert not write(tmp_path / "none", seed=SEED, debtors=0, as_of=AS_OF)


def test_amounts_have_the_decimals_of_their_currency(tmp_path: Path) -> None:
    write(tmp_path, seed=SEED, debtors=60, as_of=AS_OF)
    decimals: dict[str, set[int]] = {}
    for row in rows(tmp_path / "foundry-specimen-supply-bills.csv"):
        decimals.setdefault(row["currency"], set()).add(len(row["principal"].partition(".")[2]))
    assert decimals["USD"] == decimals["EUR"] == decimals["GBP"] == {2}
    assert (decimals["JPY"], decimals["KWD"]) == ({0}, {3})


def test_a_sold_debt_names_its_first_creditor(tmp_path: Path) -> None:
    write(tmp_path, seed=SEED, debtors=20, as_of=AS_OF)
    creditors = {row["original_creditor"] for row in rows(tmp_path / "harbor-specimen-bank-accounts.csv")}
    assert creditors == {"Harbor Specimen Bank", FOUNDING_OWNER}


def test_maps_name_only_columns_that_are_written(tmp_path: Path) -> None:
    for kind in KINDS:
        text = copied_map(kind, folder=tmp_path).read_text(encoding="utf-8")
        assert columns_in(yaml.safe_load(text)) <= set(COLUMNS[kind])


def columns_in(node: object) -> set[str]:
    if isinstance(node, dict):
        own = {str(value) for key, value in node.items() if key == "column"}
        return own.union(*(columns_in(value) for value in node.values()))
    return set().union(*(columns_in(value) for value in node)) if isinstance(node, list) else set()

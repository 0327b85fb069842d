"""Who may read, and who may change clients, debts, people and worklists."""

from collections.abc import Mapping

from goodstanding.access.deeds.deed import ADM, AGY, AUD, CLI, CMP, COL, STR, SUP, Permission, line

BOOKS: Mapping[str, Permission] = {
    # Reading.
    "accounts.read": line("read accounts", "debt", COL, SUP, STR, CMP, CLI, AGY, ADM, AUD),
    "persons.read": line("read what is known of a person", "person", COL, SUP, STR, CMP, CLI, AGY, ADM, AUD),
    "reports.read": line("read reports", "client", SUP, STR, CMP, CLI, ADM, AUD),
    "evidence.read": line("read the evidence log", "debt", COL, SUP, STR, CMP, ADM, AUD),
    "access.read": line("read who may do what", "house", SUP, CMP, ADM, AUD),
    "identifiers.read": line("read an identifier in full", "person", SUP, CMP),
    "identifiers.find": line("find a person by an identifier", "person", COL, SUP, CMP),
    # Clients and their debts.
    "clients.open": line("open a client", "house", ADM),
    "portfolios.open": line("open a portfolio", "client", SUP, ADM),
    "terms.set": line("set the terms of a portfolio", "client", SUP, ADM),
    "files.import": line("bring in a file", "client", SUP, ADM),
    "batches.undo": line("undo a batch", "client", SUP, ADM),
    "debts.place": line("place a debt", "debt", SUP, ADM),
    "debts.change": line("change a debt", "debt", SUP, ADM),
    "debts.withdraw": line("withdraw a debt", "debt", SUP, ADM),
    "items.add": line("add an item to a debt", "debt", SUP, ADM),
    "items.change": line("change an item of a debt", "debt", SUP, ADM),
    "title.record": line("record a transfer of title", "debt", SUP, ADM),
    "liable.add": line("name somebody else who is liable", "debt", SUP, CMP),
    "holds.place": line("place a hold", "debt", COL, SUP, CMP),
    "holds.release": line("release a hold", "debt", SUP, CMP),
    "disputes.open": line("open a dispute", "debt", COL, SUP, CMP, AGY),
    "contacts.record": line("record a contact", "debt", COL, SUP, CMP, AGY),
    "disputes.close": line("close a dispute", "debt", SUP, CMP),
    "promises.record": line("record a promise to pay", "debt", COL, SUP),
    "promises.withdraw": line("withdraw a promise to pay", "debt", COL, SUP),
    # People behind the debts.
    "persons.register": line("register a person", "person", COL, SUP),
    "persons.change": line("change a person", "person", COL, SUP),
    "contact_points.add": line("add a contact point", "person", COL, SUP, CMP, AGY),
    "contact_points.mark": line("mark a contact point", "person", COL, SUP, CMP, AGY),
    "consents.record": line("record a consent", "person", COL, SUP, CMP, AGY),
    "preferences.record": line("record a preference", "person", COL, SUP, CMP, AGY),
    "circumstances.record": line("record a circumstance", "person", COL, SUP, CMP, AGY),
    "circumstances.end": line("record the end of a circumstance", "person", SUP, CMP),
    "representations.record": line("record who speaks for a person", "person", COL, SUP, CMP, AGY),
    "identifiers.record": line("record an identifier", "person", COL, SUP, CMP),
    "identifiers.erase": line("erase a person's identifiers", "person", CMP),
}

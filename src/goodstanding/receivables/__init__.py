"""Receivables: what is owed, to whom, since when, and on what terms.

Words: client (whose book it is), portfolio, debt (what one debtor owes on one account), item (an invoice, an instalment
or a single charge of a debt), terms, title (who owned the debt, and from when), hold (why nothing happens for a while),
liable person (co-debtor, guarantor …), ageing, days past due.
Invariants: a client knows a debt by one reference; an item due today is not overdue; a withdrawn debt or item keeps its
row, and what was open on it is handed back to the client from a day on, so that earlier days stay told as they were.
"""

"""Who may move money, and agree with people about it."""

from collections.abc import Mapping

from goodstanding.access.deeds.deed import ADM, AUD, CLI, CMP, COL, STR, SUP, Permission, line

MONEY: Mapping[str, Permission] = {
    # Plans.
    "plans.read": line("read plans", "debt", COL, SUP, STR, CMP, ADM, AUD),
    "plans.agree": line("set up a plan", "debt", COL, SUP),
    "plans.change": line("change a plan or end it", "debt", COL, SUP),
    "plans.override": line("agree to a plan outside the policy", "debt", SUP),
    "plans.run": line("do what plans ask for when their days come", "house", SUP, ADM),
    "arrangements.set_policy": line("set what the house agrees to", "client", SUP, CMP, ADM),
    # Settlements and smart agreements. The amount is what would be given up.
    "settlements.read": line("read settlements", "debt", COL, SUP, STR, CMP, ADM, AUD),
    "settlements.offer": line("offer to settle for less", "debt", ADM, limits={COL: 500, SUP: 10_000}),
    "settlements.approve": line("approve an offer below the floor", "debt", ADM, limits={SUP: 10_000}),
    "settlements.withdraw": line("withdraw an offer to settle", "debt", COL, SUP, ADM),
    "settlements.answer": line("accept, decline or bid for a debtor", "debt", COL, SUP),
    "settlements.set_policy": line("set floors and policies of settlements", "client", SUP, ADM),
    "agreements.read": line("read agreements", "debt", COL, SUP, STR, CMP, ADM, AUD),
    "agreements.sign": line("sign an agreement", "debt", SUP, ADM),
    "agreements.run": line("do what agreements say", "house", SUP, ADM),
    # Invoices as documents.
    "invoices.issue": line("issue an invoice or a credit note", "debt", SUP, ADM),
    "invoices.read": line("read invoices", "debt", COL, SUP, STR, CMP, CLI, ADM, AUD),
    # What people can afford, and hardship.
    "budgets.take": line("take somebody's budget", "person", COL, SUP, CMP),
    "budgets.read": line("read the lines of a budget", "person", COL, SUP, CMP),
    "hardship.open": line("open a case of hardship", "person", COL, SUP, CMP),
    "hardship.read": line("read cases of hardship", "person", COL, SUP, CMP, ADM, AUD),
    "hardship.notes": line("read what was told in confidence", "person", SUP, CMP),
    "hardship.review": line("review a case of hardship", "person", COL, SUP, CMP),
    "hardship.close": line("close a case of hardship", "person", SUP, CMP),
    "programmes.grant": line("grant what a programme gives", "debt", ADM, limits={COL: 100, SUP: 5000}),
    "programmes.fund": line("give a programme its budget", "client", SUP, ADM),
    "programmes.catalogue": line("put a catalogue of programmes in force", "house", SUP, CMP, ADM),
    "moratoria.record": line("record a moratorium", "person", COL, SUP, CMP),
    "moratoria.end": line("end or cancel a moratorium", "person", SUP, CMP),
    "chances.fit": line("fit the chance that a plan is kept", "house", STR, ADM),
    # Money.
    "receipts.record": line("record a receipt", "debt", COL, SUP),
    "receipts.reverse": line("reverse a receipt", "debt", SUP),
    "receipts.apply": line("apply money that lies unapplied", "debt", COL, SUP),
    "cash.read": line("read bank lines and what they may pay", "house", COL, SUP, CMP, ADM, AUD),
    "cash.match": line("match bank lines with what is owed", "house", COL, SUP, ADM),
    "cash.undo": line("undo the match of a bank line", "house", SUP),
    "books.open": line("open a book of the ledger", "client", SUP, ADM),
    "ledger.post": line("post to the ledger", "debt", SUP),
    "ledger.reverse": line("reverse a ledger transaction", "debt", SUP),
    "write_offs.post": line("write off what is owed", "debt", ADM, limits={COL: 25, SUP: 2500}),
    "waivers.post": line("waive or discount what is owed", "debt", ADM, limits={COL: 25, SUP: 2500}),
    "refunds.post": line("pay money back", "debt", ADM, limits={COL: 25, SUP: 2500}),
    "credit_notes.post": line("credit an item", "debt", ADM, limits={COL: 25, SUP: 2500}),
    "allocation.set": line("set in which order money pays", "debt", SUP, CMP, ADM),
    "tolerance.set": line("set what remainder a portfolio lets go", "client", SUP, ADM),
    "trust.read": line("read the trust money of a client", "client", SUP, CMP, ADM, AUD),
    "trust.remit": line("remit trust money to a client", "client", limits={SUP: 10_000, ADM: 10_000}),
    "trust.approve": line("approve a remittance that somebody else asked for", "client", SUP, CMP, ADM),
    # Interest and fees.
    "interest.set": line("set the terms of interest", "debt", SUP, ADM),
    "interest.charge": line("charge interest", "debt", SUP, ADM),
    "interest.freeze": line("freeze interest, and let it run again", "debt", COL, SUP, CMP),
    "rates.import": line("bring in a base rate", "house", SUP, ADM),
    "fees.allow": line("say which fees a contract allows", "client", SUP, ADM),
    "fees.charge": line("charge a fee", "debt", COL, SUP),
    # What the bank says, and orders to it.
    "bank.read": line("read what the bank says", "house", COL, SUP, CMP, ADM, AUD),
    "bank.accounts": line("open an account of ours at a bank", "house", ADM),
    "bank.import": line("bring in a file of the bank", "house", SUP, ADM),
    "bank.order": line("write a file of debits for the bank, and bring in what came back", "house", SUP, ADM),
    # Payments through gateways.
    "payments.read": line("read payments through gateways", "debt", COL, SUP, CMP, ADM, AUD),
    "payments.collect": line("ask for a payment, or have it taken by a mandate", "debt", COL, SUP),
    "payments.follow": line("look a payment up at its provider and make the books follow", "debt", COL, SUP, ADM),
    "mandates.end": line("end a mandate", "person", COL, SUP, CMP),
    "gateways.set": line("set a gateway and its secrets", "house", ADM),
}

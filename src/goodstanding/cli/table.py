"""Every command of the command line: its name, where it lives, what it needs, and what it does in one line."""

from dataclasses import dataclass
from typing import Literal

Needs = Literal["nothing", "books"]


@dataclass(frozen=True)
class Command:
    """One command. `needs` is `books` where the database must run and be up to date before it starts."""

    name: str
    module: str
    needs: Needs
    summary: str


COMMANDS = [
    Command("demo", "demo", "books", "Load the sample book and serve the workbench on port 8000."),
    Command("up", "up", "books", "Serve the workbench."),
    Command("init", "init", "books", "Prepare the database and let the first administrator in."),
    Command("down", "down", "nothing", "Stop the embedded database server."),
    Command("doctor", "doctor", "nothing", "Check this installation and say what to do."),
    Command("import", "import_file", "books", "Bring in a file of debts, invoices or payments."),
    Command("batches", "batches", "books", "List what was brought in, and undo a batch."),
    Command("report", "report", "books", "Print ageing, DSO, CEI or all of them."),
    Command("notice", "notice", "nothing", "Check and print validation notices."),
    Command("access", "access", "books", "People, roles and who may do what."),
    Command("verify", "verify", "nothing", "Check the evidence log against a checkpoint."),
    Command("evidence", "evidence", "books", "Sign, export and prove the evidence log."),
    Command("night", "night", "books", "Decide what happens next for every account, and hand it over."),
    Command("facts", "facts", "nothing", "What is known of an account on a day, and what each fact means."),
    Command("explain", "explain", "books", "Tell why something happened with an account, or why not."),
    Command("simulate", "simulate", "books", "Try a strategy out without doing anything."),
    Command("strategy", "strategy", "nothing", "Check, propose, publish, ramp and stop a strategy."),
    Command("hand-over", "hand_over", "books", "Give the acts of a day to the port, each once."),
    Command("approvals", "approvals", "books", "Say yes or no to acts that wait for it, and list them."),
    Command("messages", "messages", "books", "What was sent and what waits, and one message's life."),
    Command("worker", "worker", "books", "Send what is due, and do whatever else waits."),
    Command("pause-sending", "pause_sending", "books", "Stop everything that leaves, at once."),
    Command("resume-sending", "resume_sending", "books", "Let sending go on; after a restore with --reconcile."),
    Command("templates", "templates", "books", "List what can be said, publish it and withdraw it."),
    Command("channels", "channels", "books", "Set who carries e-mail, texts, letters and calls, and who we are."),
    Command("letters", "letters", "books", "Batches for the print house, and letters that came back."),
    Command("calls", "calls", "books", "Make calls one by one or by campaign, and say what became of them."),
    Command("promise", "promise", "books", "Record a promise to pay, withdraw one, and list them."),
    Command("plans", "plans", "books", "Show what a plan costs, set it up, change it, and see how it stands."),
    Command("settlements", "settlements", "books", "Offer to settle for less, answer bids, set floors and policies."),
    Command("agreements", "agreements", "books", "Terms as documents: check, say, try out, sign, and do what follows."),
    Command("interest", "interest", "books", "Terms of interest, what a debt bears and why, charging, freezing."),
    Command("rates", "rates", "books", "Base rates: bring in a history, and show it."),
    Command("fees", "fees", "books", "Which fees are allowed, charging one, giving one up."),
    Command("gateway", "gateway", "books", "Set who takes payments, show it, and see whether it answers."),
    Command("payments", "payments", "books", "Payments through gateways: list, show, follow, retry, refund."),
    Command("mandates", "mandates", "books", "Mandates to take money: list them, and end one."),
    Command("pay-link", "pay_link", "books", "The link by which somebody pays an account without signing in."),
    Command("simulator", "simulator", "nothing", "A provider of payments for trying out; no real money moves."),
    Command("receipts", "receipts", "books", "Record money that came in, share it out, take it back, apply it."),
    Command("refunds", "refunds", "books", "Pay money back, and list what was paid back."),
    Command("credit-notes", "credit_notes", "books", "Credit an item, and take a credit note back."),
    Command("invoices", "invoices", "books", "Issue invoices and credit notes as documents, send them, check others."),
    Command("write-offs", "write_offs", "books", "Write off or waive what is open, let remainders go."),
    Command("allocation", "allocation", "books", "In which order money pays: by contract, by court, and what binds."),
    Command("trust", "trust", "books", "Trust money of clients: balance, remittances, the bank."),
    Command("budget", "budget", "books", "Take a budget, bring one in, and show what is left a month."),
    Command("hardship", "hardship", "books", "Cases of hardship, what programmes grant, and moratoria."),
    Command("worklist", "worklist", "books", "What is to be looked at, and closing it."),
    Command("contact", "contact", "books", "Record a contact that took place."),
    Command("inbox", "inbox", "books", "What providers posted to us, and what was refused."),
    Command("mail-catcher", "mail_catcher", "nothing", "Take mail on this machine and keep it instead of sending it."),
    Command("replies", "replies", "books", "What people answered: list, decide, fetch, note, measure."),
    Command("timeline", "timeline", "books", "Everything said to a person and by them, as one conversation."),
    Command("bank", "bank", "books", "Bring in what the bank says, and look at it."),
    Command("cash", "cash", "books", "What bank lines pay: look, apply, set aside, take back, undo, teach."),
    Command("law", "law", "nothing", "Read the law in force, and ask what may happen."),
    Command("bench", "bench", "nothing", "Measure import, report, search, night or law on this machine."),
    Command("test", "test", "nothing", "Run the whole test suite."),
]

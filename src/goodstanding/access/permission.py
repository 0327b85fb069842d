"""Who may do what: one table, and the question every operation asks of it.

For every operation (`require`), every page (`may`, `reach`) and the auditor, who reads the table in docs/access.md.
A permission names one deed and says what it is about: the house as a whole, one client, one debt or one person. A
role may do it without limit (ANY) or up to an amount. A role counts only within the scope it was given for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from goodstanding.access.role import Role
from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent
from goodstanding.refusal import Refusal

About = Literal["house", "client", "debt", "person"]
Limit = int | None
"""The highest amount in whole units of whatever currency (2500 is USD 2,500.00 and JPY 2,500); None is no limit."""
ANY: Limit = None

OUTSIDERS = frozenset({Role.CLIENT_USER, Role.AGENCY_USER})
"""Roles of people who do not work for the house: they see nothing unless their clients are named."""


class PermissionRefused(Refusal):
    """The actor may not do this; the sentence says who may."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One deed, what it is about, and which roles may do it up to which limit."""

    deed: str
    about: About
    roles: Mapping[Role, Limit]

    @property
    def is_limited(self) -> bool:
        """Say whether some role may do it only up to an amount."""
        return any(limit is not ANY for limit in self.roles.values())


def _for(deed: str, about: About, /, *roles: Role, limits: Mapping[Role, int] | None = None) -> Permission:
    """Build one line of the table."""
    unlimited: dict[Role, Limit] = dict.fromkeys(roles, ANY)
    return Permission(deed, about, unlimited | dict(limits or {}))


_COL, _SUP, _STR, _CMP = Role.COLLECTOR, Role.SUPERVISOR, Role.STRATEGIST, Role.COMPLIANCE_OFFICER
_CLI, _AGY, _ADM, _AUD = Role.CLIENT_USER, Role.AGENCY_USER, Role.ADMINISTRATOR, Role.AUDITOR

PERMISSIONS: Mapping[str, Permission] = {
    # Reading.
    "accounts.read": _for("read accounts", "debt", _COL, _SUP, _STR, _CMP, _CLI, _AGY, _ADM, _AUD),
    "persons.read": _for("read what is known of a person", "person", _COL, _SUP, _STR, _CMP, _CLI, _AGY, _ADM, _AUD),
    "reports.read": _for("read reports", "client", _SUP, _STR, _CMP, _CLI, _ADM, _AUD),
    "evidence.read": _for("read the evidence log", "debt", _COL, _SUP, _STR, _CMP, _ADM, _AUD),
    "access.read": _for("read who may do what", "house", _SUP, _CMP, _ADM, _AUD),
    "identifiers.read": _for("read an identifier in full", "person", _SUP, _CMP),
    "identifiers.find": _for("find a person by an identifier", "person", _COL, _SUP, _CMP),
    # Clients and their debts.
    "clients.open": _for("open a client", "house", _ADM),
    "portfolios.open": _for("open a portfolio", "client", _SUP, _ADM),
    "terms.set": _for("set the terms of a portfolio", "client", _SUP, _ADM),
    "files.import": _for("bring in a file", "client", _SUP, _ADM),
    "batches.undo": _for("undo a batch", "client", _SUP, _ADM),
    "debts.place": _for("place a debt", "debt", _SUP, _ADM),
    "debts.change": _for("change a debt", "debt", _SUP, _ADM),
    "debts.withdraw": _for("withdraw a debt", "debt", _SUP, _ADM),
    "items.add": _for("add an item to a debt", "debt", _SUP, _ADM),
    "items.change": _for("change an item of a debt", "debt", _SUP, _ADM),
    "title.record": _for("record a transfer of title", "debt", _SUP, _ADM),
    "liable.add": _for("name somebody else who is liable", "debt", _SUP, _CMP),
    "holds.place": _for("place a hold", "debt", _COL, _SUP, _CMP),
    "holds.release": _for("release a hold", "debt", _SUP, _CMP),
    "disputes.open": _for("open a dispute", "debt", _COL, _SUP, _CMP, _AGY),
    "contacts.record": _for("record a contact", "debt", _COL, _SUP, _CMP, _AGY),
    "disputes.close": _for("close a dispute", "debt", _SUP, _CMP),
    "promises.record": _for("record a promise to pay", "debt", _COL, _SUP),
    "promises.withdraw": _for("withdraw a promise to pay", "debt", _COL, _SUP),
    # Plans.
    "plans.read": _for("read plans", "debt", _COL, _SUP, _STR, _CMP, _ADM, _AUD),
    "plans.agree": _for("set up a plan", "debt", _COL, _SUP),
    "plans.change": _for("change a plan or end it", "debt", _COL, _SUP),
    "plans.override": _for("agree to a plan outside the policy", "debt", _SUP),
    "plans.run": _for("do what plans ask for when their days come", "house", _SUP, _ADM),
    "arrangements.set_policy": _for("set what the house agrees to", "client", _SUP, _CMP, _ADM),
    # Settlements and smart agreements. The amount is what would be given up.
    "settlements.read": _for("read settlements", "debt", _COL, _SUP, _STR, _CMP, _ADM, _AUD),
    "settlements.offer": _for("offer to settle for less", "debt", _ADM, limits={_COL: 500, _SUP: 10_000}),
    "settlements.approve": _for("approve an offer below the floor", "debt", _ADM, limits={_SUP: 10_000}),
    "settlements.withdraw": _for("withdraw an offer to settle", "debt", _COL, _SUP, _ADM),
    "settlements.answer": _for("accept, decline or bid for a debtor", "debt", _COL, _SUP),
    "settlements.set_policy": _for("set floors and policies of settlements", "client", _SUP, _ADM),
    "agreements.read": _for("read agreements", "debt", _COL, _SUP, _STR, _CMP, _ADM, _AUD),
    "agreements.sign": _for("sign an agreement", "debt", _SUP, _ADM),
    "agreements.run": _for("do what agreements say", "house", _SUP, _ADM),
    # What people can afford, and hardship.
    "budgets.take": _for("take somebody's budget", "person", _COL, _SUP, _CMP),
    "budgets.read": _for("read the lines of a budget", "person", _COL, _SUP, _CMP),
    "hardship.open": _for("open a case of hardship", "person", _COL, _SUP, _CMP),
    "hardship.read": _for("read cases of hardship", "person", _COL, _SUP, _CMP, _ADM, _AUD),
    "hardship.notes": _for("read what was told in confidence", "person", _SUP, _CMP),
    "hardship.review": _for("review a case of hardship", "person", _COL, _SUP, _CMP),
    "hardship.close": _for("close a case of hardship", "person", _SUP, _CMP),
    "programmes.grant": _for("grant what a programme gives", "debt", _ADM, limits={_COL: 100, _SUP: 5000}),
    "programmes.fund": _for("give a programme its budget", "client", _SUP, _ADM),
    "programmes.catalogue": _for("put a catalogue of programmes in force", "house", _SUP, _CMP, _ADM),
    "moratoria.record": _for("record a moratorium", "person", _COL, _SUP, _CMP),
    "moratoria.end": _for("end or cancel a moratorium", "person", _SUP, _CMP),
    "chances.fit": _for("fit the chance that a plan is kept", "house", _STR, _ADM),
    # What people of the house have to look at.
    "tasks.read": _for("read the worklists", "person", _COL, _SUP, _STR, _CMP, _ADM, _AUD),
    "tasks.open": _for("put a task on a worklist", "person", _COL, _SUP, _CMP),
    "tasks.close": _for("close a task of a worklist", "person", _COL, _SUP, _STR, _CMP),
    # Money.
    "receipts.record": _for("record a receipt", "debt", _COL, _SUP),
    "receipts.reverse": _for("reverse a receipt", "debt", _SUP),
    "receipts.apply": _for("apply money that lies unapplied", "debt", _COL, _SUP),
    "cash.read": _for("read bank lines and what they may pay", "house", _COL, _SUP, _CMP, _ADM, _AUD),
    "cash.match": _for("match bank lines with what is owed", "house", _COL, _SUP, _ADM),
    "cash.undo": _for("undo the match of a bank line", "house", _SUP),
    "books.open": _for("open a book of the ledger", "client", _SUP, _ADM),
    "ledger.post": _for("post to the ledger", "debt", _SUP),
    "ledger.reverse": _for("reverse a ledger transaction", "debt", _SUP),
    "write_offs.post": _for("write off what is owed", "debt", _ADM, limits={_COL: 25, _SUP: 2500}),
    "waivers.post": _for("waive or discount what is owed", "debt", _ADM, limits={_COL: 25, _SUP: 2500}),
    "refunds.post": _for("pay money back", "debt", _ADM, limits={_COL: 25, _SUP: 2500}),
    "credit_notes.post": _for("credit an item", "debt", _ADM, limits={_COL: 25, _SUP: 2500}),
    "allocation.set": _for("set in which order money pays", "debt", _SUP, _CMP, _ADM),
    "tolerance.set": _for("set what remainder a portfolio lets go", "client", _SUP, _ADM),
    "trust.read": _for("read the trust money of a client", "client", _SUP, _CMP, _ADM, _AUD),
    "trust.remit": _for("remit trust money to a client", "client", limits={_SUP: 10_000, _ADM: 10_000}),
    "trust.approve": _for("approve a remittance that somebody else asked for", "client", _SUP, _CMP, _ADM),
    # Interest and fees.
    "interest.set": _for("set the terms of interest", "debt", _SUP, _ADM),
    "interest.charge": _for("charge interest", "debt", _SUP, _ADM),
    "interest.freeze": _for("freeze interest, and let it run again", "debt", _COL, _SUP, _CMP),
    "rates.import": _for("bring in a base rate", "house", _SUP, _ADM),
    "fees.allow": _for("say which fees a contract allows", "client", _SUP, _ADM),
    "fees.charge": _for("charge a fee", "debt", _COL, _SUP),
    # What the bank says, and orders to it.
    "bank.read": _for("read what the bank says", "house", _COL, _SUP, _CMP, _ADM, _AUD),
    "bank.accounts": _for("open an account of ours at a bank", "house", _ADM),
    "bank.import": _for("bring in a file of the bank", "house", _SUP, _ADM),
    "bank.order": _for("write a file of debits for the bank, and bring in what came back", "house", _SUP, _ADM),
    # Payments through gateways.
    "payments.read": _for("read payments through gateways", "debt", _COL, _SUP, _CMP, _ADM, _AUD),
    "payments.collect": _for("ask for a payment, or have it taken by a mandate", "debt", _COL, _SUP),
    "payments.follow": _for("look a payment up at its provider and make the books follow", "debt", _COL, _SUP, _ADM),
    "mandates.end": _for("end a mandate", "person", _COL, _SUP, _CMP),
    "gateways.set": _for("set a gateway and its secrets", "house", _ADM),
    # People behind the debts.
    "persons.register": _for("register a person", "person", _COL, _SUP),
    "persons.change": _for("change a person", "person", _COL, _SUP),
    "contact_points.add": _for("add a contact point", "person", _COL, _SUP, _CMP, _AGY),
    "contact_points.mark": _for("mark a contact point", "person", _COL, _SUP, _CMP, _AGY),
    "consents.record": _for("record a consent", "person", _COL, _SUP, _CMP, _AGY),
    "preferences.record": _for("record a preference", "person", _COL, _SUP, _CMP, _AGY),
    "circumstances.record": _for("record a circumstance", "person", _COL, _SUP, _CMP, _AGY),
    "circumstances.end": _for("record the end of a circumstance", "person", _SUP, _CMP),
    "representations.record": _for("record who speaks for a person", "person", _COL, _SUP, _CMP, _AGY),
    "identifiers.record": _for("record an identifier", "person", _COL, _SUP, _CMP),
    "identifiers.erase": _for("erase a person's identifiers", "person", _CMP),
    # The law.
    "law.read": _for("read the law in force", "client", _COL, _SUP, _STR, _CMP, _ADM, _AUD),
    "law.adopt": _for("adopt a policy of the house", "house", _CMP),
    # What is said and sent.
    "templates.publish": _for("publish or withdraw a template", "house", _STR, _CMP),
    "templates.save": _for("save a text of a template", "house", _STR, _CMP, _SUP),
    "templates.approve": _for("approve a text that somebody else saved", "house", _CMP),
    "messages.read": _for("read messages", "person", _COL, _SUP, _STR, _CMP, _ADM, _AUD),
    "messages.send": _for("send a message by hand", "person", _COL, _SUP, _CMP),
    "messages.settle": _for("say what became of a message nobody can tell of", "person", _SUP, _CMP),
    "sending.run": _for("send what is due", "house", _SUP, _ADM),
    "sending.pause": _for("pause all sending at once", "house", _COL, _SUP, _STR, _CMP, _ADM),
    "sending.resume": _for("let sending go on", "house", _SUP, _CMP, _ADM),
    "channels.set": _for("set a channel and its provider", "house", _ADM),
    "calls.dial": _for("dial a call", "person", _COL, _SUP),
    "campaigns.run": _for("make, start and stop a campaign of calls", "house", _SUP, _ADM),
    "replies.read": _for("read replies", "person", _COL, _SUP, _CMP, _ADM, _AUD),
    "replies.decide": _for("decide what a reply says and act on it", "person", _COL, _SUP, _CMP),
    "acts.hand_over": _for("hand over the acts of a day", "house", _SUP, _STR, _ADM),
    "acts.approve": _for("say yes or no to an act that needs it", "debt", _SUP, _CMP, _ADM),
    # Strategies and the night.
    "strategy.read": _for("read strategies", "house", _COL, _SUP, _STR, _CMP, _ADM, _AUD),
    "strategy.propose": _for("propose a strategy and try it out", "house", _SUP, _STR),
    "strategy.publish": _for("publish a strategy, ramp, resume and end it", "house", _SUP, _STR, _CMP),
    "strategy.stop": _for("stop a strategy at once", "house", _SUP, _STR, _CMP, _ADM),
    "night.run": _for("run the night", "house", _STR, _ADM),
    # The house.
    "users.let_in": _for("let somebody in", "house", _ADM),
    "users.stop": _for("stop somebody from signing in", "house", _ADM),
    "users.reset_password": _for("give somebody a new password", "house", _ADM),
    "roles.assign": _for("assign a role", "house", _ADM),
    "roles.end": _for("end the assignment of a role", "house", _ADM),
    "roles.delegate": _for("delegate a role of one's own", "client", _COL, _SUP, _STR, _CMP, _ADM),
    "evidence.checkpoint": _for("sign a checkpoint of the evidence log", "house", _CMP, _ADM),
    "evidence.erase": _for("erase the words of an evidence entry", "house", _CMP),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """The clients, portfolios and teams a role was given for; an empty set means all of them."""

    clients: frozenset[int] = frozenset()
    portfolios: frozenset[int] = frozenset()
    teams: frozenset[str] = frozenset()

    @property
    def is_everything(self) -> bool:
        """Say whether nothing is left out."""
        return not (self.clients or self.portfolios or self.teams)

    def covers(self, about: About, *, client_id: int | None, portfolio_id: int | None) -> bool:
        """Say whether a deed falls within this scope; a deed that names no client asks "anywhere at all?".

        A scope that names portfolios covers no deed on a client as a whole, and a deed on a person of a client only
        where that client is named as well: what cannot be told is refused.
        """
        if about == "house":
            return self.is_everything
        if client_id is None and portfolio_id is None:
            return True
        if self.clients and client_id not in self.clients:
            return False
        if not self.portfolios:
            return True
        if about == "person" and portfolio_id is None:
            return client_id in self.clients
        return portfolio_id in self.portfolios

    def contains(self, other: "Scope") -> bool:
        """Say whether everything in the other scope is also in this one."""
        pairs: list[tuple[frozenset[int] | frozenset[str], frozenset[int] | frozenset[str]]] = [
            (self.clients, other.clients),
            (self.portfolios, other.portfolios),
            (self.teams, other.teams),
        ]
        return all(not mine or (theirs and theirs <= mine) for mine, theirs in pairs)


EVERYTHING = Scope()


class Grant(NamedTuple):
    """One role within one scope."""

    role: Role
    scope: Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever performs an operation: "user:7", "operator", "job:night".

    `roles` all hold within `scope`; `also` are roles held within other scopes. `limits` are a person's own, by
    permission, in whole units; they lower what a role allows and never raise it.
    """

    name: str
    roles: frozenset[Role] = frozenset()
    scope: Scope = EVERYTHING
    limits: Mapping[str, int] = field(default_factory=dict, hash=False)
    also: tuple[Grant, ...] = ()

    def __post_init__(self) -> None:
        """An evidence entry must be able to say who it was."""
        assert self.name, "An actor has a name."

    @property
    def grants(self) -> tuple[Grant, ...]:
        """Return every role with the scope it holds in."""
        return (*(Grant(role, self.scope) for role in sorted(self.roles)), *self.also)


OPERATOR = Actor(name="operator", roles=frozenset(Role) - OUTSIDERS)
"""Whoever holds the command line holds the data folder, and thus everything; the evidence log names them so."""


def require(
    by: Actor,
    permission: str,
    *,
    client_id: int | None = None,
    portfolio_id: int | None = None,
    amount: Amount | None = None,
) -> None:
    """Return where the actor may do this, else raise PermissionRefused with a sentence that says who may.

    A permission with limits needs the amount; a deed on a client, debt or person needs its client, and its portfolio
    where there is one. Without a client the question is "anywhere at all?": then filter what is shown by `reach`.
    """
    line = _line(permission)
    assert amount is not None or not line.is_limited, f"{permission} has limits: name the amount."
    if may(by, permission, client_id=client_id, portfolio_id=portfolio_id, amount=amount):
        return
    who = f"{_listed(line.roles)} may."
    if may(by, permission, client_id=client_id, portfolio_id=portfolio_id):
        raise PermissionRefused(f"You may {line.deed}, but not as much as {amount}. {who}")
    if any(grant.role in line.roles for grant in by.grants):
        raise PermissionRefused(f"You may {line.deed}, but not here: this lies outside what you were given.")
    raise PermissionRefused(f"You may not {line.deed}. {who}")


def may(
    by: Actor,
    permission: str,
    *,
    client_id: int | None = None,
    portfolio_id: int | None = None,
    amount: Amount | None = None,
) -> bool:
    """Say whether the actor may do this; without an amount: any amount at all."""
    line = _line(permission)
    return any(
        scope.covers(line.about, client_id=client_id, portfolio_id=portfolio_id)
        and _is_within(line.roles[role], amount)
        and _is_within(by.limits.get(permission, ANY), amount)
        for role, scope in _usable(by, line)
    )


def reach(by: Actor, permission: str) -> tuple[Scope, ...]:
    """Return the scopes within which the actor may do this, for filtering a list; none means nothing may be shown.

    One scope that leaves nothing out stands for all.
    """
    line = _line(permission)
    scopes = tuple(dict.fromkeys(scope for _, scope in _usable(by, line)))
    return (EVERYTHING,) if any(not (scope.clients or scope.portfolios) for scope in scopes) else scopes


def _usable(by: Actor, line: Permission) -> list[Grant]:
    """Return the grants that count for this line; an outsider's counts only where clients are named."""
    return [
        grant
        for grant in by.grants
        if grant.role in line.roles and (grant.role not in OUTSIDERS or grant.scope.clients)
    ]


def _line(permission: str) -> Permission:
    """Return the line of the table; a permission that is not in it is a programmer's mistake."""
    assert permission in PERMISSIONS, f"The table of permissions has no {permission!r}."
    return PERMISSIONS[permission]


def _is_within(limit: Limit, amount: Amount | None) -> bool:
    """Say whether the amount, whatever its sign, is at most the limit."""
    return limit is ANY or amount is None or abs(amount.minor) <= limit * 10 ** exponent(amount.currency)


def _listed(roles: Iterable[Role]) -> str:
    """Write roles as the start of a sentence: "A supervisor or an administrator"."""
    words = [f"{'an' if role[0] in 'aeiou' else 'a'} {role}" for role in roles]
    text = " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return text[0].upper() + text[1:]

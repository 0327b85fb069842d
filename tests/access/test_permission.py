"""Every role meets every permission; scopes and limits hold to the unit."""

import pytest

from goodstanding.access.permission import (
    EVERYTHING,
    OPERATOR,
    OUTSIDERS,
    PERMISSIONS,
    Actor,
    Grant,
    PermissionRefused,
    Scope,
    may,
    reach,
    require,
)
from goodstanding.access.role import Role
from goodstanding.money.amount import Amount
from tests.access.cast import HARBOUR, MEADOW, at_harbour, everywhere

READING = {name for name in PERMISSIONS if name.endswith((".read", ".find"))}
CENT = Amount(1, "USD")
LANE, ROAD = 11, 12


def allowed(actor: Actor) -> set[str]:
    """Every permission the actor has somewhere, for a cent."""
    return {name for name in PERMISSIONS if may(actor, name, amount=CENT)}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", PERMISSIONS)
def test_a_role_may_do_what_its_line_says_and_nothing_else(role: Role, permission: str) -> None:
    actor = at_harbour(role) if role in OUTSIDERS else everywhere(role)
    if role in PERMISSIONS[permission].roles:
        require(actor, permission, client_id=HARBOUR, amount=CENT)
    else:
        with pytest.raises(PermissionRefused, match="may"):
            require(actor, permission, client_id=HARBOUR, amount=CENT)


def test_an_auditor_may_change_nothing() -> None:
    assert allowed(everywhere(Role.AUDITOR)) <= READING
    assert {"accounts.read", "evidence.read", "access.read"} <= allowed(everywhere(Role.AUDITOR))


def test_an_auditor_and_a_client_read_no_identifier() -> None:
    for role in (Role.AUDITOR, Role.CLIENT_USER, Role.AGENCY_USER, Role.ADMINISTRATOR, Role.STRATEGIST):
        assert not may(at_harbour(role), "identifiers.read", client_id=HARBOUR)


def test_a_client_user_only_reads_and_only_their_own_client() -> None:
    user = at_harbour(Role.CLIENT_USER)
    assert allowed(user) <= READING
    assert may(user, "accounts.read", client_id=HARBOUR)
    assert not may(user, "accounts.read", client_id=MEADOW)
    with pytest.raises(PermissionRefused, match="outside what you were given"):
        require(user, "accounts.read", client_id=MEADOW)


@pytest.mark.parametrize("role", sorted(OUTSIDERS))
def test_an_outsider_without_named_clients_sees_nothing(role: Role) -> None:
    assert allowed(everywhere(role)) == set()
    assert reach(everywhere(role), "accounts.read") == ()


@pytest.mark.parametrize("permission", [name for name in PERMISSIONS if name != "trust.remit"])
def test_the_operator_may_do_everything(permission: str) -> None:
    require(OPERATOR, permission, client_id=HARBOUR, amount=Amount(10**15, "USD"))


def test_much_trust_money_leaves_by_two_people_whoever_they_are() -> None:
    assert not may(OPERATOR, "trust.remit", client_id=HARBOUR, amount=Amount(10**15, "USD"))
    assert may(OPERATOR, "trust.approve", client_id=HARBOUR)


def test_somebody_without_a_role_may_do_nothing() -> None:
    assert allowed(Actor("user:9")) == set()


def test_a_deed_of_the_house_needs_a_role_without_limits_of_scope() -> None:
    assert may(everywhere(Role.ADMINISTRATOR), "users.let_in")
    assert not may(at_harbour(Role.ADMINISTRATOR), "users.let_in")
    assert not may(Actor("user:1", frozenset({Role.ADMINISTRATOR}), Scope(teams=frozenset({"early"}))), "users.let_in")


def test_a_scope_of_portfolios() -> None:
    scope = Scope(clients=frozenset({HARBOUR}), portfolios=frozenset({LANE}))
    supervisor = Actor("user:1", frozenset({Role.SUPERVISOR}), scope)
    assert may(supervisor, "debts.change", client_id=HARBOUR, portfolio_id=LANE)
    assert not may(supervisor, "debts.change", client_id=HARBOUR, portfolio_id=ROAD)
    assert not may(supervisor, "debts.change", client_id=HARBOUR), "A debt of no portfolio is none of these."
    assert not may(supervisor, "files.import", client_id=HARBOUR), "A file concerns the whole client."
    assert may(supervisor, "terms.set", client_id=HARBOUR, portfolio_id=LANE)
    assert not may(supervisor, "terms.set", client_id=HARBOUR, portfolio_id=ROAD)
    assert may(supervisor, "persons.change", client_id=HARBOUR)
    assert not may(supervisor, "persons.change", client_id=MEADOW)


def test_portfolios_of_unnamed_clients_reach_no_person() -> None:
    supervisor = Actor("user:1", frozenset({Role.SUPERVISOR}), Scope(portfolios=frozenset({LANE})))
    assert not may(supervisor, "persons.change", client_id=HARBOUR)


def test_a_role_held_elsewhere_does_not_widen_another() -> None:
    scope = Scope(clients=frozenset({MEADOW}))
    person = Actor("user:1", frozenset({Role.AUDITOR}), EVERYTHING, also=(Grant(Role.SUPERVISOR, scope),))
    assert may(person, "holds.place", client_id=MEADOW)
    assert not may(person, "holds.place", client_id=HARBOUR)
    assert reach(person, "accounts.read") == (EVERYTHING,)
    assert reach(person, "holds.place") == (scope,)


@pytest.mark.parametrize(
    ("role", "minor", "currency", "is_allowed"),
    [
        (Role.SUPERVISOR, 250000, "USD", True),
        (Role.SUPERVISOR, 250001, "USD", False),
        (Role.SUPERVISOR, -250001, "USD", False),
        (Role.SUPERVISOR, 2500, "JPY", True),
        (Role.SUPERVISOR, 2501, "JPY", False),
        (Role.COLLECTOR, 25000, "KWD", True),
        (Role.COLLECTOR, 25001, "KWD", False),
        (Role.ADMINISTRATOR, 10**15, "USD", True),
    ],
)
def test_limits_are_whole_units_of_any_currency(role: Role, minor: int, currency: str, is_allowed: bool) -> None:
    amount = Amount(minor, currency)
    assert may(everywhere(role), "write_offs.post", client_id=HARBOUR, amount=amount) is is_allowed


def test_a_limit_of_ones_own_lowers_and_never_raises() -> None:
    limited = Actor("user:1", frozenset({Role.SUPERVISOR}), limits={"write_offs.post": 100})
    assert may(limited, "write_offs.post", amount=Amount(10000, "USD"))
    assert not may(limited, "write_offs.post", amount=Amount(10001, "USD"))
    generous = Actor("user:1", frozenset({Role.COLLECTOR}), limits={"write_offs.post": 10**6})
    assert not may(generous, "write_offs.post", amount=Amount(2501, "USD"))


def test_a_refusal_says_who_may() -> None:
    with pytest.raises(PermissionRefused, match=r"^You may not open a client\. An administrator may\.$"):
        require(everywhere(Role.COLLECTOR), "clients.open")
    with pytest.raises(PermissionRefused, match=r"^You may write off what is owed, but not as much as USD 25\.01\. "):
        require(everywhere(Role.COLLECTOR), "write_offs.post", amount=Amount(2501, "USD"))


def test_an_unknown_permission_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError, match=r"debts\.eat"):
        require(OPERATOR, "debts.eat")


def test_a_limited_permission_without_an_amount_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError, match="name the amount"):
        require(OPERATOR, "write_offs.post", client_id=HARBOUR)


def test_a_scope_contains_what_is_not_wider() -> None:
    narrow, wide = Scope(frozenset({HARBOUR})), Scope(frozenset({HARBOUR, MEADOW}))
    assert EVERYTHING.contains(narrow) and wide.contains(narrow) and narrow.contains(narrow)
    assert not narrow.contains(wide) and not narrow.contains(EVERYTHING)

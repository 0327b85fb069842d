from goodstanding.access.permission import Scope
from goodstanding.workbench.search import sight

HARBOUR = Scope(clients=frozenset({7, 3}))
OUTPATIENTS = Scope(portfolios=frozenset({20}))
BOTH = Scope(clients=frozenset({7}), portfolios=frozenset({20}))


def test_a_scope_without_bounds_sees_everything() -> None:
    assert sight.debts([HARBOUR, Scope()]).sql == sight.persons([Scope()]).sql == "TRUE"


def test_no_scope_sees_nothing() -> None:
    assert sight.debts([]).sql == sight.persons([]).sql == "FALSE"


def test_a_scope_of_teams_alone_bounds_no_account() -> None:
    assert sight.debts([Scope(teams=frozenset({"night"}))]).sql == "TRUE"


def test_clients_and_portfolios_bound_together() -> None:
    condition = sight.debts([BOTH], alias="d")
    assert condition.sql == "((d.client_id = ANY(%(client_id_0)s) AND d.portfolio_id = ANY(%(portfolio_id_0)s)))"
    assert condition.parameters == {"client_id_0": [7], "portfolio_id_0": [20]}


def test_several_scopes_widen() -> None:
    condition = sight.debts([HARBOUR, OUTPATIENTS])
    assert " OR " in condition.sql
    assert condition.parameters == {"client_id_0": [3, 7], "portfolio_id_1": [20]}


def test_persons_are_bounded_by_the_client_who_introduced_them() -> None:
    assert sight.persons([HARBOUR]).parameters == {"issuers_0": [3, 7]}
    through = sight.persons([OUTPATIENTS])
    assert "receivables_portfolio" in through.sql
    assert through.parameters == {"issuers_0": [20]}

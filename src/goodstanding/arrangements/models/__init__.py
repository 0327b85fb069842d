"""Tables of what was agreed with people. Django finds them through this page."""

from goodstanding.arrangements.models.affordability import Budget
from goodstanding.arrangements.models.agreement import Agreement, AgreementAct, AgreementDebt
from goodstanding.arrangements.models.hardship import (
    GrantEnd,
    HardshipCase,
    HardshipGrant,
    HardshipWord,
    ProgrammeCatalogue,
    ProgrammeFund,
)
from goodstanding.arrangements.models.invoice import InvoiceDocument
from goodstanding.arrangements.models.moratorium import Moratorium, MoratoriumDebt, MoratoriumWord
from goodstanding.arrangements.models.plan import (
    ArrangementPolicy,
    Plan,
    PlanCollection,
    PlanInstalment,
    PlanVersion,
    PlanWord,
)
from goodstanding.arrangements.models.promise import Promise
from goodstanding.arrangements.models.settlement import (
    SettlementAcceptance,
    SettlementBid,
    SettlementFloor,
    SettlementOffer,
    SettlementPolicy,
    SettlementWord,
)

__all__ = [
    "Agreement",
    "AgreementAct",
    "AgreementDebt",
    "ArrangementPolicy",
    "Budget",
    "GrantEnd",
    "HardshipCase",
    "HardshipGrant",
    "HardshipWord",
    "InvoiceDocument",
    "Moratorium",
    "MoratoriumDebt",
    "MoratoriumWord",
    "Plan",
    "PlanCollection",
    "PlanInstalment",
    "PlanVersion",
    "PlanWord",
    "ProgrammeCatalogue",
    "ProgrammeFund",
    "Promise",
    "SettlementAcceptance",
    "SettlementBid",
    "SettlementFloor",
    "SettlementOffer",
    "SettlementPolicy",
    "SettlementWord",
]

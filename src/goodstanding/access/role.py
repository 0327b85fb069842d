"""The roles of a collections house, for whoever assigns them; what each may do stands in permission.py."""

from enum import StrEnum


class Role(StrEnum):
    """What a person who works here is."""

    COLLECTOR = "collector"
    SUPERVISOR = "supervisor"
    STRATEGIST = "strategist"
    COMPLIANCE_OFFICER = "compliance officer"
    CLIENT_USER = "client user"
    AGENCY_USER = "agency user"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

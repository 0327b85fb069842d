"""Writing the lines of a budget and reading them again."""

from goodstanding.arrangements.affordability.budget import Household, Line
from goodstanding.arrangements.affordability.written import Written, read, write


def test_what_is_written_is_read() -> None:
    lines = (Line("wages", None, "not sure", of_partner=True, evidence="Payslip «März»"), Line("rent", 1, "weekly"))
    household = Household(2, 3, with_partner=True)
    assert read(write(lines, household)) == Written(lines, household)

"""Every shape a rule may name."""

from goodstanding.compliance.shapes.barred import BARRED, NEEDS_CONSENT, NEEDS_LICENCE
from goodstanding.compliance.shapes.cap import CAP
from goodstanding.compliance.shapes.coded import CODED
from goodstanding.compliance.shapes.computed import COMPUTED_AMOUNT, COMPUTED_ANSWER, COMPUTED_DATE
from goodstanding.compliance.shapes.content import CONTENT
from goodstanding.compliance.shapes.count import COUNT
from goodstanding.compliance.shapes.duty import DUTY
from goodstanding.compliance.shapes.form import Form
from goodstanding.compliance.shapes.hours import HOURS
from goodstanding.compliance.shapes.interest import INTEREST
from goodstanding.compliance.shapes.limits import LIMITATION, NOT_COUNTED

SHAPES: dict[str, Form] = {
    "barred": BARRED, "needs_consent": NEEDS_CONSENT, "needs_licence": NEEDS_LICENCE, "count": COUNT, "hours": HOURS,
    "content": CONTENT, "cap": CAP, "duty": DUTY, "computed_date": COMPUTED_DATE, "computed_amount": COMPUTED_AMOUNT,
    "computed_answer": COMPUTED_ANSWER, "code": CODED,
    "interest": INTEREST, "limitation": LIMITATION, "not_counted": NOT_COUNTED,
}  # fmt: skip

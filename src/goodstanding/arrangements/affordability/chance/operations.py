"""Fitting the chance that a plan is kept on the plans of this house that are over."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.affordability.chance.fitted import Fitted, dumped
from goodstanding.arrangements.affordability.chance.fitting import fit
from goodstanding.arrangements.affordability.chance.queries import FILE, finished_plans
from goodstanding.evidence.operations import append


@transaction.atomic
def fit_chance(*, by: Actor, at: datetime) -> Fitted:
    """Fit the chance on finished plans and use it from now on; its numbers lie in the data folder under their hash.

    Raises TooFew and PermissionRefused.
    """
    require(by, "chances.fit")
    fitted = fit(finished_plans(at=at))
    text = dumped(fitted)
    file = Path(settings.DATA_FOLDER) / FILE
    beside = file.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
    facts = {"plans": fitted.plans, "kept": fitted.kept, "brier": str(fitted.brier), "numbers": text}
    append("arrangements.chance_fitted", by=by.name, at=at, subjects=[], facts=facts)
    return fitted

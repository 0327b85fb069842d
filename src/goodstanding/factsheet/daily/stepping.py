"""What was done on the account before, by whose strategy, and which arms of experiments the person belongs to."""

from goodstanding.factsheet.daily.column import SHOWN, Declaring

_step = Declaring("strategy_actline: steps that were handed over")
_arm = Declaring("strategy_armmembership", SHOWN)

STEPS = (
    _step.word("last_strategy", "The strategy of the step taken last."),
    _step.word("last_treatment", "The treatment of the step taken last."),
    _step.word("last_step", "The step taken last."),
    _step.date("last_step_date", "When that was."),
    _step.whole("days_since_last_step", "Days since then; absent where no step was taken.", unit="days"),
    _step.words("steps_taken", "Every step taken for the account.", unit="strategy/treatment/step"),
    _step.whole("steps_count", "How many times a step was taken for the account.", unit="steps"),
    _arm.words("arms", "The arms of experiments the person belongs to.", unit="strategy/experiment=arm"),
)

"""What was done before: the parts `stepped` and `arms_of_person`, and the steps of items."""

STATEMENTS = (
    # Steps of items stand for the account only where no step was ever taken for the account itself.
    """CREATE TEMP TABLE stepped AS
    SELECT account_id,
        first(strategy ORDER BY item_id IS NULL DESC, last_date DESC, strategy, treatment, step) AS last_strategy,
        first(treatment ORDER BY item_id IS NULL DESC, last_date DESC, strategy, treatment, step) AS last_treatment,
        first(step ORDER BY item_id IS NULL DESC, last_date DESC, strategy, treatment, step) AS last_step,
        first(last_date ORDER BY item_id IS NULL DESC, last_date DESC) AS last_step_date,
        string_agg(strategy || '/' || treatment || '/' || step, chr(31) ORDER BY strategy, treatment, step)
            FILTER (item_id IS NULL) AS steps_taken,
        sum(times) AS steps_count
    FROM past_step GROUP BY account_id""",
    """CREATE TEMP TABLE item_stepped AS
    SELECT account_id, item_id,
        first(step ORDER BY last_date DESC, strategy, treatment, step) AS last_step,
        max(last_date) AS last_step_date,
        string_agg(strategy || '/' || treatment || '/' || step, chr(31) ORDER BY strategy, treatment, step)
            AS steps_taken
    FROM past_step WHERE item_id IS NOT NULL GROUP BY account_id, item_id""",
    """CREATE TEMP TABLE arms_of_person AS
    SELECT person_id, string_agg(experiment || '=' || arm, chr(31) ORDER BY experiment, arm) AS arms
    FROM arm GROUP BY person_id""",
)

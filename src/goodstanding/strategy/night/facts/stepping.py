"""What was done before: the parts `stepped` and `arms_of_person`, and the steps of items."""

STATEMENTS = (
    # Sorted once and for all: an aggregate that sorts by itself does so for every account. No two steps lie a million
    # days apart.
    """CREATE TEMP TABLE past_in_order AS
    SELECT account_id, item_id, strategy, treatment, step, last_date, times,
        strategy || '/' || treatment || '/' || step AS named,
        last_date - DATE '1970-01-01' + CASE WHEN item_id IS NULL THEN 1000000 ELSE 0 END AS place
    FROM past_step ORDER BY account_id, strategy, treatment, step""",
    # Steps of items stand for the account only where no step was ever taken for the account itself. Of two on the same
    # day the first in order counts.
    """CREATE TEMP TABLE stepped AS
    SELECT account_id,
        arg_max(strategy, place) AS last_strategy, arg_max(treatment, place) AS last_treatment,
        arg_max(step, place) AS last_step, arg_max(last_date, place) AS last_step_date,
        string_agg(named, chr(31)) FILTER (item_id IS NULL) AS steps_taken,
        sum(times) AS steps_count
    FROM past_in_order GROUP BY account_id""",
    """CREATE TEMP TABLE item_stepped AS
    SELECT account_id, item_id,
        arg_max(step, place) AS last_step,
        max(last_date) AS last_step_date,
        string_agg(named, chr(31)) AS steps_taken
    FROM past_in_order WHERE item_id IS NOT NULL GROUP BY account_id, item_id""",
    """CREATE TEMP TABLE arms_of_person AS
    SELECT person_id, string_agg(experiment || '=' || arm, chr(31) ORDER BY experiment, arm) AS arms
    FROM arm GROUP BY person_id""",
)

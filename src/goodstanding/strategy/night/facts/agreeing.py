"""What was agreed and how it is kept: the parts `planned`, `settling`, `offered`, `frozen` and `in_need`.

Money pays the instalments in the order of their days, as in `goodstanding.arrangements.plan.standing`; what was taken
back counts for nothing. Comes after `paying`, whose money it uses.
"""

STATEMENTS = (
    """CREATE TEMP TABLE came_in AS
    SELECT agreed.kind, agreed.agreed_id, coalesce(sum(paid_day.minor), 0) AS minor
    FROM (SELECT DISTINCT kind, agreed_id, account_id, begins_date FROM agreed) AS agreed
        LEFT JOIN paid_day ON paid_day.account_id = agreed.account_id AND paid_day.effective_date >= agreed.begins_date
    GROUP BY agreed.kind, agreed.agreed_id""",
    """CREATE TEMP TABLE agreed_part AS
    SELECT kind, account_id, agreed_id, due_date, is_paused, due_date + grace_days::INTEGER AS last_date,
        least(amount_minor, greatest(0, sum(amount_minor) OVER (
            PARTITION BY kind, agreed_id ORDER BY due_date, number
        ) - minor))::BIGINT AS left_minor
    FROM agreed JOIN came_in USING (kind, agreed_id)""",
    """CREATE TEMP TABLE planned AS
    SELECT account_id, true AS plan_open, bool_or(is_paused) AS plan_paused,
        min(due_date) FILTER (last_date >= :day) AS plan_next_due_date,
        min(last_date) FILTER (last_date >= :day) + 1 AS plan_next_missed_date,
        arg_min(left_minor, due_date) FILTER (last_date >= :day) AS plan_next_amount_minor,
        sum(left_minor) FILTER (last_date < :day) AS plan_arrears_minor,
        count(*) FILTER (last_date < :day) AS plan_missed,
        max(last_date) FILTER (last_date < :day) + 1 AS plan_missed_date
    FROM agreed_part WHERE kind = 'plan' AND left_minor > 0 GROUP BY account_id""",
    """CREATE TEMP TABLE settling AS
    SELECT account_id, true AS settlement_open FROM agreed_part
    WHERE kind = 'settlement' AND left_minor > 0
    GROUP BY account_id HAVING count(*) FILTER (last_date < :day) = 0""",
    """CREATE TEMP TABLE offered AS
    SELECT account_id, max(expires_date) AS settlement_expires_date FROM offer GROUP BY account_id""",
    "CREATE TEMP TABLE frozen AS SELECT account_id, true AS interest_frozen FROM interest_freeze",
    "CREATE TEMP TABLE in_need AS SELECT person_id, true AS hardship_open FROM hardship",
)

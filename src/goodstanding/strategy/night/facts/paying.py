"""What was paid, how late, and what became of what was agreed: the parts `paid`, `lateness`, `promised`, `planned`,
`settling`, `offered`, `frozen` and `in_need`.

Of a receipt that was taken back neither line counts, as in `goodstanding.arrangements.promise`. Money pays instalments
in the order of their days, as in `goodstanding.arrangements.plan.standing`.
"""

STATEMENTS = (
    """CREATE TEMP TABLE paid_day AS
    SELECT account_id, effective_date, sum(amount_minor) AS minor, count(*) FILTER (amount_minor > 0) AS receipts
    FROM posting WHERE head = 'cash' AND cause IS DISTINCT FROM ':taken_back' GROUP BY account_id, effective_date""",
    """CREATE TEMP TABLE paid AS
    SELECT account_id,
        sum(receipts) FILTER (effective_date > :day - 7) AS payments_7,
        sum(receipts) FILTER (effective_date > :day - 30) AS payments_30,
        sum(receipts) FILTER (effective_date > :day - 90) AS payments_90,
        sum(receipts) FILTER (effective_date > :day - 365) AS payments_365,
        sum(receipts) AS payments_total,
        sum(minor) FILTER (effective_date > :day - 7) AS paid_7_minor,
        sum(minor) FILTER (effective_date > :day - 30) AS paid_30_minor,
        sum(minor) FILTER (effective_date > :day - 90) AS paid_90_minor,
        sum(minor) FILTER (effective_date > :day - 365) AS paid_365_minor,
        sum(minor) AS paid_total_minor,
        arg_max(minor, effective_date) FILTER (receipts > 0) AS last_payment_minor,
        max(effective_date) FILTER (receipts > 0) AS last_receipt_date
    FROM paid_day GROUP BY account_id""",
    # An item that was written off is not one that somebody paid late.
    """CREATE TEMP TABLE settled AS
    SELECT carrier.account_id, carrier.last_date - item.due_date AS days,
        row_number() OVER (
            PARTITION BY carrier.account_id ORDER BY carrier.last_date DESC, item.item_id DESC
        ) <= 3 AS is_recent
    FROM carrier JOIN item ON item.item_id = carrier.item_id
    WHERE carrier.minor = 0 AND carrier.last_date > :day - 365
        AND carrier.item_id NOT IN (
            SELECT item_id FROM posting WHERE head = 'written off' AND item_id IS NOT NULL
        )""",
    """CREATE TEMP TABLE lateness AS
    SELECT account_id,
        floor((2 * sum(days) + count(*)) / (2 * count(*)))::BIGINT AS days_late_average,
        floor((2 * sum(days) FILTER (is_recent) + count(*) FILTER (is_recent))
            / (2 * count(*) FILTER (is_recent)))::BIGINT AS days_late_recent,
        -- The three latest are more than 7 days later on average than those before, put without division.
        count(*) > 3 AND sum(days) FILTER (is_recent) * (count(*) - 3)
            > 3 * (sum(days) FILTER (NOT is_recent) + 7 * (count(*) - 3)) AS is_slipping
    FROM settled GROUP BY account_id""",
    """CREATE TEMP TABLE judged AS
    SELECT promise.account_id, promise.due_date, promise.amount_minor,
        promise.due_date + coalesce(promise.grace_days, 0)::INTEGER AS last_date,
        coalesce(sum(paid_day.minor), 0)
            >= greatest(1, promise.amount_minor - coalesce(promise.tolerance_minor, 0)) AS is_kept,
        coalesce(sum(paid_day.minor), 0) > 0 AS is_begun
    FROM promise LEFT JOIN paid_day
        ON paid_day.account_id = promise.account_id
        AND paid_day.effective_date
            BETWEEN promise.made_date AND promise.due_date + coalesce(promise.grace_days, 0)::INTEGER
    WHERE promise.made_date <= :day
    GROUP BY promise.promise_id, promise.account_id, promise.due_date, promise.amount_minor, promise.tolerance_minor,
        promise.grace_days""",
    """CREATE TEMP TABLE promised AS
    SELECT account_id, count(*) AS promises_total,
        count(*) FILTER (NOT is_kept AND last_date >= :day) AS promises_open,
        count(*) FILTER (is_kept) AS promises_kept,
        count(*) FILTER (NOT is_kept AND last_date < :day) AS promises_broken,
        count(*) FILTER (NOT is_kept AND is_begun AND last_date < :day) AS promises_partly_kept,
        bool_or(NOT is_kept AND last_date >= :day) AS promise_open,
        max(due_date) FILTER (NOT is_kept AND last_date >= :day) AS promise_due_date,
        max(last_date) FILTER (NOT is_kept AND last_date >= :day) AS promise_grace_date,
        max(last_date) FILTER (NOT is_kept AND last_date < :day) + 1 AS promise_broken_date,
        sum(amount_minor) FILTER (NOT is_kept AND last_date >= :day) AS promise_amount_minor
    FROM judged GROUP BY account_id""",
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

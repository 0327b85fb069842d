"""What was paid, how late, and what became of promises: the parts `paid`, `lateness` and `promised`.

Of a receipt that was taken back neither line counts, as in `goodstanding.arrangements.promise`.
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
)

"""What is owed, on which items, since when: the parts `owed`, `ledger_sums` and `of_person`, and the open items."""

STATEMENTS = (
    # What carries money: items, and what stands under no item at all, which is due from the day it was first posted.
    """CREATE TEMP TABLE carrier AS
    SELECT account_id, item_id, sum(amount_minor) AS minor, min(effective_date) AS first_date,
        max(effective_date) AS last_date
    FROM posting WHERE head = 'receivable' GROUP BY account_id, item_id""",
    """CREATE TEMP TABLE contested AS
    SELECT DISTINCT account_id, item_id FROM dispute
    WHERE opened_date <= :day AND (closed_date IS NULL OR closed_date > :day)""",
    """CREATE TEMP TABLE open_part AS
    SELECT carrier.account_id, item.item_id, carrier.minor, coalesce(item.due_date, carrier.first_date) AS due_date,
        item.kind AS item_kind, item.issued_date, item.amount_minor,
        whole_debt.account_id IS NOT NULL OR alone.item_id IS NOT NULL AS is_disputed
    FROM carrier
    LEFT JOIN item ON item.item_id = carrier.item_id
    LEFT JOIN (SELECT account_id FROM contested WHERE item_id IS NULL) AS whole_debt
        ON whole_debt.account_id = carrier.account_id
    LEFT JOIN (SELECT item_id FROM contested WHERE item_id IS NOT NULL) AS alone ON alone.item_id = carrier.item_id
    WHERE carrier.minor <> 0""",
    """CREATE TEMP TABLE owed AS
    SELECT account_id,
        sum(minor) FILTER (due_date < :day) AS overdue_minor,
        greatest(max(minor), 0) AS largest_item_minor,
        sum(minor) FILTER (is_disputed) AS disputed_minor,
        count(item_id) AS items_open,
        count(item_id) FILTER (due_date < :day) AS items_overdue,
        count(item_id) FILTER (is_disputed) AS items_disputed,
        min(due_date) FILTER (minor > 0) AS oldest_due_date,
        min(due_date) FILTER (minor > 0 AND due_date < :day) AS oldest_overdue_date,
        min(due_date) FILTER (minor > 0 AND due_date >= :day) AS next_due_date
    FROM open_part GROUP BY account_id""",
    """CREATE TEMP TABLE next_due AS
    SELECT account_id, sum(minor) AS next_due_minor
    FROM open_part JOIN owed USING (account_id) WHERE due_date = next_due_date AND minor > 0 GROUP BY account_id""",
    """CREATE TEMP TABLE item_count AS SELECT account_id, count(*) AS items_total FROM item GROUP BY account_id""",
    """CREATE TEMP TABLE ledger_sums AS
    SELECT account_id,
        sum(amount_minor) FILTER (head IN ('receivable', 'unapplied')) AS balance_minor,
        sum(amount_minor) FILTER (head = 'receivable' AND component = 'principal') AS principal_minor,
        sum(amount_minor) FILTER (head = 'receivable' AND component = 'interest') AS interest_minor,
        sum(amount_minor) FILTER (head = 'receivable' AND component = 'fees') AS fees_minor,
        sum(amount_minor) FILTER (head = 'receivable' AND component = 'costs') AS costs_minor,
        -sum(amount_minor) FILTER (head = 'unapplied') AS unapplied_minor,
        sum(amount_minor) FILTER (head = 'written off') AS written_off_minor,
        -- Every transaction sums to zero, so this is what stands against it: what was placed or earned.
        sum(amount_minor) AS charged_minor
    FROM posting GROUP BY account_id""",
    # Told with every account of the person, also one under which nothing was posted. Who owes in one account
    # owes its balance.
    """CREATE TEMP TABLE of_person AS
    SELECT account_id, sum(balance_minor) OVER (PARTITION BY person_id, currency) AS person_balance_minor
    FROM debt LEFT JOIN ledger_sums USING (account_id)
    WHERE person_id IN (
        SELECT person_id FROM debt WHERE person_id IS NOT NULL GROUP BY person_id HAVING count(*) > 1
    )""",
    """CREATE TEMP TABLE accounts_of_person AS
    SELECT person_id, count(*) AS person_accounts
    FROM debt JOIN ledger_sums USING (account_id) WHERE balance_minor > 0 AND person_id IS NOT NULL
    GROUP BY person_id""",
)

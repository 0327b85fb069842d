"""The check at commit looks every transaction's postings up by index, whatever the server believes of the tables.

Before, a server that had last counted the tables while they were empty compared every transaction of a commit with
every posting: an import of twenty thousand debts took minutes where it takes a second.
"""

from typing import ClassVar

from django.db import migrations

_FRAME = """
CREATE OR REPLACE FUNCTION ledger_transaction_sums_to_zero() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off AS $$
DECLARE odd record;
BEGIN
    IF current_setting('ledger.checked', true) = pg_current_xact_id() || ' all' THEN
        RETURN NULL;
    END IF;
    {question}
    IF NOT FOUND THEN
        PERFORM set_config('ledger.checked', pg_current_xact_id() || ' all', true);
    ELSIF odd.lines < 2 THEN
        RAISE EXCEPTION 'Transaction % needs two postings or more; it has %.', odd.id, odd.lines
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_transaction_sums_to_zero';
    ELSE
        RAISE EXCEPTION 'Transaction % does not sum to zero: it is off by % minor units.', odd.id, odd.total
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_transaction_sums_to_zero';
    END IF;
    RETURN NULL;
END $$;
"""

ONE_BY_ONE = """
    -- The inner question stands by itself, so that it can only be answered by looking one transaction up.
    SELECT t.id, its.lines, its.total INTO odd
        FROM ledger_transaction AS t, LATERAL (
            SELECT count(*) AS lines, sum(p.amount_minor) AS total FROM ledger_posting AS p
            WHERE p.transaction_id = t.id
        ) AS its
        WHERE t.xact = pg_current_xact_id() AND (its.lines < 2 OR its.total <> 0)
        LIMIT 1;
"""
JOINED = """
    SELECT t.id, count(p.id) AS lines, sum(p.amount_minor) AS total INTO odd
        FROM ledger_transaction AS t LEFT JOIN ledger_posting AS p ON p.transaction_id = t.id
        WHERE t.xact = pg_current_xact_id()
        GROUP BY t.id HAVING count(p.id) < 2 OR sum(p.amount_minor) <> 0
        LIMIT 1;
"""


class Migration(migrations.Migration):
    """Puts the better question in the place of the other."""

    dependencies: ClassVar = [("ledger", "0004_interest")]
    operations: ClassVar = [
        migrations.RunSQL(_FRAME.replace("{question}", ONE_BY_ONE), _FRAME.replace("{question}", JOINED))
    ]

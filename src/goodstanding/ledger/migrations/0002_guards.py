"""The triggers that keep the books balanced and unchanged, for whoever writes to them, by whatever door.

What a writer has to know
    * Insert a transaction first, its postings after it, both in the same database transaction, in as many statements
      as you like. At commit every transaction must have two postings or more that sum to zero.
    * A posting repeats book, effective date and recorded instant of its transaction exactly, and its account is one of
      the same book. Checked at the end of every INSERT or COPY statement, for all its rows at once.
    * A reversal is the exact mirror of what it reverses, line by line, and is not effective before it.
    * Nothing is ever updated, deleted or truncated.

The functions switch sequential scans off for themselves: their plans are kept by the session, and a plan made while
a table was nearly empty would otherwise read the whole of it for every row of a later import.
"""

from typing import ClassVar

from django.db import migrations

UNCHANGED = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The books are never changed: % on % is refused. Post a correction instead.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER a_book_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_book
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER an_account_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER a_transaction_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER a_posting_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""

COMPLETE = """
-- Tells in which database transaction a ledger transaction was made. Unlike xmin it knows nothing of savepoints.
ALTER TABLE ledger_transaction ADD COLUMN xact xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE INDEX transaction_by_xact ON ledger_transaction (xact);

CREATE FUNCTION ledger_book_is_there() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE odd record;
BEGIN
    SELECT named.book_id INTO odd FROM (SELECT DISTINCT book_id FROM fresh) AS named
        WHERE NOT EXISTS (SELECT FROM ledger_book WHERE ledger_book.id = named.book_id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'There is no book %.', odd.book_id USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER an_account_has_its_book AFTER INSERT ON ledger_account REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_book_is_there();
CREATE TRIGGER a_transaction_has_its_book AFTER INSERT ON ledger_transaction REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_book_is_there();

CREATE FUNCTION ledger_transactions_are_new() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE odd record;
BEGIN
    SELECT fresh.id INTO odd FROM fresh WHERE xact <> pg_current_xact_id() LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Transaction % claims to be older than it is.', odd.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER transactions_are_new AFTER INSERT ON ledger_transaction REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_transactions_are_new();

CREATE FUNCTION ledger_postings_fit() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE odd record;
BEGIN
    SELECT fresh.*, t.id AS found_id, t.xact, t.book_id AS its_book, a.book_id AS account_book,
           t.effective_date AS its_date, t.recorded_at AS its_instant
        INTO odd
        FROM fresh
        LEFT JOIN ledger_transaction AS t ON t.id = fresh.transaction_id
        LEFT JOIN ledger_account AS a ON a.id = fresh.account_id
        WHERE t.id IS NULL OR t.xact <> pg_current_xact_id() OR t.book_id <> fresh.book_id
            OR t.effective_date <> fresh.effective_date OR t.recorded_at <> fresh.recorded_at
            OR (fresh.account_id IS NOT NULL AND a.book_id IS DISTINCT FROM fresh.book_id)
        LIMIT 1;
    IF NOT FOUND THEN
        -- Somebody may ask for the check at commit to be made now; whatever comes after it has to balance at once.
        IF current_setting('ledger.checked', true) IN (pg_current_xact_id() || ' all', pg_current_xact_id() || ' some')
        AND EXISTS (
            SELECT FROM ledger_posting AS p WHERE p.transaction_id IN (SELECT fresh.transaction_id FROM fresh)
            GROUP BY p.transaction_id HAVING sum(p.amount_minor) <> 0
        ) THEN
            RAISE EXCEPTION 'Postings that come after the check must sum to zero in one statement.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'a_transaction_sums_to_zero';
        END IF;
        RETURN NULL;
    END IF;
    IF odd.found_id IS NULL THEN
        RAISE EXCEPTION 'There is no transaction % to post to.', odd.transaction_id
            USING ERRCODE = 'foreign_key_violation';
    ELSIF odd.xact <> pg_current_xact_id() THEN
        RAISE EXCEPTION 'Transaction % is closed: no posting can be added to it any more.', odd.transaction_id
            USING ERRCODE = 'restrict_violation';
    ELSIF odd.its_book <> odd.book_id THEN
        RAISE EXCEPTION 'A posting of transaction % names book %, not book %.', odd.transaction_id, odd.book_id,
            odd.its_book USING ERRCODE = 'check_violation';
    ELSIF odd.its_date <> odd.effective_date OR odd.its_instant <> odd.recorded_at THEN
        RAISE EXCEPTION 'A posting of transaction % has another date than the transaction.', odd.transaction_id
            USING ERRCODE = 'check_violation';
    ELSE
        RAISE EXCEPTION 'Account % is not one of book %.', odd.account_id, odd.book_id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
END $$;

CREATE TRIGGER postings_fit AFTER INSERT ON ledger_posting REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_postings_fit();
"""

BALANCED = """
-- The first row to be checked checks every transaction of the database transaction in one query, and says so; the
-- other rows only read that. 'all' turns to 'some' as soon as another transaction comes in behind the check.
CREATE FUNCTION ledger_transaction_sums_to_zero() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE odd record;
BEGIN
    IF current_setting('ledger.checked', true) = pg_current_xact_id() || ' all' THEN
        RETURN NULL;
    END IF;
    SELECT t.id, count(p.id) AS lines, sum(p.amount_minor) AS total INTO odd
        FROM ledger_transaction AS t LEFT JOIN ledger_posting AS p ON p.transaction_id = t.id
        WHERE t.xact = pg_current_xact_id()
        GROUP BY t.id HAVING count(p.id) < 2 OR sum(p.amount_minor) <> 0
        LIMIT 1;
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

CREATE CONSTRAINT TRIGGER a_transaction_sums_to_zero AFTER INSERT ON ledger_transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transaction_sums_to_zero();

CREATE FUNCTION ledger_check_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('ledger.checked', true) = pg_current_xact_id() || ' all' THEN
        PERFORM set_config('ledger.checked', pg_current_xact_id() || ' some', true);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER check_again BEFORE INSERT ON ledger_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_again();
"""

MIRRORED = """
CREATE FUNCTION ledger_reversal_is_exact() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE original record;
BEGIN
    SELECT * INTO original FROM ledger_transaction WHERE id = NEW.reverses_id;
    IF original.book_id <> NEW.book_id OR EXISTS (
        SELECT FROM (
            SELECT account_id, item_id, head, component, -amount_minor AS mirrored, 1 AS side FROM ledger_posting
                WHERE transaction_id = NEW.id
            UNION ALL
            SELECT account_id, item_id, head, component, amount_minor, -1 FROM ledger_posting
                WHERE transaction_id = NEW.reverses_id
        ) AS line
        GROUP BY account_id, item_id, head, component, mirrored HAVING sum(side) <> 0
    ) THEN
        RAISE EXCEPTION 'Transaction % is not the exact mirror of transaction %.', NEW.id, NEW.reverses_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_reversal_is_exact';
    ELSIF NEW.effective_date < original.effective_date THEN
        RAISE EXCEPTION 'Transaction % cannot take transaction % back before it happened.', NEW.id, NEW.reverses_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_reversal_is_exact';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER a_reversal_is_exact AFTER INSERT ON ledger_transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL)
    EXECUTE FUNCTION ledger_reversal_is_exact();
"""

# The triggers go with their tables when 0001 is taken back; only functions and column are left to remove.
TAKEN_BACK = """
DROP FUNCTION ledger_refuse, ledger_book_is_there, ledger_transactions_are_new, ledger_postings_fit,
    ledger_transaction_sums_to_zero, ledger_check_again, ledger_reversal_is_exact CASCADE;
ALTER TABLE ledger_transaction DROP COLUMN xact;
"""


class Migration(migrations.Migration):
    """Puts the guards on the four tables."""

    dependencies: ClassVar = [("ledger", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(UNCHANGED + COMPLETE + BALANCED + MIRRORED, TAKEN_BACK)]

"""The statements that make a chunk of a filling fit for a night: second debts, contacts and consents.

For filling.py. Chance is thrown as in filling_statements.py, with seeds of its own, so that the first debts stay what
they are without a night.
"""

from goodstanding.sample_book.operations.filling_statements import (
    ACCOUNTS,
    ADDRESSES,
    DEBTS,
    ITEMS,
    PERSONS,
    PHONES_AND_EMAILS,
    POSTINGS,
    RECEIPTS,
    TRANSACTIONS,
)

CONSENTS = """
INSERT INTO parties_consent
    (person_id, contact_point_id, channel, decision, source, effective_at, learned_at, entry_id)
SELECT person_id, NULL, said.channel, 'given', 'placement file', issued_date, issued_date, %(entry_id)s
FROM filling, (VALUES ('email', 0, 60), ('sms', 1, 40)) AS said (channel, turn, percent)
WHERE (hashint8extended(n * 2 + said.turn, %(seed)s * 8 + 6) & 9223372036854775807) %% 100 < said.percent
"""
"""Three in five were asked about e-mail and said yes, two in five about texts."""

SECOND_DEBTS = """
CREATE TEMPORARY TABLE filling_second ON COMMIT DROP AS
SELECT *, hashint8extended(n, %(seed)s * 8 + 7) & 9223372036854775807 AS f
FROM filling WHERE n * 3 / 10 > (n - 1) * 3 / 10;
UPDATE filling_second SET
    reference = reference || 'B',
    account_id = nextval('ledger_account_id_seq'),
    item_id = nextval('receivables_item_id_seq'),
    charge_id = nextval('ledger_transaction_id_seq'),
    payment_id = CASE WHEN f / 1009 %% 100 < 20 THEN nextval('ledger_transaction_id_seq') END,
    amount_minor = cents_least + f %% cents_spread,
    paid_minor = CASE WHEN f / 1009 %% 100 < 20 THEN (cents_least + f %% cents_spread + 1) / 2 ELSE 0 END,
    issued_date = %(as_of)s::date - (f / 2003 %% 510)::int,
    due_date = %(as_of)s::date + terms - (f / 2003 %% 510)::int,
    received_date = %(as_of)s::date - (f / 4001 %% (1 + f / 2003 %% 510))::int;
ALTER TABLE filling_second DROP COLUMN f;
INSERT INTO filling SELECT * FROM filling_second ORDER BY n;
DROP TABLE filling_second
"""
"""Three debtors in ten owe the same client once more; a fifth of that is half paid."""

CONTACTS = """
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
CREATE TEMPORARY TABLE filling_contact ON COMMIT DROP AS
WITH thrown AS (
    SELECT n, person_id, turn, hashint8extended(n * 3 + turn, %(seed)s * 8) & 9223372036854775807 AS g
    FROM filling, generate_series(0, 2) AS turn WHERE reference NOT LIKE '%%B'
), way AS (
    SELECT *, g / 1009 %% 100 AS luck,
           CASE WHEN g %% 100 < 40 THEN 'call' WHEN g %% 100 < 55 THEN 'sms' WHEN g %% 100 < 85 THEN 'email'
                ELSE 'letter' END AS channel
    FROM thrown
)
SELECT nextval('outreach_contact_id_seq') AS id, way.n, way.person_id, point.id AS contact_point_id, channel,
       CASE WHEN channel = 'call' AND luck >= 96 THEN 'inbound' ELSE 'outbound' END AS direction,
       CASE WHEN channel = 'letter' THEN 'sent'
            WHEN channel <> 'call' THEN CASE WHEN luck < 96 THEN 'delivered' ELSE 'undeliverable' END
            WHEN luck < 50 THEN 'no_answer' WHEN luck < 75 THEN 'voicemail_left' ELSE 'conversation' END AS outcome,
       (%(as_of)s::date - (1 + turn * 10 + g / 100003 %% 9)::int)::timestamp AT TIME ZONE 'UTC'
           + interval '14 hours' + (g / 900001 %% 480) * interval '1 minute' AS happened_at
FROM way JOIN parties_contactpoint AS point ON point.person_id = way.person_id
     AND point.kind = CASE channel WHEN 'email' THEN 'email' WHEN 'letter' THEN 'address' ELSE 'phone' END
ORDER BY n, turn;
SET LOCAL enable_hashjoin = on;
SET LOCAL enable_mergejoin = on;
INSERT INTO outreach_contact
    (id, person_id, contact_point_id, direction, channel, outcome, happened_at, learned_at, entry_id)
SELECT id, person_id, contact_point_id, direction, channel, outcome, happened_at, happened_at, %(entry_id)s
FROM filling_contact;
INSERT INTO outreach_contactdebt (contact_id, debt_id)
SELECT id, account_id FROM filling_contact JOIN filling USING (n) ORDER BY id, account_id;
DROP TABLE filling_contact
"""
"""Three contacts each within the last thirty days, none of them today, about all that the person owes.

The contact points are looked up one by one: the server knows nothing yet of the chunk's rows, and would read all points
of all people instead.
"""

NIGHT_STEPS = (
    PERSONS, PHONES_AND_EMAILS, ADDRESSES, CONSENTS, SECOND_DEBTS, ACCOUNTS, DEBTS, ITEMS, TRANSACTIONS, POSTINGS,
    RECEIPTS, CONTACTS,
)  # fmt: skip


def debtors_for(accounts: int) -> int:
    """Return how many debtors a filling for a night needs to hold so many accounts.

    >>> debtors_for(1_000_000), debtors_for(10), debtors_for(13)
    (769231, 8, 10)
    """
    debtors = accounts * 10 // 13
    while debtors + debtors * 3 // 10 < accounts:
        debtors += 1
    return debtors

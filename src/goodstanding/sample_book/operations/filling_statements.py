"""The statements that make one chunk of a filling.

For filling.py. Chance comes from `hashint8extended`, the function that PostgreSQL's hash partitions stand on: the same
number gives the same answer on every machine and in every version, or partitions would lose their rows.
"""

ROOM = "SET LOCAL work_mem = '128MB'; SET LOCAL gin_pending_list_limit = '64MB'"
"""The trigram indexes take in new rows in few large helpings instead of many small ones."""

THROWN = """
CREATE TEMPORARY TABLE filling ON COMMIT DROP AS
WITH thrown AS (
    SELECT n,
           hashint8extended(n, %(seed)s * 8 + 1) & 9223372036854775807 AS a,
           hashint8extended(n, %(seed)s * 8 + 2) & 9223372036854775807 AS b,
           hashint8extended(n, %(seed)s * 8 + 3) & 9223372036854775807 AS c,
           hashint8extended(n, %(seed)s * 8 + 4) & 9223372036854775807 AS d,
           hashint8extended(n, %(seed)s * 8 + 5) & 9223372036854775807 AS e
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
), bucket AS (
    SELECT * FROM unnest(
        %(least)s::int[], %(beyond)s::int[], %(portfolio_ids)s::bigint[], %(client_ids)s::bigint[],
        %(book_ids)s::bigint[], %(debt_types)s::text[], %(prefixes)s::text[], %(creditors)s::text[],
        %(item_kinds)s::text[], %(cents_least)s::bigint[], %(cents_spread)s::bigint[], %(terms)s::int[]
    ) AS one (least, beyond, portfolio_id, client_id, book_id, debt_type, prefix, creditor, item_kind, cents_least,
              cents_spread, terms)
), placed AS (
    SELECT n, a, b, c, d, e, bucket.*,
           %(as_of)s::date + terms - (d %% 510)::int AS due_date,
           cents_least + least(e %% cents_spread, (e / 2000003) %% cents_spread) AS amount_minor,
           1 + (a %% cardinality(%(given)s::text[]))::int AS given_at,
           1 + ((a / 1009) %% cardinality(%(family)s::text[]))::int AS family_at,
           1 + ((a / 2000003) %% (cardinality(%(family)s::text[]) * 5 / 2))::int AS second_family_at,
           1 + (b %% cardinality(%(states)s::text[]))::int AS state_at
    FROM thrown JOIN bucket ON c %% 100 >= least AND c %% 100 < beyond
), named AS (
    SELECT *,
           (%(given)s::text[])[given_at] AS given_name,
           concat_ws('-', (%(family)s::text[])[family_at], (%(family)s::text[])[second_family_at]) AS family_name,
           concat_ws(' ', (%(given_keys)s::text[])[given_at], (%(family_keys)s::text[])[family_at],
                     (%(family_keys)s::text[])[second_family_at]) AS search_name,
           (%(states)s::text[])[state_at] AS state,
           (%(zones)s::text[])[state_at]::text[] AS zones,
           (%(postal)s::text[])[state_at] || lpad(((b / 1009) %% 100)::text, 2, '0') AS postal_code,
           (%(towns)s::text[])[1 + ((b / 2003) %% cardinality(%(towns)s::text[]))::int] AS town,
           (1 + (b / 4001) %% 989) || ' ' || (%(streets)s::text[])[
               1 + ((b / 8009) %% cardinality(%(streets)s::text[]))::int] AS street,
           (%(domains)s::text[])[1 + ((b / 16001) %% cardinality(%(domains)s::text[]))::int] AS domain,
           -- Area codes that nobody is given make the numbers of a story less alike.
           '1' || (200 + (c / 101) %% 800) || '55501' || lpad(((c / 100003) %% 100)::text, 2, '0') AS digits,
           due_date - terms AS issued_date,
           CASE WHEN (d / 1009) %% 100 < 12 THEN amount_minor
                WHEN (d / 1009) %% 100 < 34 THEN greatest(1, amount_minor * (20 + (d / 200003) %% 50) / 100)
                ELSE 0 END AS paid_minor
    FROM placed
)
SELECT *,
       prefix || '-' || lpad(n::text, 9, '0') AS reference,
       issued_date + ((e / 1009) %% (%(as_of)s::date - issued_date + 1))::int AS received_date,
       nextval('parties_person_id_seq') AS person_id,
       nextval('ledger_account_id_seq') AS account_id,
       nextval('receivables_item_id_seq') AS item_id,
       nextval('ledger_transaction_id_seq') AS charge_id,
       CASE WHEN paid_minor > 0 THEN nextval('ledger_transaction_id_seq') END AS payment_id
FROM named ORDER BY n
"""

PERSONS = """
INSERT INTO parties_person
    (id, kind, display_name, given_name, family_name, search_name, issuer_id, reference, language, country, recorded_at,
     entry_id)
SELECT person_id, 'person', given_name || ' ' || family_name, given_name, family_name, search_name, client_id,
       'C' || lpad(n::text, 9, '0'), 'en', 'US', %(at)s, %(entry_id)s
FROM filling
"""

PHONES_AND_EMAILS = """
INSERT INTO parties_contactpoint
    (person_id, kind, value, search_value, country, region, zones, status_at, recorded_at, entry_id)
SELECT person_id, 'phone', '+' || digits, digits, 'US', state, zones, %(at)s, %(at)s, %(entry_id)s FROM filling
UNION ALL
SELECT person_id, 'email', email, email, '', '', '{}'::text[], %(at)s, %(at)s, %(entry_id)s
FROM filling, LATERAL (SELECT replace(search_name, ' ', '.') || '.' || n || '@' || domain AS email) AS written
"""

ADDRESSES = """
INSERT INTO parties_contactpoint
    (person_id, kind, value, search_value, country, region, postal_code, locality, zones, status_at, recorded_at,
     entry_id)
SELECT person_id, 'address', street || E'\\n' || last_line, lower(replace(street, '-', ' ') || ' ' ||
       replace(last_line, ',', '')), 'US', state, postal_code, town, zones, %(at)s, %(at)s, %(entry_id)s
FROM filling, LATERAL (SELECT town || ', ' || state || ' ' || postal_code AS last_line) AS written
"""

ACCOUNTS = "INSERT INTO ledger_account (id, book_id) SELECT account_id, book_id FROM filling"

DEBTS = """
INSERT INTO receivables_debt
    (account_id, client_id, portfolio_id, reference, debtor_id, currency, debt_type, original_creditor, jurisdiction,
     placed_date, last_statement_date, transaction_date, recorded_at, entry_id)
SELECT account_id, client_id, portfolio_id, reference, person_id, 'USD', debt_type, creditor, 'US-' || state,
       issued_date, issued_date, issued_date, %(at)s, %(entry_id)s
FROM filling
"""

ITEMS = """
INSERT INTO receivables_item
    (id, debt_id, reference, kind, issued_date, due_date, amount_minor, recorded_at, entry_id)
SELECT item_id, account_id, reference || '-01', item_kind, issued_date, due_date, amount_minor, %(at)s, %(entry_id)s
FROM filling
"""

TRANSACTIONS = """
INSERT INTO ledger_transaction (id, book_id, kind, effective_date, recorded_at, entry_id)
SELECT charge_id, book_id, 'charge', issued_date, %(at)s, %(entry_id)s FROM filling
UNION ALL
SELECT payment_id, book_id, 'receipt', received_date, %(at)s, %(entry_id)s FROM filling WHERE paid_minor > 0
"""

POSTINGS = """
INSERT INTO ledger_posting
    (transaction_id, book_id, account_id, item_id, head, component, amount_minor, effective_date, recorded_at)
SELECT charge_id, book_id, account_id, item_id, line.head, 'principal', line.sign * amount_minor, issued_date, %(at)s
FROM filling, (VALUES ('receivable', 1), ('placed', -1)) AS line (head, sign)
UNION ALL
SELECT payment_id, book_id, account_id, CASE WHEN line.head = 'receivable' THEN item_id END, line.head, 'principal',
       line.sign * paid_minor, received_date, %(at)s
FROM filling, (VALUES ('cash', 1), ('receivable', -1)) AS line (head, sign) WHERE paid_minor > 0
"""

RECEIPTS = """
INSERT INTO payments_receipt
    (client_id, debt_id, amount_minor, currency, received_date, method, reference, source_key, transaction_id,
     recorded_at, entry_id)
SELECT client_id, account_id, paid_minor, 'USD', received_date, 'card', '', reference || '-P01', payment_id, %(at)s,
       %(entry_id)s
FROM filling WHERE paid_minor > 0
"""

STEPS = (
    PERSONS, PHONES_AND_EMAILS, ADDRESSES, ACCOUNTS, DEBTS, ITEMS, TRANSACTIONS, POSTINGS, RECEIPTS,
)  # fmt: skip

ROWS_HASHED = """
SELECT string_agg(sha256(convert_to(
    (row_number - 1) || E'\\n' || format('{"account":%s,"amount_minor":%s,"item":%s,"paid_minor":%s,"person":%s}',
                                       account_id, amount_minor, item_id, paid_minor, person_id), 'UTF8')), ''::bytea
    ORDER BY row_number)
FROM (SELECT *, row_number() OVER (ORDER BY n, account_id) FROM filling) AS ordered
"""
"""The digest of every row, as `evidence.row.digest` makes it of the row's place and its canonical JSON."""

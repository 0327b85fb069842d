"""What is asked of the books for a chunk, as SQL: one question for each table of the reading.

For reading.py. Every question says what was known at the instant of the order; `:day`, `:known`, `:people` and
`:accounts` stand for values that reading.py puts in, numbers and dates only.
"""

from collections.abc import Mapping

ASSUMED_KIND = "third_party"
"""What the house is to the law for a client while nobody said otherwise."""

TAKEN_BACK = "taken back"
"""The cause of money that came and went again, and of the line that took it back: together they are nothing."""

PIECES: Mapping[str, str] = {
    ":seen": "recorded_at <= :known AND (withdrawn_at IS NULL OR withdrawn_at > :known)",
    ":learned": "person_id :people AND learned_at <= :known",
    ":assumed": ASSUMED_KIND,
    ":taken_back": TAKEN_BACK,
}
"""What many questions have in common."""

CLIENTS = """
    SELECT client.id AS client_id, client.name, coalesce((
        SELECT said.kind FROM compliance_collectorkind AS said
        WHERE (said.client_id = client.id OR said.client_id IS NULL) AND said.recorded_at <= :known
        ORDER BY said.client_id IS NULL, said.id DESC LIMIT 1
    ), ':assumed') AS collector_kind
    FROM receivables_client AS client"""

PORTFOLIOS = "SELECT id AS portfolio_id, name FROM receivables_portfolio"

PERSON_PARTS = """
    WITH RECURSIVE part (number) AS (
        SELECT min(debtor_id) / :width FROM receivables_debt
        UNION ALL
        SELECT (SELECT min(debtor_id) / :width FROM receivables_debt WHERE debtor_id >= (part.number + 1) * :width)
        FROM part WHERE part.number IS NOT NULL
    )
    SELECT number FROM part WHERE number IS NOT NULL ORDER BY number"""
"""It leaps from part to part along the index instead of reading every debt."""

ACCOUNT_PARTS = """
    SELECT DISTINCT account_id / :width AS number FROM receivables_debt WHERE debtor_id IS NULL ORDER BY number"""

DEBTS = """
    SELECT account_id, debtor_id AS person_id, client_id, portfolio_id, reference, currency, debt_type,
        original_creditor, jurisdiction, placed_date, last_statement_date, charge_off_date, last_payment_date,
        transaction_date, judgment_date, recorded_at, attributes ->> 'score' AS score
    FROM receivables_debt WHERE :debts AND :seen"""

OF_PEOPLE: Mapping[str, str] = {
    "person": """
        SELECT id AS person_id, kind, language, country FROM parties_person
        WHERE id :people AND :seen""",
    "point": """
        SELECT id AS point_id, person_id, kind, country, region, postal_code, locality,
            array_to_string(zones, E'\\x1f') AS zones, status, status_at, label,
            check_on, check_since, check_database, check_answer
        FROM parties_contactpoint LEFT JOIN LATERAL (
            SELECT asked_date AS check_on, since_date AS check_since, database AS check_database,
                answer AS check_answer
            FROM outreach_numbercheck AS said
            WHERE kind = 'phone' AND said.number = value AND said.recorded_at <= :known
            ORDER BY said.asked_date DESC, said.answer = 'yes' DESC, said.id DESC LIMIT 1
        ) AS checked ON TRUE
        WHERE person_id :people AND :seen""",
    "consent": """
        SELECT person_id, contact_point_id AS point_id, channel, decision, effective_at, learned_at, id AS consent_id
        FROM parties_consent WHERE :learned""",
    "preference": """
        SELECT person_id, kind, value, effective_at, ended_at, learned_at, id AS preference_id
        FROM parties_preference WHERE :learned""",
    "circumstance": """
        SELECT person_id, kind, effective_date, ended_date, never_held, learned_at, id AS circumstance_id
        FROM parties_circumstance WHERE :learned""",
    "moratorium": """
        SELECT DISTINCT ON (debt.account_id) debt.account_id, known.person_id, known.kind, known.starts_date,
            said.ended_date, said.cancelled_date, said.treatment_ended_date,
            part.debt_id IS NOT NULL AND NOT coalesce(said.is_removed, FALSE) AS is_included,
            known.id AS moratorium_id
        FROM arrangements_moratorium AS known
        JOIN receivables_debt AS debt ON debt.debtor_id = known.person_id
        LEFT JOIN arrangements_moratoriumdebt AS part
            ON part.moratorium_id = known.id AND part.debt_id = debt.account_id AND part.recorded_at <= :known
        LEFT JOIN LATERAL (
            SELECT max(word.day) FILTER (WHERE word.what = 'ended early') AS ended_date,
                max(word.day) FILTER (WHERE word.what = 'cancelled') AS cancelled_date,
                max(word.day) FILTER (WHERE word.what = 'treatment ended') AS treatment_ended_date,
                bool_or(word.what = 'debt removed' AND word.debt_id = debt.account_id) AS is_removed
            FROM arrangements_moratoriumword AS word
            WHERE word.moratorium_id = known.id AND word.recorded_at <= :known
        ) AS said ON TRUE
        WHERE known.person_id :people AND known.recorded_at <= :known
        ORDER BY debt.account_id, is_included DESC, known.starts_date DESC, known.id DESC""",
    "hardship": """
        SELECT DISTINCT told.person_id FROM arrangements_hardshipcase AS told
        WHERE told.person_id :people AND told.recorded_at <= :known AND told.opened_date <= :day AND NOT EXISTS (
            SELECT FROM arrangements_hardshipword AS said
            WHERE said.case_id = told.id AND said.what = 'closed' AND said.day <= :day AND said.recorded_at <= :known
        )""",
    "representation": """
        SELECT person_id, representative_id, role, effective_date, ended_date, learned_at,
            EXISTS (
                SELECT FROM parties_contactpoint AS point
                WHERE point.person_id = spoken.representative_id AND :seen
            ) AS reachable,
            id AS representation_id
        FROM parties_representation AS spoken WHERE :learned""",
    "contact": """
        SELECT id AS contact_id, person_id, contact_point_id AS point_id, reached, direction, channel, outcome, content,
            purpose, happened_at, learned_at
        FROM outreach_contact WHERE :learned AND happened_at < :day_end""",
    "arm": """
        SELECT person_id, experiment, arm FROM strategy_armmembership
        WHERE person_id :people AND assigned_date <= :day""",
}

OF_ACCOUNTS: Mapping[str, str] = {
    "item": """
        SELECT id AS item_id, debt_id AS account_id, kind, issued_date, due_date, amount_minor
        FROM receivables_item WHERE debt_id :accounts AND :seen""",
    "posting": """
        SELECT account_id, item_id, head, component, amount_minor, effective_date
        FROM ledger_posting
        WHERE account_id :accounts AND head IN ('receivable', 'unapplied', 'cash', 'written off', 'recovered')
            AND recorded_at <= :known AND effective_date <= :day""",
    "dispute": """
        SELECT debt_id AS account_id, item_id, opened_date, closed_date FROM disputes_dispute
        WHERE debt_id :accounts AND :seen""",
    "hold": """
        SELECT debt_id AS account_id, reason, starts_date, ends_date FROM receivables_hold
        WHERE debt_id :accounts AND (released_at IS NULL OR released_at > :known)""",
    "promise": """
        SELECT id AS promise_id, debt_id AS account_id, amount_minor, made_date, due_date, tolerance_minor, grace_days
        FROM arrangements_promise WHERE debt_id :accounts AND :seen""",
    "agreed": """
        SELECT 'plan' AS kind, plan.id AS agreed_id, plan.debt_id AS account_id, plan.begins_date, plan.grace_days,
            part.number, part.due_date, part.amount_minor,
            coalesce(rest.word = 'paused' AND coalesce(rest.ends_date >= :day, TRUE), FALSE) AS is_paused
        FROM arrangements_plan AS plan
        JOIN LATERAL (
            SELECT id FROM arrangements_planversion AS version
            WHERE version.plan_id = plan.id AND version.effective_date <= :day AND version.recorded_at <= :known
            ORDER BY version.number DESC LIMIT 1
        ) AS version ON TRUE
        JOIN arrangements_planinstalment AS part ON part.version_id = version.id
        LEFT JOIN LATERAL (
            SELECT word FROM arrangements_planword AS said
            WHERE said.plan_id = plan.id AND said.starts_date <= :day AND said.recorded_at <= :known
                AND word IN ('cancelled', 'defaulted', 'completed', 'renegotiated', 'reinstated')
            ORDER BY said.id DESC LIMIT 1
        ) AS ended ON TRUE
        LEFT JOIN LATERAL (
            SELECT word, ends_date FROM arrangements_planword AS said
            WHERE said.plan_id = plan.id AND said.starts_date <= :day AND said.recorded_at <= :known
                AND word IN ('paused', 'resumed')
            ORDER BY said.id DESC LIMIT 1
        ) AS rest ON TRUE
        WHERE plan.debt_id :accounts AND plan.recorded_at <= :known AND plan.recorded_at < :day_end
            AND coalesce(ended.word, 'reinstated') = 'reinstated'
        UNION ALL
        SELECT 'settlement', taken.id, taken.debt_id, (taken.recorded_at AT TIME ZONE 'UTC')::date, 0,
            part.place::integer, (part.told ->> 0)::date, (part.told ->> 1)::bigint, FALSE
        FROM arrangements_settlementacceptance AS taken
        JOIN arrangements_settlementoffer AS offer ON offer.id = taken.offer_id
        JOIN LATERAL jsonb_array_elements(offer.parts) WITH ORDINALITY AS part (told, place) ON TRUE
        WHERE taken.debt_id :accounts AND taken.recorded_at <= :known AND taken.recorded_at < :day_end""",
    "offer": """
        SELECT offer.debt_id AS account_id, offer.expires_date FROM arrangements_settlementoffer AS offer
        WHERE offer.debt_id :accounts AND offer.recorded_at <= :known AND offer.expires_date >= :day
            AND NOT EXISTS (
                SELECT FROM arrangements_settlementacceptance AS taken
                WHERE taken.offer_id = offer.id AND taken.recorded_at <= :known
            )
            AND NOT EXISTS (
                SELECT FROM arrangements_settlementword AS said
                WHERE said.offer_id = offer.id AND said.recorded_at <= :known AND said.word <> 'approved'
            )
            AND (NOT offer.is_below_floor OR EXISTS (
                SELECT FROM arrangements_settlementword AS said
                WHERE said.offer_id = offer.id AND said.recorded_at <= :known AND said.word = 'approved'
            ))""",
    "interest_freeze": """
        SELECT DISTINCT rest.account_id FROM ledger_interestfreeze AS rest LEFT JOIN LATERAL (
            SELECT ends_date FROM ledger_interestfreezeend AS said
            WHERE said.freeze_id = rest.id AND said.recorded_at <= :known ORDER BY said.id DESC LIMIT 1
        ) AS said ON TRUE
        WHERE rest.account_id :accounts AND rest.recorded_at <= :known AND rest.starts_date <= :day
            AND coalesce(said.ends_date, rest.ends_date, :day) >= :day""",
    "past_step": """
        SELECT line.debt_id AS account_id, line.item_id, line.strategy, line.treatment, line.step,
            max(line.day) AS last_date, count(*) AS times
        FROM strategy_actline AS line LEFT JOIN strategy_handoveranswered AS answered
            ON answered.act_id = line.act_id AND answered.answered_at <= :known
        WHERE line.debt_id :accounts AND line.step <> '' AND line.day < :day
            AND CASE WHEN answered.act_id IS NOT NULL THEN answered.answer = 'taken' ELSE (
                SELECT asked.asked_at FROM strategy_handoverasked AS asked WHERE asked.act_id = line.act_id
            ) <= :known END
        GROUP BY line.debt_id, line.item_id, line.strategy, line.treatment, line.step""",
}
"""Of past steps, one that was asked for and never answered may have left the house, and counts until somebody knows."""

CAUSES = """
    SELECT line.account_id, line.item_id, line.head, line.component, line.amount_minor, line.effective_date,
        CASE WHEN made.reverses_id IS NOT NULL OR EXISTS (
            SELECT FROM ledger_transaction AS later JOIN ledger_posting AS back ON back.transaction_id = later.id
            WHERE later.reverses_id = made.id AND back.recorded_at <= :known AND back.effective_date <= :day
        ) THEN ':taken_back' ELSE made.kind END AS cause
    FROM ledger_posting AS line JOIN ledger_transaction AS made ON made.id = line.transaction_id
    WHERE line.account_id :accounts AND line.head = 'cash'
        AND line.recorded_at <= :known AND line.effective_date <= :day"""
"""The money of accounts from which some went out again: what was taken back, and what was not."""

CONTACT_DEBTS = """
    SELECT about.contact_id, about.debt_id AS account_id
    FROM outreach_contact AS contact JOIN outreach_contactdebt AS about ON about.contact_id = contact.id
    WHERE contact.person_id :people"""


def put(question: str, **values: str) -> str:
    """Return a question with its values in place; each is SQL that reading.py made of a number or a date."""
    for piece, meaning in PIECES.items():
        question = question.replace(piece, meaning)
    for name in sorted(values, key=len, reverse=True):
        question = question.replace(f":{name}", values[name])
    return question

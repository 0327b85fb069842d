"""How it stands: the parts `circumstances`, `spoken_for`, `held`, `in_hardship` and `in_dispute`.

As `goodstanding.parties.circumstance`, `goodstanding.parties.representation` and `goodstanding.receivables.hold` say.
"""

STATEMENTS = (
    """CREATE TEMP TABLE circumstances AS
    SELECT person_id, bool_or(kind = 'deceased') AS is_deceased, bool_or(kind = 'bankrupt') AS is_bankrupt,
        bool_or(kind = 'service member') AS is_service_member, bool_or(kind = 'minor') AS is_minor,
        bool_or(kind = 'vulnerable') AS is_vulnerable, bool_or(kind = 'incarcerated') AS is_incarcerated,
        max(effective_date) FILTER (kind = 'service member') AS service_date
    FROM (
        SELECT * FROM circumstance QUALIFY row_number() OVER (
            PARTITION BY person_id, kind, effective_date ORDER BY learned DESC, circumstance_id DESC
        ) = 1
    )
    WHERE NOT never_held AND effective_date <= :day AND (ended_date IS NULL OR ended_date >= :day)
    GROUP BY person_id""",
    """CREATE TEMP TABLE spoken_for AS
    SELECT person_id, bool_or(role = 'attorney') AS has_attorney, true AS has_representative
    FROM (
        SELECT * FROM representation QUALIFY row_number() OVER (
            PARTITION BY person_id, role, effective_date, representative_id
            ORDER BY learned DESC, representation_id DESC
        ) = 1
    )
    WHERE effective_date <= :day AND (ended_date IS NULL OR ended_date >= :day)
    GROUP BY person_id""",
    """CREATE TEMP TABLE held AS
    SELECT account_id, true AS on_hold, reason AS hold_reason, ends_date AS hold_until_date FROM hold
    WHERE starts_date <= :day AND (ends_date IS NULL OR ends_date >= :day)
    QUALIFY row_number() OVER (
        PARTITION BY account_id ORDER BY ends_date DESC NULLS FIRST, starts_date, reason
    ) = 1""",
    """CREATE TEMP TABLE in_hardship AS
    SELECT DISTINCT person_id, true AS is_in_hardship FROM hold JOIN debt USING (account_id)
    WHERE reason = 'vulnerability' AND starts_date <= :day AND (ends_date IS NULL OR ends_date >= :day)
        AND person_id IS NOT NULL""",
    """CREATE TEMP TABLE in_dispute AS
    SELECT account_id, true AS is_disputed, count(*) AS disputes_open FROM dispute
    WHERE opened_date <= :day AND (closed_date IS NULL OR closed_date > :day)
    GROUP BY account_id""",
)

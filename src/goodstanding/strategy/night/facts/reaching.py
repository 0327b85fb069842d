"""How people can be reached and wish to be: the parts `points_counted`, `said_to_all`,
`said_to_points` and `wished`.

As `goodstanding.parties.consent` and `goodstanding.parties.preference` weigh facts, at the last instant of the day.
"""

STATEMENTS = (
    """CREATE TEMP TABLE points_counted AS
    SELECT person_id,
        count(*) FILTER (kind = 'email' AND usable) AS email_points,
        count(*) FILTER (kind = 'phone' AND usable) AS phone_points,
        count(*) FILTER (kind = 'address' AND usable) AS address_points,
        max(status_date) FILTER (kind = 'address' AND status = 'returned' AND status_date <= :day)
            AS address_returned_date
    FROM (SELECT *, status IN ('valid', 'unverified') AS usable FROM point) GROUP BY person_id""",
    """CREATE TEMP TABLE said AS
    SELECT person_id, channel, point_id, decision, effective, learned FROM consent
    WHERE effective < :until
    QUALIFY row_number() OVER (
        PARTITION BY person_id, channel, point_id ORDER BY effective DESC, learned DESC, decision = 'withdrawn' DESC
    ) = 1""",
    """CREATE TEMP TABLE said_to_all AS
    SELECT person_id, max(decision) FILTER (channel = 'email') AS email_all,
        max(decision) FILTER (channel = 'sms') AS sms_all, max(decision) FILTER (channel = 'call') AS call_all,
        max(decision) FILTER (channel = 'letter') AS letter_all
    FROM said WHERE point_id IS NULL GROUP BY person_id""",
    # What counts at a point is the later of what was said of it and of all; only few ever spoke of a point.
    """CREATE TEMP TABLE said_of_point AS
    SELECT point.person_id, point.point_id, speaks.channel, coalesce(winner.decision, 'none') AS decision
    FROM point
    JOIN (VALUES ('email', 'email'), ('phone', 'sms'), ('phone', 'call'), ('address', 'letter'))
        AS speaks (kind, channel)
        ON speaks.kind = point.kind
    LEFT JOIN (
        SELECT about.point_id, said.channel, said.decision FROM said
        JOIN point AS about
            ON about.person_id = said.person_id AND (said.point_id IS NULL OR said.point_id = about.point_id)
        WHERE said.person_id IN (SELECT person_id FROM said WHERE point_id IS NOT NULL)
        QUALIFY row_number() OVER (
            PARTITION BY about.point_id, said.channel
            ORDER BY said.effective DESC, said.learned DESC, said.decision = 'withdrawn' DESC
        ) = 1
    ) AS winner ON winner.point_id = point.point_id AND winner.channel = speaks.channel
    WHERE point.status IN ('valid', 'unverified')
        AND point.person_id IN (SELECT person_id FROM said WHERE point_id IS NOT NULL)""",
    """CREATE TEMP TABLE said_to_points AS
    SELECT person_id,
        arg_min(decision, point_id) FILTER (channel = 'email') AS email_point,
        arg_min(decision, point_id) FILTER (channel = 'sms') AS sms_point,
        arg_min(decision, point_id) FILTER (channel = 'call') AS call_point,
        arg_min(decision, point_id) FILTER (channel = 'letter') AS letter_point,
        bool_or(channel = 'email' AND decision <> 'withdrawn') AS email_ways,
        bool_or(channel = 'sms' AND decision <> 'withdrawn') AS sms_ways,
        bool_or(channel = 'call' AND decision <> 'withdrawn') AS call_ways,
        bool_or(channel = 'letter' AND decision <> 'withdrawn') AS letter_ways
    FROM said_of_point GROUP BY person_id""",
    """CREATE TEMP TABLE wished AS
    SELECT person_id, max(value) FILTER (kind = 'channel') AS preferred_channel,
        max(value) FILTER (kind = 'language') AS preferred_language, bool_or(kind = 'hours') AS has_hours_wish
    FROM (
        SELECT person_id, kind, value FROM (
            SELECT * FROM preference QUALIFY row_number() OVER (
                PARTITION BY person_id, kind, value, effective ORDER BY learned DESC, preference_id DESC
            ) = 1
        )
        WHERE effective < :until AND (ended IS NULL OR ended >= :until)
        QUALIFY row_number() OVER (
            PARTITION BY person_id, kind ORDER BY effective DESC, learned DESC, preference_id
        ) = 1
    ) GROUP BY person_id""",
)

"""How people were contacted over all clients: the part `contacted`, in days of UTC.

Only what reached the person counts, or came from them: a letter to an attorney is no contact with the person.
"""

STATEMENTS = (
    """CREATE TEMP TABLE contacted AS
    SELECT * EXCLUDE (last_way), last_way.channel AS last_channel, last_way.outcome AS last_outcome
    FROM (SELECT person_id,
        count(*) FILTER (outbound AND date = :day) AS contacts_1,
        count(*) FILTER (outbound AND date > :day - 7) AS contacts_7,
        count(*) FILTER (outbound AND date > :day - 30) AS contacts_30,
        count(*) FILTER (outbound AND date > :day - 365) AS contacts_365,
        count(*) FILTER (outbound AND channel = 'call' AND date > :day - 7) AS calls_7,
        count(*) FILTER (outbound AND channel = 'call' AND date > :day - 30) AS calls_30,
        count(*) FILTER (outbound AND channel = 'sms' AND date > :day - 7) AS texts_7,
        count(*) FILTER (outbound AND channel = 'sms' AND date > :day - 30) AS texts_30,
        count(*) FILTER (outbound AND channel = 'email' AND date > :day - 7) AS emails_7,
        count(*) FILTER (outbound AND channel = 'email' AND date > :day - 30) AS emails_30,
        count(*) FILTER (outbound AND channel = 'letter' AND date > :day - 30) AS letters_30,
        count(*) FILTER (outcome = 'conversation' AND date > :day - 30) AS conversations_30,
        count(*) FILTER (voicemail AND date > :day - 30) AS voicemails_30,
        count(*) FILTER (NOT outbound AND date > :day - 30) AS inbound_30,
        count(*) FILTER (undeliverable AND date > :day - 90) AS undeliverable_90,
        max(date) FILTER (outbound) AS last_contact_date,
        max(date) FILTER (outcome = 'conversation') AS last_conversation_date,
        max(date) FILTER (NOT outbound) AS last_reply_date,
        max(date) FILTER (undeliverable AND channel IN ('letter', 'courier')) AS letter_returned_date,
        -- Of two contacts at the same instant the one entered last.
        arg_max({'channel': channel, 'outcome': outcome}, moment::HUGEINT * 9223372036854775808 + contact_id)
            FILTER (outbound) AS last_way
    FROM (
        SELECT *, direction = 'outbound' AS outbound,
            direction = 'outbound' AND (
                outcome = 'voicemail_left' OR channel IN ('voicemail', 'ringless_voicemail')
            ) AS voicemail,
            direction = 'outbound' AND outcome IN ('undeliverable', 'not_in_service') AS undeliverable
        FROM contact WHERE reached = 'consumer'
    ) GROUP BY person_id)""",
)

"""How often one person is contacted at most, over all clients and channels.

For the night, after the gate was asked. A person's room is the smallest that any strategy concerned leaves: its most
contacts, less those made within its days. Contacts beyond the room are held back, the least valuable first.
"""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from goodstanding.strategy.decide.coverage import courses
from goodstanding.strategy.document.document import TASK_CHANNEL, Running
from goodstanding.strategy.night.tables import DECIDED

_CAP = pa.schema(
    [("strategy", pa.string()), ("edition", pa.int64()), ("contacts_most", pa.int64()), ("days", pa.int64())]
)
_PRESSED = f"""
    WITH made AS (
        SELECT person_id, max(contacts_1) AS contacts_1, max(contacts_7) AS contacts_7, max(contacts_30) AS contacts_30
        FROM sheet WHERE person_id IS NOT NULL GROUP BY person_id
    ),
    planned AS (
        SELECT m.message, m.person_id, m.value_minor, c.contacts_most, c.days, coalesce(
            CASE c.days WHEN 1 THEN contacts_1 WHEN 7 THEN contacts_7 ELSE contacts_30 END, 0) AS made
        FROM decided AS d JOIN messages AS m USING (message) JOIN cap AS c USING (strategy, edition)
            LEFT JOIN made USING (person_id)
        WHERE d.state = 'planned' AND m.kind = 'contact' AND d.channel <> '{TASK_CHANNEL}'
    ),
    turned AS (
        SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY value_minor DESC, message) AS turn,
            first_value(struct_pack(contacts_most, days, made)) OVER (
                PARTITION BY person_id ORDER BY contacts_most - made, days, contacts_most, message
            ) AS strictest
        FROM planned
    ),
    beyond AS (
        SELECT message, 'At most ' || strictest.contacts_most
            || CASE strictest.contacts_most WHEN 1 THEN ' contact' ELSE ' contacts' END || ' in '
            || CASE strictest.days WHEN 1 THEN 'a day' ELSE strictest.days || ' days' END || '; '
            || strictest.made || ' already made, and this would be number ' || turn || ' today.' AS said
        FROM turned WHERE turn > greatest(strictest.contacts_most - strictest.made, 0)
    )
    SELECT d.* REPLACE (
        CASE WHEN b.message IS NULL THEN d.state ELSE 'pressure' END AS state,
        CASE WHEN b.message IS NULL THEN d.reason ELSE b.said END AS reason
    )
    FROM decided AS d LEFT JOIN beyond AS b USING (message) ORDER BY d.message
"""


def press(messages: pa.Table, decided: pa.Table, *, sheet: pa.Table, running: Sequence[Running]) -> pa.Table:
    """Return what was decided, with the state "pressure" where a person would be contacted too often.

    `sheet` tells how often each person was contacted; its rows of one person agree. A task of the house, a placement
    and a referral contact nobody and are not counted.
    """
    caps = {(one.document.strategy, one.document.edition): one.document.pressure for one in courses(running)}
    listed = [
        {"strategy": strategy, "edition": edition, "contacts_most": cap.contacts_most, "days": cap.days}
        for (strategy, edition), cap in caps.items()
    ]
    with duckdb.connect(config={"threads": 1}) as duck:
        duck.register("messages", messages)
        duck.register("decided", decided)
        duck.register("sheet", sheet)
        duck.register("cap", pa.Table.from_pylist(listed, schema=_CAP))
        return duck.sql(_PRESSED).to_arrow_table().select(DECIDED.names).cast(DECIDED)

"""What another strategy would change: accounts and messages that are new, gone, or get another step or channel."""

from contextlib import closing

import duckdb

from goodstanding.strategy.simulate.gathering import Gathered

CHANGES = ("new", "gone", "other step", "other channel", "same")
_KEYED = """
    SELECT m.message, m.person_id, m.client_id, m.strategy || '/' || m.step AS step, m.channel,
        CASE WHEN m.kind IN ('contact', 'task') THEN 0 ELSE l.account_id END AS apart,
        CASE WHEN m.kind = 'contact' THEN '' ELSE m.kind END AS sort
    FROM {side}_message AS m JOIN (
        SELECT message, min(account_id) AS account_id FROM {side}_line GROUP BY message
    ) AS l USING (message)
    WHERE m.state = 'planned'
"""
_BY_ACCOUNT = """
    SELECT l.account_id, string_agg(DISTINCT l.step, ' ' ORDER BY l.step) AS step,
        string_agg(DISTINCT m.channel, ' ' ORDER BY m.channel) AS channel
    FROM {side}_line AS l JOIN {side}_message AS m USING (message)
    WHERE m.state = 'planned' AND l.step <> '' GROUP BY l.account_id
"""
_COMPARED = """
    SELECT CASE WHEN b.step IS NULL THEN 'new' WHEN a.step IS NULL THEN 'gone'
            WHEN a.step <> b.step THEN 'other step' WHEN a.channel IS DISTINCT FROM b.channel THEN 'other channel'
            ELSE 'same' END AS change, count(*)
    FROM ({before}) AS b FULL JOIN ({after}) AS a USING ({key}) GROUP BY change
"""


def difference(before: Gathered, after: Gathered) -> dict[str, dict[str, int]]:
    """Return, for accounts and for messages, how many changed in which way (CHANGES).

    A message is the same one where it goes to the same person for the same client on the same day, and so is a task
    of the house; an account is
    counted where a step is due for it, not where it is only listed with others.
    """
    with closing(duckdb.connect(config={"threads": 1})) as duck:
        for side, day in (("before", before), ("after", after)):
            duck.register(f"{side}_message", day.messages)
            duck.register(f"{side}_line", day.lines)
        return {
            "accounts": _counted(duck, _BY_ACCOUNT, key="account_id"),
            "messages": _counted(duck, _KEYED, key="person_id, client_id, sort, apart"),
        }


def _counted(duck: duckdb.DuckDBPyConnection, query: str, *, key: str) -> dict[str, int]:
    compared = _COMPARED.format(before=query.format(side="before"), after=query.format(side="after"), key=key)
    found = dict(duck.execute(compared).fetchall())
    return {change.replace(" ", "_"): found.get(change, 0) for change in CHANGES}

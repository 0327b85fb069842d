"""From obligations with a step due to messages: one for a person and a client, whatever is owed.

For the decision. Contacts are put together by person and client under the step that leads, and so are tasks, apart from
the contacts; an account to be placed or referred is a message of its own. Whatever else is open and overdue is listed
with the rest, unless it is out of time: one debt that the law lets nobody ask for would have the gate refuse the whole
message.
"""

import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from datetime import time

import duckdb
import pyarrow as pa

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.decide.channel import DEFAULT_LANGUAGE, order_of
from goodstanding.strategy.decide.coverage import Course, courses
from goodstanding.strategy.decide.ladder import numbered
from goodstanding.strategy.decide.standing import AGREED
from goodstanding.strategy.document.document import TASK_CHANNEL, WHOLE_PPM, Running, Step
from goodstanding.strategy.night.tables import EXCEPTION, LINE, MESSAGE

GROUPED = ("contact", "task")
"""The kinds of acts that are put together by person and client."""
NO_TEMPLATE, TWO_STRATEGIES = "template not published", "two strategies"
_STEP = pa.schema(
    [
        ("course", pa.int32()), ("step", pa.int32()), ("name", pa.string()), ("kind", pa.string()),
        ("rung", pa.int64()), ("template", pa.string()), ("tone", pa.string()), ("approval", pa.string()),
        ("offers", pa.string()), ("strategy", pa.string()), ("edition", pa.int64()), ("opens_second", pa.int64()),
        ("closes_second", pa.int64()),
    ]
)  # fmt: skip
_SEGMENT = pa.schema([("course", pa.int32()), ("place", pa.int32()), ("segment", pa.string())])
_WAY = pa.schema(
    [
        ("course", pa.int32()), ("step", pa.int32()), ("preferred_channel", pa.string()), ("tongue", pa.string()),
        ("channels", pa.string()), ("cost_minor", pa.int64()), ("is_lost", pa.bool_()),
    ]
)  # fmt: skip
_TONGUE = f"coalesce(nullif(preferred_language, ''), nullif(language, ''), '{DEFAULT_LANGUAGE}')"
_GROUPS = f"""
    CREATE TABLE step_due AS
    SELECT d.* EXCLUDE (language, preferred_language, preferred_channel), {_TONGUE} AS tongue,
        coalesce(preferred_channel, '') AS preferred_channel, s.rung, s.kind,
        CASE WHEN s.kind IN {GROUPED} THEN 0 ELSE d.account_id END AS apart,
        CASE WHEN s.kind = 'contact' THEN '' ELSE s.kind END AS sort
    FROM due AS d JOIN step AS s USING (course, step)
"""
_LEADS = """
    CREATE TABLE lead AS SELECT * FROM step_due QUALIFY row_number() OVER (
        PARTITION BY person_id, client_id, sort, apart
        ORDER BY rung = 0 DESC, rung DESC, days_past_due DESC NULLS LAST, account_id, item_id NULLS FIRST
    ) = 1
"""
_MESSAGES = """
    CREATE TABLE message AS
    SELECT row_number() OVER (ORDER BY person_id, client_id, kind, apart) - 1 AS message, l.*, w.channels, w.cost_minor
    FROM lead AS l JOIN way AS w USING (course, step, preferred_channel, tongue) WHERE NOT w.is_lost
"""
_LINES = """
    CREATE TABLE line AS
    SELECT m.message, d.account_id, d.item_id, d.course, d.step, d.treatment, d.currency, d.balance_minor
    FROM step_due AS d JOIN message AS m USING (person_id, client_id, sort, apart)
"""
_LISTED = """
    INSERT INTO line
    SELECT m.message, o.account_id, o.item_id, m.course, NULL, '', o.currency, o.balance_minor
    FROM obligation_{grain} AS o
        JOIN coverage AS c ON c.account_id = o.account_id AND {courses}
        JOIN message AS m ON m.person_id = o.person_id AND m.client_id = o.client_id AND m.sort = ''
        ANTI JOIN step_due AS d ON d.sort = '' AND d.account_id = o.account_id
            AND coalesce(d.item_id, 0) = coalesce(o.item_id, 0)
    WHERE o.balance_minor > 0 AND o.days_past_due > 0 AND o.is_disputed IS NOT TRUE AND o.on_hold IS NOT TRUE
        AND o.promise_open IS NOT TRUE AND ({agreed}) IS NOT TRUE AND o.is_time_barred IS NOT TRUE
"""
_PROPOSED = f"""
    SELECT message, person_id, client_id, m.kind, strategy, edition, segment, treatment, arm, name AS step, m.rung,
        template, tone, tongue AS language, channels, approval, offers, currency, b.balance_minor,
        ((b.balance_minor::HUGEINT * chance_ppm) // {WHOLE_PPM} - cost_minor)::BIGINT AS value_minor, opens_second,
        closes_second, team
    FROM message AS m JOIN step USING (course, step) JOIN segment USING (course, place) JOIN (
        SELECT l.message, sum(l.balance_minor)::BIGINT AS balance_minor
        FROM line AS l JOIN message AS of USING (message) WHERE l.currency = of.currency GROUP BY l.message
    ) AS b USING (message)
    ORDER BY message
"""
_WRITTEN = """
    SELECT message, account_id, item_id, s.strategy, treatment, coalesce(n.name, '') AS step, currency, balance_minor
    FROM line AS l JOIN (SELECT DISTINCT course, strategy FROM step) AS s USING (course)
        LEFT JOIN step AS n ON n.course = l.course AND n.step = l.step
    ORDER BY message, account_id, item_id NULLS FIRST
"""
_LOST = f"""
    SELECT person_id, account_id, client_id, portfolio_id, '{NO_TEMPLATE}' AS cause,
        'The template ' || template || ' of the step ' || name || ' in the strategy ' || strategy
        || ' is not published in the language ' || tongue || ' for any of its channels.' AS reason
    FROM lead JOIN step USING (course, step) JOIN way USING (course, step, preferred_channel, tongue) WHERE is_lost
"""
_OVERLAPS = f"""
    SELECT s.person_id, s.account_id, s.client_id, s.portfolio_id, '{TWO_STRATEGIES}' AS cause,
        'The strategies ' || string_agg(n.name, ' and ' ORDER BY n.course::INTEGER)
        || ' both cover the account, so neither decides about it.' AS reason
    FROM (SELECT account_id, unnest(string_split(courses, ',')) AS course FROM coverage
          WHERE covering > 1 AND person_id IS NOT NULL) AS c
        JOIN name AS n USING (course) JOIN sheet AS s ON s.account_id = c.account_id
    WHERE s.balance_minor > 0
    GROUP BY s.person_id, s.account_id, s.client_id, s.portfolio_id
"""


def propose(duck: duckdb.DuckDBPyConnection, listed: Sequence[Course], *, templates: AbstractSet[str]) -> None:
    """Make the tables `message` and `line` from the table `due`."""
    duck.register("step", pa.Table.from_pylist(list(_steps(listed)), schema=_STEP))
    segments = [
        {"course": course.number, "place": place, "segment": segment.name}
        for course in listed
        for place, segment in enumerate(course.document.segments, start=1)
    ]
    duck.register("segment", pa.Table.from_pylist(segments, schema=_SEGMENT))
    duck.execute(_GROUPS)
    duck.execute(_LEADS)
    asked = duck.execute("SELECT DISTINCT course, step, preferred_channel, tongue FROM lead ORDER BY ALL").fetchall()
    ways = [_way(one, listed=listed, templates=templates) for one in asked]
    duck.register("way", pa.Table.from_pylist(ways, schema=_WAY))
    duck.execute(_MESSAGES)
    duck.execute(_LINES)
    by_item = ", ".join(str(course.number) for course in listed if course.document.grain == "item") or "-1"
    duck.execute(_LISTED.format(grain="account", courses=f"c.course NOT IN ({by_item})", agreed=AGREED))
    if by_item != "-1":
        duck.execute(_LISTED.format(grain="item", courses=f"c.course IN ({by_item})", agreed=AGREED))


def messages(duck: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return what is proposed."""
    return _table(duck, _PROPOSED, schema=MESSAGE)


def lines(duck: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return what the messages are about."""
    return _table(duck, _WRITTEN, schema=LINE)


def exceptions(duck: duckdb.DuckDBPyConnection, running: Sequence[Running]) -> pa.Table:
    """Return what could not be decided: texts that are missing, and money that two strategies cover."""
    # Both are rare, and a question costs the engine more than looking whether it has to be asked.
    found = [_LOST] if _any(duck, "way", "is_lost") else []
    if _any(duck, "coverage", "covering > 1"):
        names = {course.number: running[course.strategy].document.strategy for course in courses(running)}
        duck.register("name", pa.table({"course": [str(number) for number in names], "name": list(names.values())}))
        found.append(_OVERLAPS)
    if not found:
        return EXCEPTION.empty_table()
    return _table(duck, f"FROM ({' UNION ALL '.join(found)}) ORDER BY account_id, cause, person_id", schema=EXCEPTION)


def _any(duck: duckdb.DuckDBPyConnection, table: str, condition: str) -> bool:
    return bool(duck.execute(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1").fetchall())


def _table(duck: duckdb.DuckDBPyConnection, query: str, *, schema: pa.Schema) -> pa.Table:
    return duck.sql(query).to_arrow_table().select(schema.names).cast(schema)


def _steps(listed: Sequence[Course]) -> Iterator[dict[str, object]]:
    for course in listed:
        document = course.document
        for number, _, step in numbered(document):
            yield {
                "course": course.number, "step": number, "name": step.name, "kind": step.act, "rung": step.rung,
                "template": step.template, "tone": step.tone, "approval": step.approval, "offers": told_offers(step),
                "strategy": document.strategy, "edition": document.edition, "opens_second": second(document.opens),
                "closes_second": second(document.closes),
            }  # fmt: skip


def told_offers(step: Step) -> str:
    """Return what a step offers as JSON; empty where it offers nothing."""
    offers = [{key: one for key, one in asdict(offer).items() if one} for offer in step.offers]
    return json.dumps(offers) if offers else ""


def second(at: time) -> int:
    """Return a time of day as seconds since midnight."""
    return at.hour * 3_600 + at.minute * 60 + at.second


def _way(one: tuple[int, int, str, str], *, listed: Sequence[Course], templates: AbstractSet[str]) -> dict[str, object]:
    """Return by which channels a step reaches people of a preference and a language, and what the first one costs."""
    course, number, preferred, tongue = one
    document = listed[course - 1].document
    step = next(step for at, _, step in numbered(document) if at == number)
    ways: tuple[str, ...] = ()
    if step.act == "contact":
        ways = order_of(step, preferred=preferred, language=tongue, templates=templates)
    elif step.act == "task":
        ways = (TASK_CHANNEL,)
    return {
        "course": course, "step": number, "preferred_channel": preferred, "tongue": tongue,
        "channels": BETWEEN.join(ways), "is_lost": step.act == "contact" and not ways,
        "cost_minor": document.capacity.cost_minor.get(ways[0], 0) if ways else 0,
    }  # fmt: skip

"""SQL of guards that do what a foreign key does, once a statement instead of once a row; for migrations.

A foreign key asks for its row a million times when a million rows come in, and marks the row it finds each time. Where
the rows that are pointed to can never be deleted nor renumbered, it is enough to ask once for all rows of a statement,
right after it, whether what they point to is there.
"""


def points_to(child: str, column: str, parent: str, *, key: str = "id") -> str:
    """Return the SQL by which every `column` of `child` names a row of `parent`; NULL names none.

    What is pointed to has to be there first, where a deferred foreign key would have waited until the end.
    """
    name = f"{child}_{column}_is_there"
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE odd bigint;
BEGIN
    SELECT named.number INTO odd
        FROM (SELECT DISTINCT {column} AS number FROM fresh WHERE {column} IS NOT NULL) AS named
        WHERE NOT EXISTS (SELECT FROM {parent} WHERE {parent}.{key} = named.number) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'There is no row % in {parent} for {child}.{column}.', odd
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {name}_when_new AFTER INSERT ON {child} REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {name}_when_changed AFTER UPDATE ON {child} REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""  # noqa: S608 -- names of our own tables, in a migration.


def points_nowhere(child: str, column: str) -> str:
    """Return the SQL that takes the guard of a column away."""
    return f"DROP FUNCTION {child}_{column}_is_there CASCADE;"


def stays(table: str, *, key: str = "id") -> str:
    """Return the SQL by which no row of a table is ever deleted or renumbered."""
    return f"""
CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of {table} stay: % is refused. They can be withdrawn.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_rows_stay BEFORE DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_stays();
CREATE TRIGGER {table}_numbers_stay BEFORE UPDATE OF {key} ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_stays();
"""


def leaves(table: str) -> str:
    """Return the SQL that lets rows be deleted again."""
    return f"DROP FUNCTION {table}_stays CASCADE;"

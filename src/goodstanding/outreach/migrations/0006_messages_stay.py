"""What was learned of messages, what was sent, and what was said of sending stays on record."""

from typing import ClassVar

from django.db import migrations

TABLES = ("messageevent", "messagecopy", "channelsetting", "sendingword")
REFUSE = """
CREATE FUNCTION outreach_refuse_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What is on record of messages is never changed: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
STAY = REFUSE + "".join(
    f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON outreach_{table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION outreach_refuse_message();"
    for table in TABLES
) + """
CREATE TRIGGER a_message_is_never_deleted BEFORE DELETE OR TRUNCATE ON outreach_message
    FOR EACH STATEMENT EXECUTE FUNCTION outreach_refuse_message();
CREATE TRIGGER a_post_is_never_deleted BEFORE DELETE OR TRUNCATE ON outreach_inboxevent
    FOR EACH STATEMENT EXECUTE FUNCTION outreach_refuse_message();
"""
FREE = """
DROP TRIGGER a_post_is_never_deleted ON outreach_inboxevent;
DROP TRIGGER a_message_is_never_deleted ON outreach_message;
""" + "".join(f"DROP TRIGGER {table}_stays ON outreach_{table};" for table in TABLES) + """
DROP FUNCTION outreach_refuse_message();
"""


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies: ClassVar = [("outreach", "0005_messages")]
    operations: ClassVar = [migrations.RunSQL(STAY, FREE)]

"""Who may say and send what, decide strategies, adopt law, and keep the house."""

from collections.abc import Mapping

from goodstanding.access.deeds.deed import ADM, AUD, CMP, COL, STR, SUP, Permission, line

CONDUCT: Mapping[str, Permission] = {
    # What people of the house have to look at.
    "tasks.read": line("read the worklists", "person", COL, SUP, STR, CMP, ADM, AUD),
    "tasks.open": line("put a task on a worklist", "person", COL, SUP, CMP),
    "tasks.close": line("close a task of a worklist", "person", COL, SUP, STR, CMP),
    # The law.
    "law.read": line("read the law in force", "client", COL, SUP, STR, CMP, ADM, AUD),
    "law.adopt": line("adopt a policy of the house", "house", CMP),
    # What is said and sent.
    "templates.publish": line("publish or withdraw a template", "house", STR, CMP),
    "templates.save": line("save a text of a template", "house", STR, CMP, SUP),
    "templates.approve": line("approve a text that somebody else saved", "house", CMP),
    "messages.read": line("read messages", "person", COL, SUP, STR, CMP, ADM, AUD),
    "messages.send": line("send a message by hand", "person", COL, SUP, CMP),
    "messages.settle": line("say what became of a message nobody can tell of", "person", SUP, CMP),
    "sending.run": line("send what is due", "house", SUP, ADM),
    "sending.pause": line("pause all sending at once", "house", COL, SUP, STR, CMP, ADM),
    "sending.resume": line("let sending go on", "house", SUP, CMP, ADM),
    "channels.set": line("set a channel and its provider", "house", ADM),
    "calls.dial": line("dial a call", "person", COL, SUP),
    "campaigns.run": line("make, start and stop a campaign of calls", "house", SUP, ADM),
    "replies.read": line("read replies", "person", COL, SUP, CMP, ADM, AUD),
    "replies.decide": line("decide what a reply says and act on it", "person", COL, SUP, CMP),
    "acts.hand_over": line("hand over the acts of a day", "house", SUP, STR, ADM),
    "acts.approve": line("say yes or no to an act that needs it", "debt", SUP, CMP, ADM),
    # Strategies and the night.
    "strategy.read": line("read strategies", "house", COL, SUP, STR, CMP, ADM, AUD),
    "strategy.propose": line("propose a strategy and try it out", "house", SUP, STR),
    "strategy.publish": line("publish a strategy, ramp, resume and end it", "house", SUP, STR, CMP),
    "strategy.stop": line("stop a strategy at once", "house", SUP, STR, CMP, ADM),
    "night.run": line("run the night", "house", STR, ADM),
    # The house.
    "users.let_in": line("let somebody in", "house", ADM),
    "users.stop": line("stop somebody from signing in", "house", ADM),
    "users.reset_password": line("give somebody a new password", "house", ADM),
    "roles.assign": line("assign a role", "house", ADM),
    "roles.end": line("end the assignment of a role", "house", ADM),
    "roles.delegate": line("delegate a role of one's own", "client", COL, SUP, STR, CMP, ADM),
    "evidence.checkpoint": line("sign a checkpoint of the evidence log", "house", CMP, ADM),
    "evidence.erase": line("erase the words of an evidence entry", "house", CMP),
}

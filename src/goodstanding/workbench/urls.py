"""Addresses of the workbench."""

from django.urls import URLPattern, path

from goodstanding.workbench.views import (
    access,
    accounts,
    appearance,
    charts,
    dashboard,
    law,
    nights,
    promises,
    strategies,
    worklists,
)

urlpatterns: list[URLPattern] = [
    path("", dashboard.dashboard, name="dashboard"),
    path("charts/ageing.svg", charts.ageing_picture, name="ageing_picture"),
    path("charts/ageing.csv", charts.ageing_file, name="ageing_file"),
    path("charts/dso.svg", charts.dso_picture, name="dso_picture"),
    path("charts/dso.csv", charts.dso_file, name="dso_file"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<int:debt_id>/", accounts.account, name="account"),
    path("accounts/<int:debt_id>/promises/", promises.record, name="promise_record"),
    path("accounts/<int:debt_id>/promises/<int:promise_id>/withdraw/", promises.withdraw, name="promise_withdraw"),
    path("worklists/", worklists.worklists, name="worklists"),
    path("worklists/<str:kind>/", worklists.worklist, name="worklist"),
    path("worklists/acts/<int:act_id>/decide/", worklists.decide, name="act_decide"),
    path("worklists/tasks/<int:task_id>/close/", worklists.close, name="task_close"),
    path("accounts/<int:debt_id>/law/", law.question, name="account_law"),
    path("accounts/<int:debt_id>/facts/", accounts.account_facts, name="account_facts"),
    path("accounts/<int:debt_id>/night/", nights.account_night, name="account_night"),
    path("nights/", nights.nights_page, name="nights"),
    path("nights/<str:day>/", nights.night_page, name="night"),
    path("strategies/", strategies.strategies, name="strategies"),
    path("strategies/<str:name>/", strategies.strategy, name="strategy"),
    path("strategies/<str:name>/stop/", strategies.stop_strategy, name="strategy_stop"),
    path("law/", law.law, name="law"),
    path("law/coverage/", law.coverage, name="law_coverage"),
    path("law/packs/<str:name>/", law.pack, name="law_pack"),
    path("law/rules/<str:name>/", law.rule, name="law_rule"),
    path("access/", access.permissions, name="permissions"),
    path("people/", access.people, name="people"),
    path("appearance/", appearance.appearance, name="appearance"),
    path("second-factor/later/", appearance.second_factor_later, name="second_factor_later"),
    # The sign-in library would let people do these by themselves; here an administrator does them, on record.
    path("accounts/signup/", access.ask_administrator),
    path("accounts/email/", access.ask_administrator),
    path("accounts/password/reset/", access.ask_administrator),
    path("accounts/password/set/", access.ask_administrator),
]

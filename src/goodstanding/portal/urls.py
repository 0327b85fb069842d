"""Addresses for people who got a message from us."""

from django.urls import URLPattern, path

from goodstanding.portal.budget.views import budget
from goodstanding.portal.offer.views import offer
from goodstanding.portal.pay.views import pay, status
from goodstanding.portal.plan.views import plan
from goodstanding.portal.simulator.views import simulator
from goodstanding.portal.views import preferences

urlpatterns: list[URLPattern] = [
    path("p/<str:token>/", preferences, name="preferences"),
    path("budget/<str:token>/", budget, name="own_budget"),
    path("offer/<str:token>/", offer, name="offer"),
    path("pay/<str:token>/", pay, name="pay"),
    path("pay/<str:token>/plan/", plan, name="pay_plan"),
    path("pay/<str:token>/<str:form>/", status, name="pay_status"),
    path("simulator/<str:reference>/", simulator, name="simulator"),
]

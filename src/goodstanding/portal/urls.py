"""Addresses for people who got a message from us."""

from django.urls import URLPattern, path

from goodstanding.portal.views import preferences

urlpatterns: list[URLPattern] = [path("p/<str:token>/", preferences, name="preferences")]

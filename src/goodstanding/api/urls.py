"""Addresses at which a provider of calls asks what to do. What providers post otherwise has a door of its own."""

from django.urls import URLPattern, path

from goodstanding.api.views.voice import voice

urlpatterns: list[URLPattern] = [
    path("voice/<slug:what>/", voice, name="voice_begin"),
    path("voice/<slug:what>/<str:key>/", voice, name="voice"),
]

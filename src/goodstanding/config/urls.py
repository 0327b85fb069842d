"""Which address belongs to which door."""

from django.urls import include, path

urlpatterns = [
    # The workbench comes first: it closes the pages of the sign-in library that an administrator stands in for.
    path("", include("goodstanding.workbench.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("goodstanding.portal.urls")),
    path("", include("goodstanding.api.urls")),
]

"""The search in Wagtail's admin."""

from django.urls import path

from . import admin

app_name = "civsam_search_admin"

urlpatterns = [
    path("failed/", admin.FailedSearchesView.as_view(), name="failed"),
    path(
        "failed/results/",
        admin.FailedSearchesView.as_view(results_only=True),
        name="failed_results",
    ),
    path("common/", admin.CommonSearchesView.as_view(), name="common"),
    path(
        "common/results/",
        admin.CommonSearchesView.as_view(results_only=True),
        name="common_results",
    ),
    path("why/", admin.why, name="why"),
    path("synonym-preview/", admin.preview, name="preview"),
    path("compound-preview/", admin.compound_preview, name="compound_preview"),
]

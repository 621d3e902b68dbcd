"""The addresses of what an association writes, below Mina sidor."""

from django.urls import path

from .views import beginning, checking, overview, steps

app_name = "civsam_posting"

urlpatterns = [
    path("<int:actor_id>/skriv/<slug:form>/", beginning.start, name="start"),
    path("<int:actor_id>/andra/<int:page_id>/", beginning.edit, name="edit"),
    path("<int:actor_id>/bekrafta/", overview.confirm, name="confirm"),
    path("<int:actor_id>/sida/<int:page_id>/", overview.thing, name="thing"),
    path("<int:actor_id>/sida/<int:page_id>/ta-tillbaka/", overview.take_back, name="take_back"),
    path("<int:actor_id>/sida/<int:page_id>/aktuellt/", overview.follow_up, name="follow_up"),
    path("skriv/<uuid:key>/kontrollera/", checking.check, name="check"),
    path("skriv/<uuid:key>/forhandsvisa/", checking.preview, name="preview"),
    path("skriv/<uuid:key>/ta-med/", checking.merge, name="merge"),
    path("skriv/<uuid:key>/kasta/", beginning.discard, name="discard"),
    path("skriv/<uuid:key>/bild/<int:pk>/", steps.picture, name="picture"),
    path("skriv/<uuid:key>/<slug:step>/", steps.step, name="step"),
]

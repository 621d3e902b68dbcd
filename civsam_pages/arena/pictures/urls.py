"""Where pictures are: at the media address, whether a web server gives them or we do."""

from django.urls import path

from . import views

app_name = "civsam_pictures"
urlpatterns = [path("<path:path>", views.picture, name="picture")]

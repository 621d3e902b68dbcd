"""Counting as pages are served: innermost, so that what a visitor may not see is not counted."""

from wagtail import hooks

from . import visits


@hooks.register("on_serve_page", order=1000)
def count_visit(serve):
    def serve_and_count(page, request, serve_args, serve_kwargs):
        response = serve(page, request, serve_args, serve_kwargs)
        if response.status_code == 200:
            visits.count(page, request)
        return response

    return serve_and_count

"""A report of an error tells no person's number."""

import sys

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.views.debug import ExceptionReporter


@pytest.mark.parametrize("written", ["19811228-9874", "Eva 811228-9874", "8112289874"])
def test_a_report_stars_a_persons_number_wherever_it_stands(written):
    request = RequestFactory().post("/", {"org_number": written, "title": "Byalaget"})
    reporter = report_of(request)
    for report in (reporter.get_traceback_text(), reporter.get_traceback_html()):
        assert "Byalaget" in report
        assert written not in report


def test_the_platform_reports_with_the_filter():
    assert settings.DEFAULT_EXCEPTION_REPORTER_FILTER.endswith("reports.ReporterFilter")


def report_of(request) -> ExceptionReporter:
    try:
        typed = request.POST["org_number"]
        raise RuntimeError("something else went wrong" if typed else "")
    except RuntimeError:
        return ExceptionReporter(request, *sys.exc_info())

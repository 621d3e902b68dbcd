"""Nothing personal in the logs."""

import io
import logging

import pytest

from civsam_platform.logs import Mask, masked


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("Code to samira@posten.example", "Code to ***"),
        ("/logga-in/?email=samira%40posten.example", "/logga-in/?email=***"),
        ("19800101-1234 and 800101-1234", "*** and ***"),
        ("born 198001611234", "born ***"),  # a coordination number
        ("556036-0793 stays, so does 0980-319 200", "556036-0793 stays, so does 0980-319 200"),
        (
            "GET /callback/?code=abcdefgh&state=12345678 302",
            "GET /callback/?code=***&state=*** 302",
        ),
        ("GET /mina-sidor/svar/uYt5rE4wQ2/ 200", "GET /mina-sidor/svar/***/ 200"),
        (
            "GET /logga-in/kod/?next=%2Fmina-sidor%2Finbjudan%2FuYt5rE4wQ2%2F 200",
            "GET /logga-in/kod/?next=%2Fmina-sidor%2Finbjudan%2F*** 200",
        ),
        ("GET /behov/laxhjalp-i-norrstrand/ 200", "GET /behov/laxhjalp-i-norrstrand/ 200"),
    ],
)
def test_what_is_personal_is_starred(said, logged):
    assert masked(said) == logged


def test_also_in_what_is_put_in_and_in_reports_of_errors():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(Mask())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        raise ValueError("samira@posten.example")
    except ValueError:
        logger.exception("%s went wrong", "goran@posten.example")
    assert "@" not in out.getvalue()
    assert "ValueError: ***" in out.getvalue()

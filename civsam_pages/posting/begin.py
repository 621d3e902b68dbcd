"""What posting tells the other rooms when the site starts."""


def register() -> None:
    """Make the kinds of mail known."""

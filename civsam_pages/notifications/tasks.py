"""What the worker does."""


def wake_worker() -> None:
    """Tell the worker that there is mail to send."""

"""What an association writes, from the first question to the button that sends it."""

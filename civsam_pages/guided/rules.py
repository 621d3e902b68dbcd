"""What is true of a form in steps, without a database."""

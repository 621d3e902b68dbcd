"""What only a developer's machine and the demo have: the mails that would have been sent."""

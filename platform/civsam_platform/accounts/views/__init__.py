"""The pages of login and of one's own security. HTTP only: gate, form, service, answer."""

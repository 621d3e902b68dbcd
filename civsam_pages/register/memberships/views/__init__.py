"""The pages of Mina sidor: the gate first, then the form, the service and the answer."""

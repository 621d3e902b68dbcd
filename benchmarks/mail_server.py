"""A mail server of the benchmarks' and tests' own, which remembers what it has taken."""

import asyncio
import random
import socket
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that the server has taken."""

    message_id: str
    subject: str
    to: str


@dataclass
class Handler:
    """Takes mails; `refuse` gives its answer to an address, `slow` the longest wait (s)."""

    slow: float = 0
    refuse: dict[str, str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.refuse.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(random.uniform(0, self.slow))
        message = message_from_bytes(envelope.content, policy=policy.default)
        for to in envelope.rcpt_tos:
            self.taken.append(Taken(str(message["Message-ID"]), str(message["Subject"]), to))
        await asyncio.sleep(random.uniform(0, self.slow))
        return "250 OK"


def free_port() -> int:
    """A port that nothing listens to."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def mail_server(handler: Handler, port: int):
    """Serve mail at a port for as long as the block lasts."""
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


if __name__ == "__main__":
    with mail_server(Handler(slow=float(sys.argv[2])), int(sys.argv[1])):
        print("ready", flush=True)
        sys.stdin.read()

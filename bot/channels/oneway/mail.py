"""E-mail by SMTP: TLS from the start or by STARTTLS, and none without, certificates verified; only
a server on this machine may be spoken to in the clear.
"""

from __future__ import annotations

import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256

import aiosmtplib

from bot.errors import NeverSent, OutcomeUnknown, Rejected
from bot.oneway import MailServer
from bot.ports import Clock

_SECONDS = 20
_PASSING = range(400, 500)


class Mail:
    """`trusted`: other certificate authorities than the system's."""

    def __init__(
        self, server: MailServer, clock: Clock, trusted: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._clock = clock
        self._trusted = trusted

    async def say(self, ref: str, text: str) -> str:
        try:
            await self._send(self._message(ref, text))
        except (aiosmtplib.SMTPConnectError, aiosmtplib.SMTPAuthenticationError) as failure:
            raise NeverSent(type(failure).__name__) from failure
        except aiosmtplib.SMTPRecipientsRefused as refused:
            _refused(refused.recipients[0].code)
        except aiosmtplib.SMTPResponseException as refused:
            _refused(refused.code)
        except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError) as failure:
            raise OutcomeUnknown(type(failure).__name__) from failure
        except (aiosmtplib.SMTPException, ssl.SSLError) as failure:
            raise NeverSent(type(failure).__name__) from failure
        except OSError as failure:
            raise OutcomeUnknown(type(failure).__name__) from failure
        return ""

    async def _send(self, message: EmailMessage) -> None:
        server = self._server
        await aiosmtplib.send(
            message,
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.tls,
            start_tls=None if server.here else not server.tls,
            tls_context=self._trusted,
            timeout=_SECONDS,
        )

    def _message(self, ref: str, text: str) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._server.sender
        message["To"] = ref
        message["Subject"] = text.split(",", maxsplit=1)[0]
        message["Date"] = format_datetime(self._clock())
        name = sha256(f"{ref}\n{text}".encode()).hexdigest()[:32]
        domain = self._server.sender.rpartition("@")[2]
        message["Message-ID"] = f"<{name}@{domain}>"  # a copy is recognised by it
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        return message


def _refused(code: int) -> None:
    """4xx passes, 5xx does not (RFC 5321, 4.2.1)."""
    if code in _PASSING:
        raise NeverSent(f"the mail server answered {code}")
    raise Rejected(f"the mail server answered {code}")

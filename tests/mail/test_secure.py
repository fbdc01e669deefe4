import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from notifications.outcomes import Deferred, Sent
from notifications.smtp import SmtpServer
from tests.mail.conftest import Answers, free_port
from tests.mail.test_smtp import deliver


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A key and a certificate for 127.0.0.1 that only its own file vouches for."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    signed = builder.add_extension(names, critical=True).sign(key, hashes.SHA256())
    folder = tmp_path_factory.mktemp("authority")
    (folder / "cert.pem").write_bytes(signed.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def secured(certificate: tuple[Path, Path]) -> Iterator[SmtpServer]:
    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
        return AuthResult(success=login.password == b"correct", handled=False)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    controller = Controller(
        Answers(),
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=check,
    )
    controller.start()
    yield SmtpServer(
        "127.0.0.1",
        controller.port,
        security="starttls",
        username="office",
        password="correct",
        timeout=2,
        ca_file=str(certificate[0]),
        hello_name="localhost",
    )
    controller.stop()


def test_login_over_starttls_sends(secured: SmtpServer) -> None:
    assert isinstance(deliver(secured, "hoa")[0], Sent)


def test_unknown_certificate_defers(secured: SmtpServer) -> None:
    assert isinstance(deliver(replace(secured, ca_file=None), "hoa")[0], Deferred)


def test_wrong_password_is_told_and_waits(secured: SmtpServer) -> None:
    outcome = deliver(replace(secured, password="wrong"), "hoa")[0]
    assert isinstance(outcome, Deferred)
    assert "535" in outcome.reply


@pytest.mark.parametrize("changed", [{"username": None, "password": None}, {"security": "none"}])
def test_wrong_setting_never_fails_the_message(secured: SmtpServer, changed: dict[str, Any]) -> None:
    assert isinstance(deliver(replace(secured, **changed), "hoa")[0], Deferred)

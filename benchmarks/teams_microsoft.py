"""Plays Microsoft's identity platform on loopback, reached as the SDK reaches it: by its own names, over TLS.

The SDK knows no other address, so its process is told where those names lead, and which certificate to trust.
"""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import certifi
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

APP = "00000000-0000-4000-8000-0000000000a0"
TENANT = "00000000-0000-4000-8000-0000000000f0"
SECRET = "open sesame"  # noqa: S105  # nothing is behind it

_HOSTS = ("login.microsoftonline.com", "login.botframework.com")


def lead(port: int) -> None:
    """Lead what this process asks of these hosts to that port on loopback."""
    known = socket.getaddrinfo

    def found(host: Any, *rest: Any, **named: Any) -> Any:  # Any: whatever it takes
        if host not in _HOSTS:
            return known(host, *rest, **named)
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", port))]

    socket.getaddrinfo = found


def trusted(certificate: Path) -> Path:
    """Return what a process trusts: all that certifi does, as everywhere, and this certificate."""
    kept = certificate.with_name("trusted.pem")
    kept.write_bytes(Path(certifi.where()).read_bytes() + certificate.read_bytes())
    return kept


def certified(folder: Path) -> Path:
    """Return a key, and a certificate for these hosts and localhost that vouches for itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Microsoft on loopback")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host) for host in (*_HOSTS, "localhost")]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    kept = folder / "microsoft.pem"
    kept.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return kept

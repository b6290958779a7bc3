"""Signing a PDF with a key of this terminal's own, and telling later whether it is still what was signed.

Self-signed: no authority vouches for a kiosk. What counts is the fingerprint of the certificate, which stands on the
paper and which `kiosk commissioning verify` prints: the same on both means this terminal, unchanged.
"""

from __future__ import annotations

import contextlib
import io
import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

YEARS = 20  # longer than a terminal stands
FIELD = "Terminal"


class BadReportKey(Exception):
    """The key file is damaged, or others can read it."""


class Standing(StrEnum):
    INTACT = "intact"
    CHANGED = "changed"  # something is not as it was signed, or was added afterwards
    UNSIGNED = "unsigned"
    NO_PDF = "no_pdf"


@dataclass(frozen=True)
class ReportKey:
    """fingerprint: SHA-256 of the certificate, groups of four hex digits."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def fingerprint(self) -> str:
        return grouped(self.certificate.fingerprint(hashes.SHA256()).hex())


@dataclass(frozen=True)
class Verified:
    """fingerprint, signed_by: of whoever signed; '' for what is not signed. at: as the signer's clock had it."""

    standing: Standing
    fingerprint: str = ""
    signed_by: str = ""
    at: datetime | None = None


def grouped(digits: str) -> str:
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4)).upper()


def load_or_create_report_key(path: Path, terminal: str) -> ReportKey:
    """Made at the first report with mode 0600. Raises BadReportKey or OSError."""
    if not path.exists():
        _create(path, terminal)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise BadReportKey(f"{path}: others can read it; expected mode 0600")
    pem = path.read_bytes()
    try:
        key = serialization.load_pem_private_key(pem, None)
        certificate = x509.load_pem_x509_certificate(pem)
    except ValueError as error:
        raise BadReportKey(f"{path}: expected a private key and a certificate in PEM") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise BadReportKey(f"{path}: the certificate is not this key's")
    return ReportKey(key, certificate)


def _create(path: Path, terminal: str) -> None:
    """Aside and linked into place: whole or not at all, and the first writer wins."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Green Channel Kiosk {terminal}")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # a clock that is set right later must not make it invalid
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem + certificate.public_bytes(serialization.Encoding.PEM))
        file.flush()
        os.fsync(file.fileno())
    try:
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink()


def sign(pdf: bytes, its: ReportKey, reason: str) -> bytes:
    """The PDF with one signature over all of it."""
    from asn1crypto.keys import PrivateKeyInfo
    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    der = its.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = Certificate.load(its.certificate.public_bytes(serialization.Encoding.DER))
    signer = signers.SimpleSigner(
        signing_cert=certificate,
        signing_key=PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),
    )
    out = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)),
        signers.PdfSignatureMetadata(field_name=FIELD, reason=reason, md_algorithm="sha256"),
        signer=signer,
        output=out,
    )
    return out.getvalue()


def verify(pdf: bytes) -> Verified:
    """Whether it is as it was signed, and by whose key. Never raises for what a file contains."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    except (PdfError, ValueError, OSError):
        return Verified(Standing.NO_PDF)
    if not signatures:
        return Verified(Standing.UNSIGNED)
    last = signatures[-1]
    try:
        certificate = last.signer_cert
        trusted = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        status = validate_pdf_signature(last, signer_validation_context=trusted)
    except (PdfError, SignatureValidationError, ValueError, TypeError, AttributeError):
        return Verified(Standing.CHANGED)
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    same = status.modification_level in (None, ModificationLevel.NONE)
    intact = status.intact and status.valid and whole and same
    its = x509.load_der_x509_certificate(certificate.dump())
    name = its.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return Verified(
        Standing.INTACT if intact else Standing.CHANGED,
        grouped(its.fingerprint(hashes.SHA256()).hex()),
        str(name),
        status.signer_reported_dt,
    )

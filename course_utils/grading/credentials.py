"""Who may talk to a cluster: TLS on both sides, with certificates made for the run or with the class's own.

The class's secret and the students' work travel between the machines, and whoever reaches a scheduler
without a certificate could run programs on all of them.
"""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from course_utils.errors import UsageError

Security = Any  # of `distributed`, which has no types for it
# As in the folder that Kubernetes mounts of a TLS secret. Authority, certificate, private key.
FILES = {"tls_ca_file": "ca.crt", "tls_client_cert": "tls.crt", "tls_client_key": "tls.key"}


def made_for_the_run() -> Security:
    """A key and its certificate that live in memory, for a cluster that lives as long as this run.

    Raises UsageError when the package that makes them is missing.
    """
    import distributed

    make: Any = distributed.Security
    try:
        return make.temporary()
    except ImportError:
        raise UsageError(
            "--dask local:N needs the package cryptography, which makes its certificates.",
            "Install it: pip install 'cnn-workbook[cluster]'.",
        ) from None


def credentials(address: str, folder: Path | None) -> Security | None:
    """What a client shows to the scheduler at `address`; None on this machine's own loopback without TLS.

    Args:
        folder: holds ca.crt, tls.crt and tls.key in PEM; None takes the files that Dask's own configuration
            (`distributed.comm.tls`) names.

    Raises:
        UsageError: the connection would not be encrypted, or there is no certificate for it.
    """
    scheme, _, host = address.partition("://")
    if scheme == "tcp" and folder is None and _is_loopback(host):
        return None
    if scheme != "tls" or not host:
        raise UsageError(
            f"{address} is not encrypted: the class's secret and the students' work would travel in plain sight.",
            "Start scheduler and workers with --protocol tls, then pass --dask tls://host:8786 and --dask-tls FOLDER.",
        )
    return _security(folder)


def _is_loopback(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _security(folder: Path | None) -> Security:
    import distributed

    files = {} if folder is None else {field: folder / name for field, name in FILES.items()}
    for path in files.values():
        if not path.is_file():
            raise UsageError(f"{path} is missing.", f"--dask-tls names a folder with {', '.join(FILES.values())}.")
    make: Any = distributed.Security
    security = make(require_encryption=True, **{field: str(path) for field, path in files.items()})
    if not (security.tls_ca_file and security.tls_client_cert):
        raise UsageError(
            "There is no certificate to show to the scheduler.",
            f"Pass --dask-tls FOLDER, a folder with {', '.join(FILES.values())}.",
        )
    try:
        security.get_connection_args("client")
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise UsageError(
            f"The certificates of {folder or 'Dask’s configuration'} cannot be used: {error}.",
            "They are PEM files; tls.key is the private key of tls.crt.",
        ) from None
    return security

"""``caviardage keys``: make, rotate, retire and list the keys of pseudonymisation domains."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from caviardage.errors import KeyUnavailable, UsageError
from caviardage.secret_folder import default_folder

app = typer.Typer(
    no_args_is_help=True, help="Make and rotate the keys of pseudonymisation domains."
)

DOMAIN_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")

DomainOption = Annotated[str, typer.Option("--domain", help="The policy's domain.id.")]
SecretsOption = Annotated[
    Path,
    typer.Option(
        "--secrets",
        default_factory=default_folder,
        show_default="$CAVIARDAGE_SECRETS or ~/.local/share/caviardage",
        help="Folder of keys and run logs; apart from the output.",
    ),
]


FileOption = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="Seal with the passphrase in this file (0600)."),
]
VariableOption = Annotated[
    str | None,
    typer.Option("--passphrase-env", help="Seal with the passphrase in this variable."),
]
KmsOption = Annotated[
    str | None,
    typer.Option("--kms", help="Seal with a key of a KMS: gcp-kms://, aws-kms://, hcvault://."),
]


class Mode(StrEnum):
    """How keys are rotated."""

    FORWARD = "forward"
    REKEY = "rekey"


@app.command()
def init(
    domain: DomainOption,
    secrets: SecretsOption,
    passphrase_file: FileOption = None,
    passphrase_env: VariableOption = None,
    kms: KmsOption = None,
) -> None:
    """Make the keyset of a domain (a file only you can read). Back it up: tokens depend on it.

    The keyset remembers where the passphrase or the KMS key is, and runs look there by themselves.
    """
    from caviardage.keys import create_keyset

    _check(domain)
    protection = _protection(passphrase_file, passphrase_env, kms)
    path = create_keyset(secrets, domain, protection)
    typer.echo(f"keyset written: {path}")


@app.command()
def seal(
    domain: DomainOption,
    secrets: SecretsOption,
    passphrase_file: FileOption = None,
    passphrase_env: VariableOption = None,
    kms: KmsOption = None,
) -> None:
    """Seal the same keys with something else; with nothing given, with the file's mode alone.

    No pseudonym changes. After a disclosure, rotate: the keys themselves are what is known.
    """
    from caviardage import key_rotation

    _check(domain)
    protection = _protection(passphrase_file, passphrase_env, kms)
    key_rotation.seal(secrets, domain, protection or {"kind": "none"})
    typer.echo("sealed anew; destroy the older copies")


@app.command()
def rotate(
    domain: DomainOption,
    secrets: SecretsOption,
    mode: Annotated[
        Mode,
        typer.Option(
            "--mode",
            help="forward: new data gets new pseudonyms, old keys stay. rekey: old keys are "
            "destroyed too, after a disclosure.",
        ),
    ] = Mode.FORWARD,
    retire: Annotated[
        int | None,
        typer.Option("--retire", min=1, help="Only destroy the keys of this version."),
    ] = None,
) -> None:
    """Give a domain new keys, or destroy old ones. Stop its runs before, back up after.

    forward: a value gets another token (…_k2_…) and another surrogate from now on, so data of two
    versions no longer joins on pseudonyms. Data that exists stays as it is and as it can be used.

    rekey and --retire: tokens of the destroyed versions can no longer be computed. Nobody can find
    a person in that data, not even to erase them: make it anew from its source, or delete it.
    Destroy the backups of the keyset too. The vault keeps what it holds.
    """
    from caviardage import key_rotation

    _check(domain)
    if retire is not None:
        if mode is Mode.REKEY:
            raise UsageError("--retire destroys one version; --mode rekey all older ones")
        _rewrap(secrets, domain)
        key_rotation.retire(secrets, domain, retire)
        typer.echo(f"version {retire} retired: its keys are destroyed")
        return
    version = key_rotation.rotate(secrets, domain)
    typer.echo(f"version {version} writes from now on")
    if mode is Mode.REKEY:
        _rewrap(secrets, domain)
        for old in range(1, version):
            key_rotation.retire(secrets, domain, old)
        typer.echo(f"versions before {version} retired: their keys are destroyed")


@app.command("list")
def list_(secrets: SecretsOption) -> None:
    """Show the domains of a secrets folder, and the versions of their keys. Opens none."""
    from rich.table import Table

    from caviardage.key_file import read_header
    from pipelines.screen import console

    table = Table("domain", "version", "state", "created", "sealed with")
    for path in sorted((secrets / "keys").glob("*.json")):
        try:
            for row in list(_rows(read_header(path))):
                table.add_row(*row)
        except (KeyUnavailable, LookupError, TypeError, AttributeError) as error:
            why = str(error) if isinstance(error, KeyUnavailable) else "damaged"
            table.add_row(path.stem, "", why, "", "")
    if not table.row_count:
        raise KeyUnavailable(f"{secrets}: no keyset; make one with: caviardage keys init")
    console.print(table)


def _rows(content: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    domain = str(content["domain"])
    if content.get("format", 1) == 1:
        keys, created = content["keyset"]["key"], str(content.get("created", ""))
        yield domain, str(len(keys)), "tokens only: run keys init", created[:10], "file mode"
        return
    protection = content["protection"]
    place = protection.get("from", {})
    sealed = {
        "none": "file mode",
        "passphrase": f"passphrase in {place.get('file') or '$' + str(place.get('variable'))}",
    }.get(protection["kind"], str(protection.get("uri")))
    versions = content["versions"]
    for version in versions:
        state = f"retired {version['retired'][:10]}" if version["retired"] else "read"
        if version is versions[-1]:
            state = "writes"
        yield domain, str(version["version"]), state, version["created"][:10], sealed


def _check(domain: str) -> None:
    if not DOMAIN_ID.fullmatch(domain):
        raise UsageError("--domain: small letters, digits, '.', '_' and '-', at most 64")


def _protection(file: Path | None, variable: str | None, kms: str | None) -> dict[str, Any] | None:
    """What the options seal a keyset with; None where they say nothing."""
    from caviardage import key_providers

    if sum(map(bool, (file, variable, kms))) > 1:
        raise UsageError("choose one of --passphrase-file, --passphrase-env and --kms")
    if file or variable:
        return key_providers.by_passphrase(file=file, variable=variable)
    return key_providers.by_kms(kms) if kms else None


def _rewrap(secrets: Path, domain: str) -> None:
    """Wrap what the vault holds with the key that writes now, if there is a vault."""
    from caviardage.keys import load_keyset
    from caviardage.vault import open_vault
    from caviardage.vault_head import kept_kind

    kind = kept_kind(secrets, domain)
    if kind is None:
        return
    vault = open_vault(secrets, load_keyset(secrets, domain), kind, must_exist=True)
    try:
        typer.echo(f"vault: {vault.rewrap()} people's keys rewrapped")
    finally:
        vault.close()

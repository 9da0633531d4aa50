"""Reading and writing the formats of exports: JSONL, CSV, Parquet."""

"""Records per second of the whole pipeline beside the same detection and masking in process.

    python -m benchmarks.throughput            4 000 tickets, a few minutes
    python -m benchmarks.throughput --long     200 000 short records: memory of a worker over time

The tickets are those of ``samples/``, repeated under new ids. Start-up (imports, model) is left
out of the rates: a rate counts from the first records handled to the end, publication included.
The in-process rate is taken before and after the others, for the machine's speed drifts.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from caviardage import safe_logging
from caviardage.documents import load_exclusions
from caviardage.keys import create_keyset
from caviardage.policy_file import load_policy
from caviardage.records import Position, Record
from pipelines import batch
from pipelines.display import NoDisplay
from pipelines.job import Job
from pipelines.options import RunConfig
from pipelines.transforms import build_masker

ROOT = Path(__file__).parent.parent
POLICY = ROOT / "configs" / "crm_tickets.yaml"
SHORT_POLICY = ROOT / "configs" / "chat_logs.yaml"


def tickets(count: int) -> Iterator[dict[str, Any]]:
    """The sample tickets over and over, each time under new ids."""
    lines = (ROOT / "samples" / "tickets.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["status"] != "spam"]
    for i in range(count):
        yield {**rows[i % len(rows)], "ticket_id": f"T-{i:07}"}


def messages(count: int) -> Iterator[dict[str, Any]]:
    """The sample chat messages over and over, with changing numbers so that words stay new."""
    lines = (ROOT / "samples" / "chats.jsonl").read_text(encoding="utf-8").splitlines()
    rows = list(map(json.loads, lines))
    for i in range(count):
        lap, at = divmod(i, len(rows))
        row = rows[at]
        text = f"{row['text']} ref{i:x} 06 39 98 {i % 100:02} {i // 100 % 100:02}"
        yield {**row, "conversation_id": f"{row['conversation_id']}-{lap}", "text": text}


def write(path: Path, rows: Iterator[dict[str, Any]]) -> Path:
    """Write rows as JSONL."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def with_parts(policy: Path, documents: int, folder: Path) -> Path:
    """A copy of a policy that cuts parts of so many documents."""
    text = policy.read_text(encoding="utf-8")
    output = f"  documents_per_part: {documents}\n"
    text = text + (output if "\noutput:\n" in text else f"output:\n{output}")
    path = folder / policy.name
    path.write_text(text, encoding="utf-8")
    return path


@dataclass
class Clock(NoDisplay):
    """Notes when records were handled, and the memory of the workers at that time."""

    started: float = field(default_factory=time.monotonic)
    first: tuple[float, int] | None = None
    samples: list[tuple[int, int]] = field(default_factory=list)

    def masked(self, records: int) -> None:
        """Note the first progress, and memory every now and then."""
        if records and self.first is None:
            self.first = (time.monotonic(), records)
        if not self.samples or records - self.samples[-1][0] >= 1000:
            self.samples.append((records, largest_worker()))

    def rate(self, records: int) -> float:
        """Records per second from the first progress to now."""
        if self.first is None:
            raise SystemExit("the run showed no progress")
        moment, handled = self.first
        return (records - handled) / (time.monotonic() - moment)


def largest_worker() -> int:
    """Resident bytes of the largest child process."""
    sizes = []
    for child in psutil.Process().children():
        try:
            sizes.append(child.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return max(sizes, default=0)


def pipeline_rate(policy: Path, path: Path, secrets: Path, workers: int, count: int) -> float:
    """Records per second of a whole run."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        config = RunConfig(
            policy=policy,
            inputs=(str(path),),
            output=Path(folder) / "out",
            secrets=secrets,
            workers=workers,
        )
        batch.run(config, clock)
        return clock.rate(count)


class InProcess:
    """The same detection and masking, called on records held in memory."""

    def __init__(self, policy: Path, path: Path, secrets: Path) -> None:
        loaded = load_policy(policy)
        config = RunConfig(policy=policy, inputs=(str(path),), output=path, secrets=secrets)
        plan = batch.prepare(loaded, config, NoDisplay())
        exclusions = load_exclusions(loaded, policy)
        job = Job.from_plan(plan, exclusions, staging=path, secrets=secrets, claimed=False)
        self._processor = build_masker(job).processor
        self._size = loaded.detection.batch_documents
        lines = path.read_text(encoding="utf-8").splitlines()
        self._documents = [
            [Record(position=Position(file=1, offset=i), row=json.loads(line))]
            for i, line in enumerate(lines)
        ]
        self._processor.process(self._documents[: self._size])

    def rate(self) -> float:
        """Records per second."""
        started = time.monotonic()
        for i in range(0, len(self._documents), self._size):
            self._processor.process(self._documents[i : i + self._size])
        return len(self._documents) / (time.monotonic() - started)


def compare(count: int, folder: Path, secrets: Path) -> None:
    """Print the rates side by side."""
    path = write(folder / "tickets.jsonl", tickets(count))
    policy = with_parts(POLICY, 250, folder)
    in_process = InProcess(policy, path, secrets)
    before = in_process.rate()
    one = pipeline_rate(policy, path, secrets, 1, count)
    two = pipeline_rate(policy, path, secrets, 2, count)
    base = (before + in_process.rate()) / 2
    print(f"{count} tickets, {path.stat().st_size / count:.0f} bytes each, start-up left out")
    print(f"{'':24}{'records/s':>10}{'ratio':>26}")
    print(f"{'in process':24}{base:>10.1f}{'':>26}")
    print(f"{'pipeline, 1 worker':24}{one:>10.1f}{one / base:>8.2f} of in process (≥ 0.85)")
    print(f"{'pipeline, 2 workers':24}{two:>10.1f}{two / one:>8.2f} × one worker (≥ 1.7)")


def long_run(count: int, folder: Path, secrets: Path) -> None:
    """Print the memory of one worker over a long run of short records."""
    path = write(folder / "messages.jsonl", messages(count))
    config = RunConfig(
        policy=SHORT_POLICY, inputs=(str(path),), output=folder / "out", secrets=secrets
    )
    clock = Clock()
    batch.run(config, clock)
    print(f"{count} short records, {clock.rate(count):.0f} records/s")
    print(f"{'records':>10}{'memory of the worker':>24}")
    marks = [count // 10 * i for i in range(1, 11)]
    for mark in marks:
        at, size = next((s for s in clock.samples if s[0] >= mark), clock.samples[-1])
        print(f"{at:>10}{size / 2**20:>20.0f} MiB")
    print(f"peak {max(size for _, size in clock.samples) / 2**20:.0f} MiB (≤ 700, flat)")


def main() -> None:
    """Run the comparison, or the long run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=4000, help="tickets to compare on")
    parser.add_argument("--long", action="store_true", help="200 000 short records instead")
    parser.add_argument("--long-records", type=int, default=200_000)
    args = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    safe_logging.set_up()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        secrets = folder / "secrets"
        create_keyset(secrets, load_policy(POLICY).domain.id)
        if args.long:
            long_run(args.long_records, folder, secrets)
        else:
            compare(args.records, folder, secrets)


if __name__ == "__main__":
    main()

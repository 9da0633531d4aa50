"""Draws ``log.csv`` as ``curve.svg``: recall and precision by epoch, on held-out data and samples.

python -m training.curve
"""

import csv
from pathlib import Path

HERE = Path(__file__).parent
LINES = {
    "held_recall": ("recall, held-out names and frames", "#1b6ca8", ""),
    "held_precision": ("precision, held-out names and frames", "#1b6ca8", "5 4"),
    "samples_recall": ("recall, sample tickets and chats", "#c0392b", ""),
    "samples_precision": ("precision, sample tickets and chats", "#c0392b", "5 4"),
}
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 360, 48, 16, 290
LOWEST = 0.6


def place(epoch: float, value: float, epochs: float) -> tuple[float, float]:
    """Where a score stands in the picture; what is below the axis stands on it."""
    x = LEFT + (WIDTH - LEFT - 20) * epoch / max(1.0, epochs)
    y = BOTTOM - (BOTTOM - TOP) * (max(value, LOWEST) - LOWEST) / (1 - LOWEST)
    return round(x, 1), round(y, 1)


def picture(rows: list[dict[str, float]]) -> str:
    """The log as SVG."""
    epochs = rows[-1]["epoch"]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for tick in range(5):
        value = LOWEST + tick * (1 - LOWEST) / 4
        x, y = place(0, value, epochs)
        parts.append(f'<path d="M{x} {y}H{WIDTH - 20}" stroke="#ddd"/>')
        parts.append(f'<text x="8" y="{y + 4}">{value:.1f}</text>')
    for row in rows:
        x, _ = place(row["epoch"], LOWEST, epochs)
        parts.append(
            f'<text x="{x}" y="{BOTTOM + 14}" text-anchor="middle">{row["epoch"]:g}</text>'
        )
    for place_, (column, (label, colour, dash)) in enumerate(LINES.items()):
        points = " ".join(
            f"{x},{y}" for x, y in (place(r["epoch"], r[column], epochs) for r in rows)
        )
        style = f'stroke="{colour}" stroke-dasharray="{dash}" fill="none" stroke-width="1.6"'
        parts.append(f'<polyline points="{points}" {style}/>')
        x, y = LEFT + 290 * (place_ % 2), BOTTOM + 34 + 16 * (place_ // 2)
        parts.append(
            f'<path d="M{x} {y - 4}h24" {style}/><text x="{x + 30}" y="{y}">{label}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    """Draw the log."""
    with (HERE / "log.csv").open(encoding="utf-8", newline="") as log:
        rows = [{k: float(v) for k, v in row.items()} for row in csv.DictReader(log)]
    (HERE / "curve.svg").write_text(picture(rows), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The learning curve as a picture: loss against tokens, so that runs of different machines can be laid side by side."""

import csv
from pathlib import Path


def draw(table: Path, picture: Path) -> None:
    """Draw `learning_curve.csv` as a PNG; `FileNotFoundError` when nothing was reported yet."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    with table.open(newline="") as file:
        lines = list(csv.DictReader(file))
    tokens = [int(line["tokens"]) / 1e6 for line in lines]
    figure, axes = pyplot.subplots(figsize=(7, 4), layout="constrained")
    axes.plot(tokens, [float(line["loss"]) for line in lines], linewidth=1)
    axes.set(xlabel="tokens read (millions)", ylabel="loss on learnt tokens (nats)", yscale="log")
    axes.grid(alpha=0.3, which="both")
    figure.savefig(picture, dpi=150)
    pyplot.close(figure)

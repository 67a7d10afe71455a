"""What training shows: one moving line on a terminal, plain lines elsewhere."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


class Line:
    """A bar of how much of the budget is used up, with loss and speed."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        columns = (
            BarColumn(),
            TextColumn("{task.percentage:3.0f} %"),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
        )
        self._bar = Progress(*columns, console=self._console, disable=not self._console.is_terminal)
        self._task = self._bar.add_task("reading the first dialogues", total=1.0)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def show(self, spent: float, text: str) -> None:
        """`spent`: share of the budget, 0..1."""
        self._bar.update(self._task, completed=spent, description=text)
        if not self._console.is_terminal:
            self._console.print(f"{spent:4.0%}  {text}", soft_wrap=True)

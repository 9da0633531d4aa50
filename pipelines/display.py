"""What a run shows while it works."""

from typing import Protocol

from pipelines.plan import Plan


class Display(Protocol):
    """Shows how far a run is."""

    def planning(self, file: int, records: int) -> None:
        """The plan has seen so many records, the last in this file."""
        ...

    def planned(self, plan: Plan) -> None:
        """The plan is made."""
        ...

    def masked(self, records: int) -> None:
        """The workers have handled so many records."""
        ...


class NoDisplay:
    """Shows nothing."""

    def planning(self, file: int, records: int) -> None:
        """Show nothing."""

    def planned(self, plan: Plan) -> None:
        """Show nothing."""

    def masked(self, records: int) -> None:
        """Show nothing."""

"""What can be wrong with the environment.

SettingsError      one or more variables cannot be used; lists all of them at once
EngineLoadedError  Prefect was imported before its environment was set
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One variable that cannot be used: its name in the environment and, in Vietnamese, what is wrong."""

    variable: str
    reason: str


class SettingsError(Exception):
    """Some variables of the environment cannot be used. `problems` holds every one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        # The sentence is made here because settings stands beside the layers and may not import wording.
        lines = "".join(f"\n  {problem.variable}: {problem.reason}" for problem in self.problems)
        return f"Biến môi trường chưa dùng được:{lines}"


class EngineLoadedError(Exception):
    """Prefect reads its settings when imported; `variables` came too late. A mistake in the code, not of a user."""

    def __init__(self, variables: tuple[str, ...]) -> None:
        super().__init__(variables)
        self.variables = variables

    def __str__(self) -> str:
        return f"Prefect was imported before these variables were set: {', '.join(self.variables)}"

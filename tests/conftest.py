"""Options that every tier understands."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("all", "sqlite", "postgresql"),
        default="all",
        help="which databases the store's tests run on",
    )

"""Options that every tier understands."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("all", "sqlite", "postgresql"),
        default="all",
        help="which databases the store's tests run on",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes several seconds, so a quick run leaves it out")

"""Lets `python -m deployments.cli` be the thidua command."""

from deployments.cli.app import main

main()

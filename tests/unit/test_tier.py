"""The unit tier guards itself."""

import socket
import sqlite3
import subprocess
import sys

import pytest


def test_unit_test_cannot_open_database() -> None:
    with pytest.raises(Exception, match="A unit test opens a database"):
        sqlite3.connect(":memory:")


def test_unit_test_cannot_reach_network() -> None:
    with socket.socket() as plug, pytest.raises(Exception, match="A unit test opens a connection"):
        plug.connect(("127.0.0.1", 9))


def test_unit_test_cannot_start_process() -> None:
    with pytest.raises(Exception, match="A unit test starts a process"):
        subprocess.run([sys.executable, "--version"], check=False)

"""Somebody in front of the pages: signed in as a person of the office, asking and sending forms as a browser does."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from httpx import Response
from sqlalchemy import insert
from sqlmodel import col, select
from starlette.testclient import TestClient

import settings
from domain.accounts import hash_of
from models.accounts import Account, WebSession
from models.base import table_of
from models.campaign_rows import store_mark
from models.engine import reading, writing
from models.finders import person_by_code
from settings import Settings
from tests.store.scenario import World
from web.app import create_app
from web.desk import COOKIE

ORIGIN = "http://testserver"
Files = Mapping[str, tuple[str, bytes, str]]


class Fields(HTMLParser):
    """The values with which a page's forms would be sent, by the address they go to."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms and the hidden fields in them."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((told.get("action", ""), {}))
        elif tag == "input" and told.get("type") == "hidden" and self.forms:
            self.forms[-1][1][told.get("name", "")] = told.get("value", "")


@dataclass
class Visitor:
    """A browser without a screen."""

    client: TestClient
    page: str = "/"
    text: str = ""
    hidden: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> Response:
        """Open a page; its forms can be sent afterwards."""
        return self._seen(self.client.get(path, headers=headers))

    def post(self, action: str, files: Any = None, **fields: Any) -> Response:
        """Send the form of the page last seen that goes to `action`, and follow where it leads."""
        found = next((values for address, values in self.hidden if address == action), None)
        assert found is not None, f"no form goes to {action}; there are {[address for address, _ in self.hidden]}"
        headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
        return self._seen(self.client.post(action, data={**found, **fields}, files=files, headers=headers))

    def says(self, words: str) -> bool:
        """Do these words stand on the page last seen (blanks as they come)?"""
        return words in re.sub(r"\s+", " ", self.text)

    def _seen(self, response: Response) -> Response:
        self.page, self.text = str(response.url), response.text
        if "html" in response.headers.get("content-type", ""):
            parser = Fields()
            parser.feed(response.text)
            self.hidden = parser.forms
        return response


@dataclass
class House:
    """An application over the store of a world."""

    world: World
    app: FastAPI

    def visit(self, code: str) -> Visitor:
        """A person of the office, signed in; pages are asked at the world's moment."""
        set_clock(self.world)
        token = signed_in(self.world, code)
        return Visitor(TestClient(self.app, cookies={COOKIE: token}, raise_server_exceptions=False))

    def go(self, day: str) -> None:
        """Let time pass until the morning of this day; whoever comes after signs in anew."""
        self.world.go(day)
        set_clock(self.world)

    def stranger(self) -> Visitor:
        """Somebody who is not signed in."""
        return Visitor(TestClient(self.app, raise_server_exceptions=False))


def open_house(world: World, directory: Path) -> House:
    """Pages over this world's store; documents lie in `directory`."""
    set_clock(world)
    url = world.engine.url.render_as_string(hide_password=False)
    return House(world, create_app(_settings(url, directory)))


def set_clock(world: World) -> None:
    """Pages are asked at the world's moment."""
    with writing(world.engine) as session:
        mark = store_mark(session)
        mark.simulated, mark.clock = True, world.now


def signed_in(world: World, code: str) -> str:
    """A token of this person. The rows are written past the actions, whose own tests show how one really signs in."""
    token = secrets.token_hex(16)
    with reading(world.engine) as session:
        person = person_by_code(session, code).id
        known = session.exec(select(Account.id).where(col(Account.person_id) == person)).first()
    with world.engine.begin() as connection:
        if known is None:
            values = {"person_id": person, "must_change": False, "created_at": world.now, "created_by": "test"}
            connection.execute(insert(table_of(Account)), values)
        later = world.now + timedelta(hours=12)
        connection.execute(
            insert(table_of(WebSession)),
            {
                "token_hash": hash_of(token),
                "person_id": person,
                "created_at": world.now,
                "last_seen_at": world.now,
                "idle_until": later,
                "expires_at": later,
                "agent": "",
            },
        )
    return token


def _settings(url: str, directory: Path) -> Settings:
    return settings.load().model_copy(update={"database_url": url, "data_directory": directory})

"""Every route of the application, with addresses that lead to something in a test's store."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from fastapi.routing import APIRoute

from tests.store.scenario import World
from web.access import needed
from web.pages import routers

Sample = Callable[[World], str]

SAMPLES: Mapping[str, Sample] = {
    "code": lambda world: world.code,
    "unit": lambda world: world.units[0],
    "stage": lambda _: "registration",
    "dot": lambda _: "final",
    "dossier": lambda world: f"HS-{world.units[0]}-01",
    "number": lambda _: "1",
    "complaint": lambda _: "KN-0001",
    "duty": lambda _: "1",
    "round_": lambda _: "final",
    "award": lambda world: world.forms[0],
    "later": lambda _: "huy-bo",
    "recovery": lambda _: "1",
    "plan": lambda _: "NH-2021-01",
    "token": lambda _: "link-of-nobody",
    "person": lambda _: "clerk",
    "session_number": lambda _: "999",
    "decision": lambda _: "1",
    "copy": lambda _: "1",
    "delegation": lambda _: "1",
    "book": lambda _: "1",
    "deputy_number": lambda _: "999",
    "kept": lambda _: "evidence",
    "criterion": lambda _: "on_time",
    "erasure_number": lambda _: "999",
    "correction_number": lambda _: "999",
}
"""Parameter of an address → a value that exists. A route with another parameter has to add it here."""


@dataclass(frozen=True)
class Place:
    """One route: `POST /phong-trao/{code}/tam-dung`, and the rights of which any one lets a person in."""

    method: str
    path: str
    needs: tuple[str, ...]
    parameters: tuple[str, ...]

    def address(self, world: World) -> str:
        """The address with the samples of this world; KeyError names a parameter without a sample."""
        return self.path.format(**{name: SAMPLES[name](world) for name in self.parameters})

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def places() -> Iterator[Place]:
    """Every route of every page, in the order of their modules."""
    for route in (route for router in routers() for route in router.routes):
        if isinstance(route, APIRoute):
            for method in sorted(route.methods or ()):
                yield Place(method, route.path_format, needed(route), tuple(route.param_convertors))

"""An office of its own at the command line: a store in a temporary directory, with a clock that a test can set."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlmodel import col, update

from deployments.cli import app
from models.campaigns import StoreMark
from models.engine import open_engine, reading, writing
from plans.catalogue import shipped

CODE = "NH-2021-01"
PLAN = str(next(plan.path for plan in shipped() if plan.code == CODE))
PEOPLE = ("canbo officer", "chutich leader", "vanthu clerk", "u1 unit_officer TDP-01", "u2 unit_officer TDP-02")
SEATS = ("m1=chair", "m2=member", "m3=member", "m4=secretary")
OPERATIONAL = ("store_mark", "alembic_version", "sqlite_sequence")


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Office:
    """One store, and the command on it."""

    directory: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.directory}/thidua.db"

    def ask(self, line: str, *more: str) -> Answer:
        """Run one command, words parted by blanks; `more` are arguments with blanks of their own."""
        out, err = io.StringIO(), io.StringIO()
        with in_directory(self.directory), redirect_stdout(out), redirect_stderr(err):
            code = app.run([*line.split(), *more])
        return Answer(code, out.getvalue(), err.getvalue())

    def do(self, line: str, *more: str) -> str:
        """The same, for what must succeed; what it said."""
        answer = self.ask(line, *more)
        assert answer.code == 0, answer.err
        return answer.out

    def set_clock(self, moment: str) -> None:
        """The store lives at this moment, in UTC."""
        at = datetime.fromisoformat(f"{moment}+00:00")
        with writing(open_engine(self.url)) as session:
            session.execute(update(StoreMark).where(col(StoreMark.id) == 1).values(simulated=True, clock=at))

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table, to compare before and after."""
        with reading(open_engine(self.url)) as session:
            names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).scalars()
            tables = [name for name in names if name not in OPERATIONAL]
            return {
                name: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{name}" ORDER BY 1'))]  # noqa: S608  # names come from the schema
                for name in tables
            }


@contextmanager
def in_directory(directory: Path) -> Iterator[None]:
    """The installation that the settings describe lies there."""
    before = os.environ.get("THIDUA_DATA_DIRECTORY")
    os.environ["THIDUA_DATA_DIRECTORY"] = str(directory)
    try:
        yield
    finally:
        if before is None:
            del os.environ["THIDUA_DATA_DIRECTORY"]
        else:
            os.environ["THIDUA_DATA_DIRECTORY"] = before


def staffed(directory: Path) -> Office:
    """An office with its people and three units, in September 2021."""
    office = Office(directory)
    office.do("migrate")
    office.set_clock("2021-09-06T02:00")
    office.do("people first quantri --name", "Phạm Quản Trị")
    for number in ("01", "02", "03"):
        office.do(f"unit add TDP-{number} --as quantri --name", f"Tổ dân phố {number}")
    for line in PEOPLE:
        person, role, *unit = line.split()
        office.do(f"people add {person} --as quantri --email {person}@office.example --name", f"Người {person}")
        office.do(f"people grant {person} {role} --as quantri", *(["--unit", *unit] if unit else []))
    for seat in range(1, 5):
        office.do(f"people add m{seat} --as quantri --email m{seat}@office.example --name", f"Ủy viên {seat}")
    return office


def launched(office: Office) -> None:
    """The campaign runs, without registration and midterm review, and takes dossiers until 20/11/2021."""
    office.do(f"campaign create {PLAN} --as canbo --unit TDP-01 --unit TDP-02")
    office.do(f"campaign answer {CODE} document.issued 2021-09-06 --as canbo")
    office.do(f"campaign answer {CODE} document.number 12/KH-UBND --as canbo")
    office.do(f"campaign launch {CODE} --as chutich")
    office.do(f"stage run {CODE} launch --as canbo")
    for kind in ("registration", "midterm_review"):
        office.do(f"campaign answer {CODE} {kind}.held không --as canbo --reason", "Kế hoạch ngắn ngày")


def submitted(office: Office, unit: str, nominee: str, *more: str) -> Answer:
    """A unit's officer proposes a collective with every paper and every proof."""
    papers = []
    for component in ("to_trinh", "bien_ban_hop_xet", "bao_cao_thanh_tich"):
        file = office.directory / f"{component}.pdf"
        file.write_bytes(f"{component} {nominee}".encode())
        papers += ["--document", f"{component}={file}"]
    proofs = ["plan_tasks_done=100", "admin_procedures_on_time=100", "par_rank=Tốt", "discipline_compliance=100"]
    evidence = [
        word for proof in (*proofs, "task_completion=Hoàn thành tốt nhiệm vụ") for word in ("--evidence", proof)
    ]
    who = ["--attested-by", "UBND phường", "--kind", "collective", "--nominee", nominee]
    officer = f"u{int(unit.removeprefix('TDP-'))}"
    return office.ask(f"dossier submit {CODE} --unit {unit} --as {officer}", *papers, *evidence, *who, *more)


def intake_open(office: Office) -> None:
    """Dossiers are taken, on 10/11/2021."""
    launched(office)
    office.do(f"stage run {CODE} dossier_intake@final --as canbo")
    office.set_clock("2021-11-10T02:00")


def council_sits(office: Office, method: str = "show_of_hands") -> None:
    """Two dossiers lie before a council of four that sits on 25/11/2021; three members are there."""
    intake_open(office)
    for number, unit in enumerate(("TDP-01", "TDP-02"), 1):
        assert submitted(office, unit, f"Tổ dân phố {number}").code == 0
        office.do(f"dossier accept {CODE} HS-TDP-0{number}-01 --as canbo --opinion", "Đủ điều kiện")
    office.set_clock("2021-11-21T02:00")
    office.do(f"stage run {CODE} dossier_intake@final --as canbo")
    members = [word for seat in SEATS for word in ("--member", seat)]
    office.do(
        f"council establish {CODE} --document 20/QĐ-UBND --on 2021-11-15 --as canbo", *members, "--name", "Hội đồng"
    )
    items = (
        *(f"method={method}", "quorum=2/3", "threshold=1/2", "comparator=>", "denominator=present"),
        *("absent=exclude", "recusal=reduces", "tie=chair", "secretary_votes=no", "source=Quy chế 21/QC-HĐ"),
    )
    office.do(f"council rule {CODE} --as canbo", *(word for item in items for word in ("--set", item)))
    office.do(f"stage run {CODE} council_appraisal@final --as canbo")
    office.do(f"council convene {CODE} --at 2021-11-25T09:00 --as m4 --place", "Phòng họp số 1")
    office.set_clock("2021-11-25T03:00")
    office.do(f"council attend {CODE} --as m4 --person m1 --person m2 --person m3")


def concluded(office: Office) -> None:
    """The council has proposed the first dossier, and not the second."""
    council_sits(office)
    for dossier, choices in (("HS-TDP-01-01", "yes yes no"), ("HS-TDP-02-01", "no no yes")):
        office.do(f"council ballot open {CODE} {dossier} --as m4")
        for member, choice in zip(("m1", "m2", "m3"), choices.split(), strict=True):
            office.do(f"council ballot vote {CODE} {dossier} {choice} --as {member}")
        office.do(f"council ballot close {CODE} {dossier} --as m4")
    office.do(f"council conclude {CODE} --document 22/BB-HĐ --as m4 --text", "Nhất trí đề nghị khen.")
    office.do(f"stage run {CODE} council_appraisal@final --as canbo")


def drafted(office: Office) -> None:
    """The decision lies before the leader on 26/11/2021."""
    concluded(office)
    office.set_clock("2021-11-26T02:00")
    office.do(f"stage run {CODE} decision_issuance@final --as canbo")
    office.do(f"decision draft {CODE} --as canbo")


def decided(office: Office) -> None:
    """The decision is issued the same day."""
    drafted(office)
    office.do(f"decision sign {CODE} --as chutich --title", "Chủ tịch")
    office.do(f"decision issue {CODE} --number 125/QĐ-UBND --on 2021-11-26 --as vanthu")

"""Whatever allowed acts follow each other: the store stays sound, and a running stage can be moved by somebody."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from actions import campaigns, consultations, dossiers, helping, reopening, second_person
from actions.comments import open_comments
from domain.errors import Refused
from domain.stages import StageKey
from models.dossiers import Dossier
from models.engine import open_engine
from models.stages import Stage
from queries.doctor import examine
from tests.store import playing
from tests.store.scenario import World, campaign_at

PASSIVE = ("get_opinion", "gather_comments", "confirm_skip")
"""Duties that wait for somebody outside, or for a choice that the machine makes by itself."""


class Campaign(RuleBasedStateMachine):
    """A small campaign in which people do what they owe, and anything else that they may."""

    template: Path
    start: datetime

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(mkdtemp(prefix="thidua-machine-"))
        shutil.copy(self.template, self.directory / "thidua.db")
        engine = open_engine(f"sqlite:///{self.directory / 'thidua.db'}")
        self.world = World(engine, ("DV-1", "DV-2"), self.start)

    def teardown(self) -> None:
        self.world.engine.dispose()
        shutil.rmtree(self.directory)

    def attempt(self, action: Any, *arguments: Any, by: str = "officer", **values: Any) -> None:
        """An act that may be refused: then nothing has changed."""
        try:
            self.world.do(action, *arguments, by=by, **values)
        except Refused:
            return

    def pick(self, number: int) -> StageKey:
        keys = list(self.world.stages())
        return StageKey.parse(keys[number % len(keys)])

    @rule(days=st.integers(1, 30))
    def time_passes(self, days: int) -> None:
        self.world.sweep_until(self.world.today + timedelta(days=days))

    @rule(number=st.integers(0, 30))
    def somebody_acts(self, number: int) -> None:
        owed = [duty for duty in self.world.owed() if duty.kind not in PASSIVE]
        if owed:
            try:
                playing.act(self.world, owed[number % len(owed)])
            except Refused:
                return

    @rule(number=st.integers(0, 8), days=st.integers(1, 20))
    def officer_extends(self, number: int, days: int) -> None:
        key = self.pick(number)
        before = {stage.key: (stage.due, stage.state) for stage in self.world.rows(Stage)}
        due = (before[str(key)][0] or self.world.today) + timedelta(days=days)
        self.attempt(campaigns.set_date, key, due, reason="Dịch bệnh", extend=True)
        after = {stage.key: stage.due for stage in self.world.rows(Stage)}
        ended = {name: due for name, (due, state) in before.items() if state in ("closed", "skipped")}
        assert {name: after[name] for name in ended} == ended

    @rule(number=st.integers(0, 8), agree=st.booleans())
    def two_skip(self, number: int, agree: bool) -> None:
        key = self.pick(number)
        self.attempt(second_person.ask_skip, key, reason="Không cần")
        self.attempt(second_person.decide_skip, key, agree=agree, reason="Xét thấy", by="leader")

    @rule(number=st.integers(0, 8), days=st.integers(0, 15))
    def officer_reopens(self, number: int, days: int) -> None:
        due = self.world.today + timedelta(days=days)
        self.attempt(reopening.reopen, self.pick(number), due, reason="Chưa kịp")

    @rule(number=st.integers(0, 8), days=st.integers(0, 15))
    def leader_steps_back(self, number: int, days: int) -> None:
        due = self.world.today + timedelta(days=days)
        self.attempt(helping.step_back_stage, self.pick(number), due, reason="Sai sót", by="leader")

    @rule(number=st.integers(0, 5), act=st.sampled_from(["withdraw", "back", "ask", "answer", "ineligible"]))
    def something_happens_to_a_dossier(self, number: int, act: str) -> None:
        rows = self.world.rows(Dossier)
        if not rows:
            return
        code, due = rows[number % len(rows)].code, self.world.today + timedelta(days=5)
        ask: dict[str, Any] = {"body": "Công an", "document": "1/CV", "due": due}
        match act:
            case "withdraw":
                self.attempt(dossiers.withdraw, code, reason="Thôi")
            case "back":
                self.attempt(helping.step_back_dossier, code, reason="Có đơn")
            case "ask":
                self.attempt(consultations.ask_body, code, **ask)
            case "answer":
                self.attempt(consultations.record_opinion, code, answer="agrees")
            case _:
                self.attempt(dossiers.judge_ineligible, code, reasons=["Không đạt"])

    @rule(days=st.integers(1, 5))
    def list_is_laid_open(self, days: int) -> None:
        self.attempt(open_comments, "final", days=days, place="Bảng tin")

    @rule(number=st.integers(0, 8))
    def officer_reminds(self, number: int) -> None:
        self.attempt(helping.remind_now, self.pick(number))

    @rule()
    def campaign_pauses(self) -> None:
        self.attempt(campaigns.suspend, reason="Bão", by="leader")
        self.attempt(campaigns.resume, reason="Hết bão", by="leader")

    @invariant()
    def store_is_sound(self) -> None:
        assert not examine(self.world.engine, at=self.world.now, mail_paused=True)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("examples", "steps"), [(2, 15)])
@pytest.mark.parametrize("begins", ["registration", "council_appraisal@final", "decision_issuance@final"])
def test_no_order_of_acts_strands_a_campaign(
    begins: str, examples: int, steps: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = tmp_path / "thidua.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), file)
    engine = open_engine(f"sqlite:///{file}")
    world = campaign_at(engine, begins, units=2)
    engine.dispose()
    Campaign.template, Campaign.start = file, world.now
    run_state_machine_as_test(
        Campaign,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

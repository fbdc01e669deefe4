"""A council at the pages: who is there, how a dossier is voted on, and that nobody sees how an open ballot stands."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from actions import people
from domain.people import Role
from models.council import Ballot, Council, Meeting
from models.engine import writing
from tests.store import factories, playing
from tests.store.scenario import CODE, VOTERS, World
from tests.web.visitor import Files, House, Visitor

Houses = Callable[..., House]
DOSSIER = "HS-DV-1-01"
SCAN: Files = {"scan": ("bien-ban.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", "application/pdf")}


@pytest.fixture
def sitting(house: Houses) -> House:
    """A meeting is convened for today and everybody is there."""
    office = house("council_appraisal@final")
    playing.convene(office.world)
    office.world.go("2021-11-30")
    playing.attend(office.world, *VOTERS)
    return office


def place(world: World) -> str:
    """Where the meeting is."""
    return f"/hoi-dong/{CODE}/phien/{world.rows(Meeting)[-1].id}"


def ballot(world: World) -> str:
    """Where the dossier is voted on."""
    return f"{place(world)}/ho-so/{DOSSIER}"


def at_ballot(office: House, person: str) -> Visitor:
    """Somebody has opened the ballot's page."""
    visitor = office.visit(person)
    assert visitor.get(ballot(office.world)).status_code == 200
    return visitor


def opened(office: House) -> None:
    """The secretary opens the ballot."""
    secretary = at_ballot(office, "secretary")
    assert secretary.post(f"{ballot(office.world)}/mo").status_code == 200


def votes(office: House, choices: Mapping[str, str]) -> None:
    """Members vote, each at her own page."""
    for person, choice in choices.items():
        member = at_ballot(office, person)
        assert member.post(f"{ballot(office.world)}/bo-phieu", choice=choice).status_code == 200


def last(world: World) -> Ballot:
    return world.rows(Ballot)[-1]


def test_members_vote_and_the_secretary_closes(sitting: House) -> None:
    opened(sitting)
    votes(sitting, dict.fromkeys(VOTERS, "yes"))
    secretary = at_ballot(sitting, "secretary")
    secretary.post(f"{ballot(sitting.world)}/dong")
    assert secretary.says("Thông qua")
    assert (last(sitting.world).yes, last(sitting.world).outcome) == (5, "passed")


@pytest.mark.parametrize("person", ["secretary", "officer", "leader", "auditor", "chair", "member4"])
def test_nobody_sees_how_an_open_ballot_stands(sitting: House, person: str) -> None:
    opened(sitting)
    before = at_ballot(sitting, person).text
    votes(sitting, {"member1": "yes", "member2": "no"})
    yes_no = at_ballot(sitting, person).text
    assert "Đồng ý <b>" not in yes_no
    assert "Cách tính" not in before + yes_no


def test_what_one_voted_is_not_repeated(sitting: House) -> None:
    opened(sitting)
    member = at_ballot(sitting, "member1")
    member.post(f"{ballot(sitting.world)}/bo-phieu", choice="no")
    assert member.says("Đã ghi nhận phiếu của bạn")
    assert not member.says("checked")


def test_an_invented_choice_is_refused(sitting: House) -> None:
    opened(sitting)
    member = at_ballot(sitting, "member1")
    assert member.post(f"{ballot(sitting.world)}/bo-phieu", choice="maybe").status_code == 422


def test_the_officer_has_no_vote(sitting: House) -> None:
    opened(sitting)
    officer = at_ballot(sitting, "officer")
    assert not officer.says("Phiếu của bạn")


def test_counted_papers_are_entered_with_their_scan(sitting: House) -> None:
    world = sitting.world
    secretary = at_ballot(sitting, "secretary")
    secretary.post(f"{ballot(world)}/mo", on_paper="1")
    told = {"issued": "5", "returned": "5", "yes": "4", "no": "1", "document": "02/BB-KP", "tellers": "Lê A\nTrần B"}
    secretary.get(ballot(world))
    secretary.post(f"{ballot(world)}/kiem-phieu", files=SCAN, **told)
    assert secretary.says("Lê A, Trần B")
    assert (last(world).yes, last(world).outcome) == (4, "passed")


def counted(office: House) -> None:
    """The counting team's result is in, with its scan."""
    secretary, address = at_ballot(office, "secretary"), ballot(office.world)
    secretary.post(f"{address}/mo", on_paper="1")
    secretary.get(address)
    secretary.post(f"{address}/kiem-phieu", files=SCAN, yes="4", no="1", document="02/BB-KP")


def test_scan_of_the_minutes_is_given_back(sitting: House) -> None:
    counted(sitting)
    found = sitting.visit("auditor").get(f"{ballot(sitting.world)}/ban-quet")
    assert (found.status_code, found.content) == (200, SCAN["scan"][1])


@pytest.mark.parametrize(("person", "status"), [("cb-dv-1", 404), ("officer", 404)], ids=["of a unit", "too early"])
def test_scan_is_for_those_who_may_see_a_result(sitting: House, person: str, status: int) -> None:
    if person != "officer":
        counted(sitting)
    assert sitting.visit(person).get(f"{ballot(sitting.world)}/ban-quet").status_code == status


def test_papers_that_do_not_add_up_keep_what_was_typed(sitting: House) -> None:
    world = sitting.world
    secretary = at_ballot(sitting, "secretary")
    secretary.post(f"{ballot(world)}/mo", on_paper="1")
    secretary.get(ballot(world))
    told = {"issued": "5", "returned": "3", "yes": "4", "no": "1", "document": "02/BB-KP"}
    assert secretary.post(f"{ballot(world)}/kiem-phieu", **told).status_code == 422
    assert secretary.says('value="02/BB-KP"')


def test_a_scan_that_is_no_document_is_refused(sitting: House) -> None:
    world = sitting.world
    secretary = at_ballot(sitting, "secretary")
    secretary.post(f"{ballot(world)}/mo", on_paper="1")
    secretary.get(ballot(world))
    bad: Files = {"scan": ("bien-ban.pdf", b"MZ\x90\x00 program", "application/pdf")}
    told = {"yes": "4", "no": "1", "document": "02/BB-KP"}
    assert secretary.post(f"{ballot(world)}/kiem-phieu", files=bad, **told).status_code == 422


def test_a_member_keeps_out_and_sees_nothing_more(sitting: House) -> None:
    member = at_ballot(sitting, "member1")
    member.post(f"{ballot(sitting.world)}/lien-quan", reason="Là người nhà")
    member.get(ballot(sitting.world))
    assert member.says("không tham gia xét")
    assert not member.says("Thành phần hồ sơ")


def test_the_chair_decides_on_a_conflict(sitting: House) -> None:
    at_ballot(sitting, "member1").post(f"{ballot(sitting.world)}/lien-quan", reason="Là người nhà")
    chair = at_ballot(sitting, "chair")
    chair.post(f"{ballot(sitting.world)}/xet-lien-quan", person="member1", agreed="yes", reason="Đúng vậy")
    assert chair.says("Không tham gia xét")


def test_the_meeting_counts_who_is_there(house: Houses) -> None:
    office = house("council_appraisal@final")
    playing.convene(office.world)
    office.world.go("2021-11-30")
    secretary = office.visit("secretary")
    secretary.get(place(office.world))
    secretary.post(f"{place(office.world)}/diem-danh", person=["chair", "member1"])
    assert secretary.says("Có mặt 2/6 thành viên")


def test_the_secretary_convenes_with_an_agenda(house: Houses) -> None:
    office = house("council_appraisal@final")
    secretary = office.visit("secretary")
    secretary.get(f"/hoi-dong/{CODE}")
    when = {"day": "2021-12-10", "time": "08:30", "place": "Phòng họp"}
    secretary.post(f"/hoi-dong/{CODE}/final/trieu-tap", **when, dossier=[DOSSIER])
    assert secretary.says("Đã triệu tập phiên họp")


def test_a_time_that_is_none_is_refused(house: Houses) -> None:
    office = house("council_appraisal@final")
    secretary = office.visit("secretary")
    secretary.get(f"/hoi-dong/{CODE}")
    told = {"day": "2021-12-10", "time": "25 giờ", "place": "Phòng họp"}
    assert secretary.post(f"/hoi-dong/{CODE}/final/trieu-tap", **told).status_code == 422
    assert secretary.says("không phải là giờ")


def test_a_rule_is_entered_item_by_item(house: Houses) -> None:
    office = house("council_appraisal@final")
    leader = office.visit("leader")
    leader.get(f"/hoi-dong/{CODE}")
    rule = factories.council_rule()
    told = {name: str(getattr(rule, name)) for name in ("method", "comparator", "denominator", "absent", "recusal")}
    leader.post(f"/hoi-dong/{CODE}/quy-che", **told, tie="chair", threshold="2/3", source="Quy chế số 5")
    assert '"source":"Quy chế số 5"' in (office.world.rows(Council)[0].rule or "")


def test_an_impossible_rule_points_at_its_item(house: Houses) -> None:
    office = house("council_appraisal@final")
    leader = office.visit("leader")
    leader.get(f"/hoi-dong/{CODE}")
    told = {"method": "secret", "comparator": ">=", "denominator": "all", "absent": "count", "recusal": "keeps"}
    answer = leader.post(f"/hoi-dong/{CODE}/quy-che", **told, tie="fails", threshold="3/2", source="Quy chế")
    assert answer.status_code == 422
    assert leader.says('value="3/2"')


def test_minutes_are_a_paper_with_the_results(sitting: House) -> None:
    opened(sitting)
    votes(sitting, dict.fromkeys(VOTERS, "yes"))
    secretary = at_ballot(sitting, "secretary")
    secretary.post(f"{ballot(sitting.world)}/dong")
    secretary.get(f"{place(sitting.world)}/bien-ban")
    assert secretary.says("BIÊN BẢN")
    assert secretary.says("CHƯA KẾT LUẬN")


def test_a_units_officer_finds_no_meeting(sitting: House) -> None:
    assert sitting.visit("cb-dv-1").get(place(sitting.world)).status_code == 404


def test_an_officer_enters_a_later_decision(house: Houses) -> None:
    office = house("council_appraisal@final")
    officer = office.visit("officer")
    officer.get(f"/hoi-dong/{CODE}")
    told = {"document": "15/QĐ-UBND", "decided_on": "2021-10-30", "effective_on": "2021-11-05", "leave": ["member4"]}
    officer.post(f"/hoi-dong/{CODE}/thay-doi", **told, **{"person-0": "clerk", "seat-0": "member"})
    assert officer.says("Thành viên: 6")
    assert officer.says("đến hết 04/11/2021, 15/QĐ-UBND")


def test_a_change_that_cannot_be_keeps_what_was_typed(house: Houses) -> None:
    office = house("council_appraisal@final")
    officer = office.visit("officer")
    officer.get(f"/hoi-dong/{CODE}")
    told = {"document": "15/QĐ-UBND", "decided_on": "2021-10-30", "effective_on": "2021-11-05", "leave": ["chair"]}
    assert officer.post(f"/hoi-dong/{CODE}/thay-doi", **told).status_code == 422
    assert officer.says('value="15/QĐ-UBND"')
    assert officer.says("Chủ tịch")


def test_an_officer_of_one_campaign_changes_its_council(house: Houses) -> None:
    office = house("council_appraisal@final")
    with writing(office.world.engine) as session:
        known: dict[str, Any] = {"by": office.world.who("admin"), "at": office.world.now}
        people.grant_role(session, "auditor", Role.OFFICER, campaign=CODE, **known)
        people.revoke_role(session, "auditor", Role.AUDITOR, reason="vì", **known)
    officer = office.visit("auditor")
    assert officer.get(f"/hoi-dong/{CODE}").status_code == 200
    told = {"document": "15/QĐ-UBND", "decided_on": "2021-10-30", "effective_on": "2021-11-05", "leave": ["member4"]}
    assert officer.post(f"/hoi-dong/{CODE}/thay-doi", **told).status_code == 200

"""What holds on every page: who gets in, what comes back, which headers go out."""

from collections.abc import Callable

from tests.web.visitor import House

Houses = Callable[..., House]


def test_a_watcher_gets_ok_without_signing_in(house: Houses) -> None:
    assert house().stranger().get("/song").text == "ok"


def test_an_unknown_address_says_so(house: Houses) -> None:
    visitor = house().visit("officer")
    assert visitor.get("/khong-co").status_code == 404
    assert visitor.says("Không có trang này")


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed(house: Houses) -> None:
    policy = house().stranger().get("/song").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_a_form_from_another_site_is_refused(house: Houses) -> None:
    visitor = house().visit("officer")
    answer = visitor.client.post("/dang-xuat", headers={"origin": "http://evil.example"})
    assert answer.status_code == 403

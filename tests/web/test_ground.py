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


def test_what_is_too_large_gets_a_page(house: Houses) -> None:
    visitor = house().stranger()
    answer = visitor.client.post("/dang-nhap", content=b"x" * 30_000_001)
    assert answer.status_code == 413
    assert "<h1>Chưa thực hiện được</h1>" in answer.text


def test_size_that_is_not_told_is_counted(house: Houses) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = house().stranger().client.post("/dang-nhap", content=iter([b"x" * 10_000_000] * 4), headers=kind)
    assert answer.status_code == 413


def test_large_file_brings_its_page_back_with_what_was_typed(house: Houses) -> None:
    visitor = house("dossier_intake@final").visit("cb-dv-1")
    visitor.get("/don-vi-toi/DV-1/NH-2021-01/de-nghi/final?hinh-thuc=giay_khen&loai=individual")
    large = {"paper-to_trinh": ("phim.pdf", b"x" * 30_000_001, "application/pdf")}
    answer = visitor.post("/don-vi-toi/DV-1/NH-2021-01/de-nghi/final", files=large, nominee="Trần Thị Mẫu")
    assert answer.status_code == 422
    assert visitor.says("không quá 30 MB")
    assert 'value="Trần Thị Mẫu"' in visitor.text


def test_broken_form_with_files_says_so(house: Houses) -> None:
    kind = {"content-type": "multipart/form-data; boundary=x"}
    answer = house().stranger().client.post("/dang-nhap", content=b"--y", headers=kind)
    assert answer.status_code == 400
    assert "Yêu cầu không đọc được" in answer.text

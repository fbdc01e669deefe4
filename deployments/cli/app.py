"""The root of the thidua command: the list of verbs, and what becomes of errors.

Exit codes: 0 done, 1 refused (a sentence says why), 2 wrong syntax, 130 stopped by the user.
"""

import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from deployments.cli.preview_option import Previewed, without_option
from deployments.cli.vietnamese import syntax_sentence, translate_help
from deployments.engine.errors import EngineError
from domain.errors import Broken, Refused
from settings.errors import SettingsError


@dataclass(frozen=True)
class Verb:
    """One word after `thidua`, imported only when it is used, because Prefect takes seconds to import.

    `attribute` of `module` is a function, or a `typer.Typer` where the verb has verbs of its own.
    """

    name: str
    module: str
    attribute: str
    help: str


VERBS = (
    Verb("demo", "deployments.cli.demo", "demo", "Chạy thử các kế hoạch có thật trên lịch mô phỏng."),
    Verb("up", "deployments.cli.up", "up", "Chạy toàn bộ dịch vụ trên máy này; dừng bằng Ctrl-C."),
    Verb("worker", "deployments.cli.up", "worker", "Chỉ chạy bộ phận thực hiện công việc theo lịch."),
    Verb("web", "deployments.cli.up", "web", "Chỉ chạy các trang web."),
    Verb("migrate", "deployments.cli.migrate", "migrate", "Đưa kho dữ liệu lên phiên bản của phần mềm."),
    Verb("plan", "deployments.cli.plan", "app", "Kiểm tra, xem kế hoạch phong trào thi đua."),
    Verb("campaign", "deployments.cli.campaign_adopt", "app", "Tạo, phát động, xem, thay đổi phong trào."),
    Verb("stage", "deployments.cli.stage", "app", "Thực hiện, thử lại một giai đoạn."),
    Verb("register", "deployments.cli.registration", "register", "Gửi đăng ký thi đua của một đơn vị."),
    Verb("confirm", "deployments.cli.registration", "confirm", "Xác nhận đăng ký thi đua."),
    Verb("unregister", "deployments.cli.registration", "unregister", "Rút đăng ký thi đua."),
    Verb(
        "register-late", "deployments.cli.helping", "register_late", "Nhận muộn đăng ký thi đua, có văn bản cho phép."
    ),
    Verb("report", "deployments.cli.report", "app", "Báo cáo sơ kết, nhận xét sơ kết."),
    Verb("dossier", "deployments.cli.dossier_asides", "app", "Hồ sơ đề nghị khen thưởng."),
    Verb("award", "deployments.cli.award", "app", "Khen thưởng quyết định nơi khác; cảnh báo trùng."),
    Verb("council", "deployments.cli.council", "app", "Hội đồng: quy chế, họp, bỏ phiếu, kết luận."),
    Verb("decision", "deployments.cli.decision", "app", "Quyết định khen thưởng."),
    Verb("complaint", "deployments.cli.complaint", "app", "Khiếu nại về đề nghị khen thưởng, về khen thưởng."),
    Verb("comments", "deployments.cli.comments", "app", "Lấy ý kiến công khai về danh sách trước khi ký quyết định."),
    Verb("summary", "deployments.cli.summary", "app", "Báo cáo tổng kết."),
    Verb("stuck", "deployments.cli.stuck", "stuck", "Đang chờ gì, ai đang giữ việc, tự chạy tiếp lúc nào."),
    Verb("duties", "deployments.cli.duties", "duties", "Một người hoặc một đơn vị còn phải làm gì."),
    Verb("mail", "deployments.cli.mail", "app", "Thư đã gửi, đang chờ, không gửi được."),
    Verb("remind", "deployments.cli.helping", "remind", "Nhắc ngay những ai còn nợ việc."),
    Verb("hand-over", "deployments.cli.helping", "hand_over", "Giao một việc cho người khác."),
    Verb("skip", "deployments.cli.helping", "skip", "Bỏ qua một giai đoạn: người này đề nghị, người khác đồng ý."),
    Verb("step-back", "deployments.cli.helping", "step_back", "Lùi một giai đoạn về giai đoạn trước."),
    Verb("reopen", "deployments.cli.helping", "reopen", "Mở lại một giai đoạn đã kết thúc."),
    Verb("forecast", "deployments.cli.forecast", "forecast", "Dự kiến ngày xong của các giai đoạn còn lại."),
    Verb("search", "deployments.cli.search", "search", "Tìm đơn vị, người, người được đề nghị trong mọi phong trào."),
    Verb("audit", "deployments.cli.audit_ledger", "app", "Nhật ký: ai đã làm gì, lúc nào; kiểm tra và chứng minh."),
    Verb("data", "deployments.cli.data", "app", "Dữ liệu cá nhân: xem, sửa, thời hạn lưu giữ, xóa."),
    Verb("people", "deployments.cli.people", "app", "Người dùng và vai trò."),
    Verb("account", "deployments.cli.account", "app", "Tài khoản đăng nhập các trang web."),
    Verb("delegation", "deployments.cli.delegation", "app", "Giao người khác ký thay quyết định, theo văn bản."),
    Verb("book", "deployments.cli.book", "app", "Sổ văn bản: số đã cấp, cơ quan tự cấp số."),
    Verb("deputy", "deployments.cli.deputy", "app", "Cử người làm thay người vắng mặt."),
    Verb("unit", "deployments.cli.units", "app", "Đơn vị tham gia thi đua."),
    Verb("calendar", "deployments.cli.calendar", "app", "Lịch ngày làm việc."),
    Verb("backup", "deployments.cli.backup", "backup", "Sao lưu toàn bộ cơ quan vào một tệp."),
    Verb("restore", "deployments.cli.backup", "restore_", "Khôi phục từ bản sao lưu."),
    Verb("doctor", "deployments.cli.doctor", "doctor", "Khám kho dữ liệu."),
    Verb("test", "deployments.cli.test", "check", "Kiểm tra phần mềm (dành cho người phát triển)."),
)
ABOUT = "Tổ chức phong trào thi đua từ kế hoạch đến tổng kết."


def build(first: str) -> TyperGroup:
    """The whole command, of which only the verb named `first` is imported; of the others the help is enough."""
    app = typer.Typer(add_completion=False, no_args_is_help=True, help=ABOUT)
    app.callback()(_nothing)
    for verb in VERBS:
        target = getattr(importlib.import_module(verb.module), verb.attribute) if verb.name == first else _nothing
        if isinstance(target, typer.Typer):
            app.add_typer(target, name=verb.name, help=verb.help)
        else:
            app.command(verb.name, help=verb.help)(target)
    command = typer.main.get_command(app)
    if not isinstance(command, TyperGroup):
        raise TypeError(f"{command!r} holds no verbs")
    translate_help(command)
    return command


def _nothing() -> None:
    """Stands for a verb that is only listed."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    as_json = "--json" in arguments
    try:
        words = without_option(arguments)
        result = build(words[0] if words else "").main(
            args=words or ["--help"], prog_name="thidua", standalone_mode=False
        )
    except Previewed as previewed:
        return _show(previewed, as_json=as_json)
    except (Refused, Broken) as error:
        return refuse(error, as_json=as_json)
    except (SettingsError, EngineError) as error:
        return _complain(str(error), code=1)
    except TyperException as error:
        return _complain(syntax_sentence(error), code=error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _complain("Đã dừng.", code=130)
    return result if isinstance(result, int) else 0


def _show(previewed: Previewed, *, as_json: bool) -> int:
    from deployments.cli.previewing import show

    show(previewed.effect, as_json=as_json)
    return 0


def refuse(error: Refused | Broken, *, as_json: bool) -> int:
    """Say on stderr why nothing was done, as a sentence or as `{"error", "sentence", "data"}`; the exit code is 1."""
    from wording.errors import sentence

    if not as_json:
        return _complain(sentence(error), code=1)
    told = {"error": f"{error.family}:{error.code}", "sentence": sentence(error), "data": dict(error.data)}
    return _complain(json.dumps(told, ensure_ascii=False, default=str), code=1)


def _complain(text: str, *, code: int) -> int:
    typer.echo(text, err=True)
    return code


def main() -> None:
    """Entry point of the console script."""
    sys.exit(run(sys.argv[1:]))

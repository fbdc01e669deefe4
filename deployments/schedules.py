"""What runs by itself, and what an operator may run: the deployments that every worker registers at its start."""

import settings
from deployments.engine.register import Registration
from flows.council_appraisal import council_appraisal
from flows.decision_issuance import decision_issuance
from flows.dossier_intake import dossier_intake
from flows.final_summary import final_summary
from flows.inbox import DEPLOYMENT
from flows.launch import launch
from flows.ledger import check_ledger, checkpoint_ledger, seal_ledger
from flows.lifecycle import advance_campaigns
from flows.mail_dispatch import dispatch_mail
from flows.midterm_review import midterm_review
from flows.registration import registration

STAGE_FLOWS = (
    launch,
    registration,
    midterm_review,
    dossier_intake,
    council_appraisal,
    decision_issuance,
    final_summary,
)

REGISTRATIONS = (
    Registration(
        advance_campaigns,
        "sweep",
        cron=settings.load().sweep_cron,
        tags=("sweep",),
        description="Tìm các giai đoạn đến hạn và thực hiện: hỏi, mở, nhắc, báo chậm, kết thúc.",
    ),
    Registration(
        dispatch_mail,
        "every-minute",
        cron="* * * * *",
        tags=("mail",),
        description="Gom thông báo thành thư và gửi đi; thư không có giá trị pháp lý chỉ gửi trong giờ làm việc.",
    ),
    Registration(
        seal_ledger,
        "every-five-minutes",
        cron="*/5 * * * *",
        tags=("ledger",),
        description="Niêm phong các sự kiện mới của nhật ký.",
    ),
    Registration(
        checkpoint_ledger,
        "daily",
        # Before the office closes, so that the auditors' mail leaves the same day.
        cron="0 17 * * *",
        tags=("ledger",),
        description="Ký điểm neo của nhật ký, ghi vào tệp và gửi cho kiểm toán viên.",
    ),
    Registration(
        check_ledger,
        "nightly",
        cron="30 2 * * *",
        tags=("ledger",),
        description="Kiểm tra toàn bộ nhật ký và các bản ghi; báo ngay khi có gì không khớp.",
    ),
    *(
        Registration(
            stage_flow,
            DEPLOYMENT,
            tags=("stage", stage_flow.name),
            description="Chạy ngay một giai đoạn của một phong trào; chỉ làm những việc đã đến hạn.",
        )
        for stage_flow in STAGE_FLOWS
    ),
)

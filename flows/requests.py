"""What an operator asks for, as the typed form that Prefect's pages show."""

from pydantic import BaseModel, ConfigDict, Field

from domain.stages import StageKey


class StageRequest(BaseModel):
    """Chạy ngay một giai đoạn của một phong trào."""

    model_config = ConfigDict(frozen=True)

    campaign: str = Field(
        title="Mã phong trào",
        description="Viết tắt tên cơ quan, năm, số thứ tự.",
        pattern=r"^[A-ZĐ]{2,8}-\d{4}-\d{2,3}$",
        examples=["NH-2021-01"],
    )
    stage: str = Field(
        title="Giai đoạn",
        description="Loại giai đoạn; có nhiều đợt thì thêm @ và đợt.",
        pattern=r"^[a-z_]+(@[a-z0-9][a-z0-9-]*)?$",
        examples=["registration", "dossier_intake@2025", "council_appraisal@final"],
    )
    reason: str = Field(
        default="",
        title="Lý do",
        description="Ghi vào nhật ký. Không ghi thông tin cá nhân.",
        max_length=500,
        examples=["Chạy lại sau khi sửa lỗi"],
    )

    @property
    def key(self) -> StageKey:
        """The stage's address; raises Invalid `stage_key`."""
        return StageKey.parse(self.stage)

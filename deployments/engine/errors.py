"""Why the engine cannot start. Each carries its data and reads as a Vietnamese sentence.

EngineError
├── AlreadyRunningError   another `thidua up` holds the data directory
├── PortTakenError        another program listens on a port that we need
├── DirectoryError        the data directory cannot be written
├── PreparationError      the data could not be brought up to date
└── NotReadyError         a child did not become ready in time
"""

from pathlib import Path


class EngineError(Exception):
    """Base: the engine cannot start."""


class AlreadyRunningError(EngineError):
    """Another supervisor holds `directory`; its process is `pid` where known."""

    def __init__(self, directory: Path, pid: str) -> None:
        super().__init__(directory, pid)
        self.directory, self.pid = directory, pid

    def __str__(self) -> str:
        holder = f" (tiến trình {self.pid})" if self.pid else ""
        return (
            f"Một lệnh thidua up khác{holder} đang dùng thư mục dữ liệu {self.directory}. "
            "Hãy dừng lệnh đó trước, hoặc chọn thư mục khác bằng THIDUA_DATA_DIRECTORY."
        )


class PortTakenError(EngineError):
    """Another program listens on `port`; `variable` is the setting that chooses it."""

    def __init__(self, port: int, variable: str) -> None:
        super().__init__(port, variable)
        self.port, self.variable = port, variable

    def __str__(self) -> str:
        return f"Cổng {self.port} đang có chương trình khác dùng. Hãy chọn cổng khác bằng {self.variable}."


class DirectoryError(EngineError):
    """`directory` cannot be made or written; `reason` is the system's."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(directory, reason)
        self.directory, self.reason = directory, reason

    def __str__(self) -> str:
        return f"Không ghi được vào thư mục dữ liệu {self.directory} ({self.reason}). Hãy đổi THIDUA_DATA_DIRECTORY."


class PreparationError(EngineError):
    """The data could not be brought up to date; `told` is what the preparation printed."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told

    def __str__(self) -> str:
        return f"Chưa chuẩn bị được dữ liệu: {self.told}"


class NotReadyError(EngineError):
    """`what` did not answer within `seconds`."""

    def __init__(self, what: str, seconds: float) -> None:
        super().__init__(what, seconds)
        self.what, self.seconds = what, seconds

    def __str__(self) -> str:
        return f"{self.what} chưa trả lời sau {self.seconds:.0f} giây."

"""Reading a form with files: more than is taken never reaches the disk, and what was typed beside it is not lost."""

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

MANY_FIELDS, MANY_FILES = 2_000, 40
WITH_FILES = "multipart/form-data"


class Parts(MultiPartParser):
    """A form of which files are kept up to `most` bytes in all; `beyond` is the field that went over it."""

    most: int
    taken = 0
    beyond = ""

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Count what belongs to a file, because the framework limits fields only."""
        if self._current_part.file is not None:
            self.taken += end - start
            if self.taken > self.most:
                self.beyond = self.beyond or self._current_part.field_name
                return
        super().on_part_data(data, start, end)


async def read_form(request: Request, *, longest: int, most: int) -> tuple[FormData, str]:
    """The fields of this request's form, and which of them brought more than `most` bytes of files; empty if none.

    Raises:
        HTTPException: 400, what was sent is no form, or has a field longer than `longest` bytes.
    """
    if not request.headers.get("content-type", "").startswith(WITH_FILES):
        return await request.form(max_fields=MANY_FIELDS), ""
    parts = Parts(
        request.headers, request.stream(), max_files=MANY_FILES, max_fields=MANY_FIELDS, max_part_size=longest
    )
    parts.most = most
    try:
        return await parts.parse(), parts.beyond
    except MultiPartException as error:
        raise HTTPException(400, error.message) from error

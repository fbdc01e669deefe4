"""What the forms around a signature and a number hold, read into the values that the actions take."""

from actions.ballots import Scan
from domain.delegations import Signing
from domain.errors import Incomplete, Invalid
from models import blobs
from web.desk import Desk
from web.forms import Form
from web.uploads import SHOWN_INLINE, check, media_type

ACCEPT = ".pdf,.jpg,.jpeg,.png"


def signing_of(form: Form) -> Signing:
    """By a delegation where one was chosen, else under the title that was typed.

    Raises:
        Incomplete: `form_field`. Invalid: `form_number`.
    """
    number = form.optional_number("delegation")
    return Signing(title=form.needed("signer_title")) if number is None else Signing(delegation=number)


def scan_of(desk: Desk, form: Form) -> Scan | None:
    """The signed file as it came back, put into the file store; None where none was chosen.

    Raises:
        Invalid: `copy_kind`, and what else is wrong with the file.
    """
    upload = form.optional_file("scan")
    if upload is None:
        return None
    if media_type(upload.name) not in SHOWN_INLINE:
        raise Invalid("copy_kind", file=upload.name, field="scan")
    check(upload, field="scan")
    return Scan(upload.name, len(upload.content), blobs.put(desk.files, upload.content))


def needed_scan(desk: Desk, form: Form) -> Scan:
    """The same, for a form that is about nothing else. Raises Incomplete `form_file`."""
    found = scan_of(desk, form)
    if found is None:
        raise Incomplete("form_file", field="scan")
    return found

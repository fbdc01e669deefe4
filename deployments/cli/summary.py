"""`thidua summary`: the final summary, which closes a campaign."""

import typer

from actions import summaries
from deployments.cli.context import acting
from deployments.cli.options import As, Code, Document, File, Text, text_of

app = typer.Typer(no_args_is_help=True)


@app.callback()
def summary() -> None:
    """Báo cáo tổng kết."""


@app.command()
def write(code: Code, as_: As, text: Text = None, file: File = None, document: Document = None) -> None:
    """Viết báo cáo tổng kết; mọi đơn vị tham gia được thông báo."""
    with acting(as_) as desk:
        summaries.write_summary(desk.session, code, text=text_of(text, file), document=document, by=desk.by, at=desk.at)
    typer.echo(f"Đã ghi báo cáo tổng kết của phong trào {code}.")

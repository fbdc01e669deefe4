"""What Typer itself would say in English, said in Vietnamese."""

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

SENTENCES = {
    "MissingParameter": "Thiếu {name}.",
    "BadParameter": "Giá trị của {name} chưa đúng: {message}.",
    "NoSuchOption": "Không có tùy chọn {option}.",
    "BadOptionUsage": "Tùy chọn {option} cần một giá trị.",
    "FileError": "Không mở được tệp {name}.",
}
# Typer has no class of its own for these, so its text is all there is to go by.
PHRASES = {
    "No such command": "Không có lệnh",
    "Missing command": "Thiếu lệnh",
    "Got unexpected extra argument(s)": "Thừa tham số",
    "Did you mean": "Có phải",
}


def translate_help(command: TyperGroup | TyperCommand) -> None:
    """Name the parts of the help pages of a command, and of the commands inside it, in Vietnamese."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "Tham số"
    rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
    rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
    rich_utils.DEFAULT_STRING = "[mặc định: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"
    _explain_help_option(command)


def _explain_help_option(command: TyperGroup | TyperCommand) -> None:
    option = command.get_help_option(typer.Context(command))
    if option is not None:
        option.help = "Xem hướng dẫn này."
    for inner in getattr(command, "commands", {}).values():
        _explain_help_option(inner)


def syntax_sentence(error: TyperException) -> str:
    """One sentence on what is wrong with the command as typed, and where help is."""
    template = SENTENCES.get(type(error).__name__, "{message}.")
    sentence = template.format(
        name=_parameter_name(error),
        option=getattr(error, "option_name", ""),
        message=_phrase(error.message).rstrip("."),
    )
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "thidua"
    sentence = sentence.replace("?.", "?")
    return f"{sentence} Xem hướng dẫn: {path} --help"


def _phrase(message: str) -> str:
    for english, vietnamese in PHRASES.items():
        message = message.replace(english, vietnamese)
    return message


def _parameter_name(error: TyperException) -> str:
    """The option or argument that the error is about, as it is typed."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "filename", "tham số"))
    return str(parameter.get_error_hint())

"""A council's rule from what is typed."""

from collections.abc import Mapping

from pydantic import ValidationError

from domain.ballots import CouncilRule
from domain.council import PRESETS
from domain.errors import Invalid, NotFound

YES, NO = ("yes", "true", "có"), ("no", "false", "không")


def rule_from(preset: str | None, settings: Mapping[str, str]) -> CouncilRule:
    """A preset, or a rule item by item (`threshold=2/3`); items given beside a preset change it.

    Raises:
        NotFound: `council_preset`. Invalid: `council_rule`, with the items that are missing or wrong.
    """
    base = _preset(preset).model_dump() if preset else {}
    values: dict[str, object] = {**base, **settings}
    votes = settings.get("secretary_votes", "").casefold()
    if votes in YES + NO:
        values["secretary_votes"] = votes in YES
    quorum = settings.get("quorum", "")
    if quorum.isdigit():
        # Because a whole number is a number of members, while "1" as text would be the share 1.
        values["quorum"] = int(quorum)
    try:
        return CouncilRule.model_validate(values)
    except ValidationError as error:
        names = {
            str(detail["loc"][0]) if detail["loc"] else "threshold, comparator, quorum" for detail in error.errors()
        }
        raise Invalid("council_rule", found=tuple(sorted(names)), known=tuple(CouncilRule.model_fields)) from None


def _preset(code: str) -> CouncilRule:
    for one in PRESETS:
        if one.code == code:
            return one.rule
    raise NotFound("council_preset", found=code, allowed=tuple(one.code for one in PRESETS))

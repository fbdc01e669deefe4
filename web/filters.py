"""How values look on a page."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.steps import local_day
from wording import (
    accounts,
    calendar,
    complaints,
    council,
    earlier_awards,
    effects,
    events,
    labels,
    later_decisions,
    monitor,
    states,
)
from wording.components import component_label
from wording.criteria import SPANS, demand, shown
from wording.dates import long_date, moment, relative_days, short_date, weekday, working_days
from wording.departures import OPINIONS
from wording.facts import fact_label, fact_text
from wording.ledger import VERDICTS, finding_name, finding_sentence
from wording.ledger import subject_label as evidence_label
from wording.numbers import file_size, grouped, money, percent
from wording.permissions import ACTIONS
from wording.personal_data import COLUMNS, COUNTED_FROM, FIELDS, KEPT, SECTIONS, erased_words, own_shown

DASH = "—"


def _or_dash(show: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: DASH if value is None else show(value)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": _or_dash(short_date),
    "long_day": _or_dash(long_date),
    "weekday": _or_dash(weekday),
    "moment": _or_dash(moment),
    "number": _or_dash(grouped),
    "money": _or_dash(money),
    "file_size": _or_dash(file_size),
    "working_days": _or_dash(working_days),
    "relative_days": _or_dash(relative_days),
    "office_day": _or_dash(lambda at: short_date(local_day(at))),
    "sentence": lambda text: text[:1].upper() + text[1:],
    "kind_name": lambda kind: labels.NOMINEE_KINDS.get(kind, kind),
    "component_name": lambda component: component_label(component.code),
    "seat_pair": lambda seat: (seat.person, seat.name),
    "preset_pair": lambda one: (one.code, one.source.text),
    "finding_words": finding_name,
    "finding_sentence": lambda one: finding_sentence(one.code, one.data),
    "round": labels.round_label,
    "award_form": lambda code: labels.AWARD_FORMS.get(code, code.replace("_", " ")),
    "dash": lambda value: DASH if value in {None, ""} else value,
}

GLOBALS: Mapping[str, Any] = {
    "percent": percent,
    "ROLES": labels.ROLES,
    "ACCOUNT_STATES": accounts.ACCOUNT_STATES,
    "DAY_SIGNS": calendar.DAY_SIGNS,
    "DAY_REASONS": calendar.DAY_REASONS,
    "STAGE_KINDS": labels.STAGE_KINDS,
    "STAGE_STATES": labels.STAGE_STATES,
    "NOMINEE_KINDS": labels.NOMINEE_KINDS,
    "AWARD_FORMS": labels.AWARD_FORMS,
    "MAIL_STATES": labels.MAIL_STATES,
    "stage_label": labels.stage_label,
    "subject_label": events.subject_label,
    "kind_label": events.kind_label,
    "CAMPAIGN_STATES": states.CAMPAIGN_STATES,
    "REGISTRATION_STATES": states.REGISTRATION_STATES,
    "DOSSIER_STATES": states.DOSSIER_STATES,
    "DECISION_STATES": states.DECISION_STATES,
    "DECISION_KINDS": later_decisions.DECISION_KINDS,
    "AWARD_GROUNDS": later_decisions.GROUNDS,
    "RECOVERED": later_decisions.RECOVERED,
    "STANDINGS": later_decisions.STANDINGS,
    "OUTCOMES": states.OUTCOMES,
    "FINDINGS": states.FINDINGS,
    "SEATS": states.SEATS,
    "METHODS": states.METHODS,
    "MEETING_STATES": states.MEETING_STATES,
    "GROUNDS": states.GROUNDS,
    "TALLY_STEPS": states.TALLY_STEPS,
    "DENOMINATORS": states.DENOMINATORS,
    "RULE_ITEMS": council.ITEMS,
    "CHOICES": states.CHOICES,
    "ACTIONS": ACTIONS,
    "AWARD_WHAT": earlier_awards.WHAT,
    "AWARD_ANSWERS": earlier_awards.ANSWERS,
    "COMPLAINT_STATES": complaints.COMPLAINT_STATES,
    "COMPLAINT_OUTCOMES": complaints.COMPLAINT_OUTCOMES,
    "COMPLAINT_ABOUT": complaints.COMPLAINT_ABOUT,
    "LIMIT_UNITS": complaints.LIMIT_UNITS,
    "LIMIT_STARTS": complaints.LIMIT_STARTS,
    "KEPT": KEPT,
    "COUNTED_FROM": COUNTED_FROM,
    "DATA_FIELDS": FIELDS,
    "OWN_SECTIONS": SECTIONS,
    "OWN_COLUMNS": COLUMNS,
    "own_shown": own_shown,
    "erased_words": lambda one: erased_words(one.number, one.on, one.reason) if one else erased_words(),
    "table_label": effects.table_label,
    "evidence_label": evidence_label,
    "fact_label": fact_label,
    "fact_text": fact_text,
    "VERDICTS": VERDICTS,
    "mail_label": effects.mail_label,
    "change_label": effects.change_label,
    "what_label": effects.what_label,
    "day_text": effects.day_text,
    "SIGNS": monitor.SIGNS,
    "CAUSES": monitor.CAUSES,
    "cause_label": monitor.cause_label,
    "many_words": monitor.many_words,
    "reminded_words": monitor.reminded_words,
    "component_label": component_label,
    "criterion_demand": demand,
    "criterion_shown": shown,
    "SPANS": SPANS,
    "OPINIONS": OPINIONS,
}

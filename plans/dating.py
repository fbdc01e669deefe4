"""How a plan file writes dates, and what each form means as a `PlanDate`."""

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from domain.dates import Anchor, Event, PlanDate, Precision
from plans.base import Shape
from wording.plans import date_words

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTH_ISO = re.compile(r"(\d{4})-(\d{1,2})")
_MONTH_LOCAL = re.compile(r"(\d{1,2})/(\d{4})")
YEARS = (1945, 2100)
MAX_DAYS = 3660
"""Ten years: no plan counts further, and the calendar ends somewhere."""
DAY_FORMS = ("2021-11-20", "20/11/2021")
MONTH_FORMS = ("2024-03", "3/2024")


def parse_day(text: object) -> date:
    """`2021-11-20` or `20/11/2021`, which in Vietnam can only be the 20th of November."""
    if iso := _ISO.fullmatch(str(text)):
        year, month, day = iso.groups()
    elif local := _LOCAL.fullmatch(str(text)):
        day, month, year = local.groups()
    else:
        raise PydanticCustomError("date_form", "date_form", {"allowed": DAY_FORMS})
    return _existing(_year(int(year)), int(month), int(day))


def parse_month(text: object) -> date:
    """`2024-03` or `3/2024`, as the first day of that month."""
    if iso := _MONTH_ISO.fullmatch(str(text)):
        year, month = iso.groups()
    elif local := _MONTH_LOCAL.fullmatch(str(text)):
        month, year = local.groups()
    else:
        raise PydanticCustomError("month_form", "month_form", {"allowed": MONTH_FORMS})
    return _existing(_year(int(year)), int(month), 1)


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise PydanticCustomError("impossible_date", "impossible_date", {"allowed": ()}) from None


def parse_year(number: object) -> int:
    """A year that a plan can be about."""
    if isinstance(number, bool) or not isinstance(number, int):
        raise PydanticCustomError("not_number", "not_number", {"allowed": ()})
    return _year(number)


def _year(number: int) -> int:
    if not YEARS[0] <= number <= YEARS[1]:
        raise PydanticCustomError("year_out_of_range", "year_out_of_range", {"allowed": tuple(map(str, YEARS))})
    return number


Day = Annotated[date, BeforeValidator(parse_day)]
Month = Annotated[date, BeforeValidator(parse_month)]
Year = Annotated[int, BeforeValidator(parse_year)]
_FORMS = ("on", "before", "around", "month", "months", "year", "year_end", "after", "yearly", "unspecified")


class DateShape(Shape):
    """One of the forms, and the plan's own words for it."""

    on: Day | None = None
    before: Day | None = None
    around: Day | None = None
    month: Month | None = None
    months: tuple[Month, Month] | None = None
    year: Year | None = None
    year_end: Year | None = None
    after: Literal["plan_issued", "campaign_ended", "result_published"] | None = None
    days: Annotated[StrictInt, Field(ge=-MAX_DAYS, le=MAX_DAYS)] = 0
    working: StrictBool = False
    yearly: StrictBool | None = None
    unspecified: StrictBool | None = None
    wording: str = ""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [form for form in _FORMS if getattr(self, form) is not None]
        if len(given) != 1:
            raise PydanticCustomError("one_of", "one_of", {"allowed": _FORMS, "given": tuple(given)})
        if self.months and self.months[0] > self.months[1]:
            raise PydanticCustomError("range_backwards", "range_backwards", {"allowed": ()})
        return self

    def plan_date(self, *, issued: date | None = None) -> PlanDate:
        """The value; a date that counts from the plan's issue is fixed at once when that day is known."""
        value = self._value()
        if issued and value.anchor and value.anchor.event is Event.PLAN_ISSUED and not value.anchor.working:
            value = value.anchored(issued)
        return value if value.wording else value.model_copy(update={"wording": date_words(value)})

    def _value(self) -> PlanDate:
        first, last, precision = self._interval()
        anchor = Anchor(event=Event(self.after), days=self.days, working=self.working) if self.after else None
        return PlanDate(
            wording=self.wording,
            precision=precision,
            first=first,
            last=last,
            inclusive=self.before is None,
            anchor=anchor,
        )

    def _interval(self) -> tuple[date | None, date | None, Precision]:
        if day := self.on or self.before:
            return day, day, Precision.DAY
        if self.around:
            return self.around, self.around, Precision.AROUND_DAY
        if self.month:
            return self.month, _month_end(self.month), Precision.MONTH
        if self.months:
            return self.months[0], _month_end(self.months[1]), Precision.MONTH_RANGE
        return self._by_year()

    def _by_year(self) -> tuple[date | None, date | None, Precision]:
        if self.year:
            return date(self.year, 1, 1), date(self.year, 12, 31), Precision.YEAR
        if self.year_end:
            return date(self.year_end, 12, 31), date(self.year_end, 12, 31), Precision.YEAR_END
        if self.after:
            return None, None, Precision.RELATIVE
        return None, None, Precision.RECURRING_YEARLY if self.yearly else Precision.UNSPECIFIED


def _month_end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _from_shorthand(value: Any) -> Any:
    """`2021-11-20`, or the bare word `unspecified` or `yearly`, instead of a map."""
    if value in ("unspecified", "yearly"):
        return {str(value): True}
    return value if isinstance(value, dict) else {"on": value}


DateField = Annotated[DateShape, BeforeValidator(_from_shorthand)]

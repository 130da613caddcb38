"""Moves the clock of this process by 400 days, to see that results do not depend on the day.

The system's clock is not ours to set, and two builds within a minute are equal even if the
pages carry the day on which they were built.
"""

from __future__ import annotations

import datetime
import time
from datetime import date as _date
from datetime import datetime as _datetime

_SHIFT = datetime.timedelta(days=400)

_time, _localtime, _gmtime, _strftime = time.time, time.localtime, time.gmtime, time.strftime


class _LikeDate(type):
    """Dates made before, or by C code, still pass for dates; so do date-times, as ever."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, _datetime if issubclass(cls, _datetime) else _date)


class _Date(_date, metaclass=_LikeDate):
    @classmethod
    def today(cls) -> _Date:
        return cls.fromtimestamp(time.time())


class _Datetime(_datetime, metaclass=_LikeDate):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> _Datetime:
        return super().now(tz) + _SHIFT

    @classmethod
    def utcnow(cls) -> _Datetime:
        return cls.now(datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> _Datetime:
        return cls.now()


def _shifted_time() -> float:
    return _time() + _SHIFT.total_seconds()


def _shifted_localtime(seconds: float | None = None) -> time.struct_time:
    return _localtime(_shifted_time() if seconds is None else seconds)


def _shifted_gmtime(seconds: float | None = None) -> time.struct_time:
    return _gmtime(_shifted_time() if seconds is None else seconds)


def _shifted_strftime(form: str, moment: time.struct_time | None = None) -> str:
    return _strftime(form, _shifted_localtime() if moment is None else moment)


def begin() -> None:
    """Move the clock; to be called before anything asks for the time."""
    time.time, time.localtime = _shifted_time, _shifted_localtime  # type: ignore[assignment]
    time.gmtime, time.strftime = _shifted_gmtime, _shifted_strftime  # type: ignore[assignment]
    datetime.date, datetime.datetime = _Date, _Datetime  # type: ignore[misc]

"""Moves the clock of every Python process by 400 days when this folder is on PYTHONPATH.

The system clock cannot be set in a container, and two builds within a minute are equal even if
the pages carry the day on which they were built.
"""

from __future__ import annotations

import datetime
import time

SHIFT = datetime.timedelta(days=400)

real_date, real_datetime = datetime.date, datetime.datetime
real_time, real_localtime, real_gmtime = time.time, time.localtime, time.gmtime
real_strftime = time.strftime


class LikeDate(type):
    """Dates made before, or by C code, still pass for dates; so do date-times, as ever."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, real_datetime if issubclass(cls, real_datetime) else real_date)


class Date(real_date, metaclass=LikeDate):
    @classmethod
    def today(cls) -> Date:
        return cls.fromtimestamp(time.time())


class Datetime(real_datetime, metaclass=LikeDate):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Datetime:
        return super().now(tz) + SHIFT

    @classmethod
    def utcnow(cls) -> Datetime:
        return cls.now(datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> Datetime:
        return cls.now()


def shifted_time() -> float:
    return real_time() + SHIFT.total_seconds()


def localtime(seconds: float | None = None) -> time.struct_time:
    return real_localtime(shifted_time() if seconds is None else seconds)


def gmtime(seconds: float | None = None) -> time.struct_time:
    return real_gmtime(shifted_time() if seconds is None else seconds)


def strftime(form: str, moment: time.struct_time | None = None) -> str:
    return real_strftime(form, localtime() if moment is None else moment)


time.time, time.localtime, time.gmtime, time.strftime = shifted_time, localtime, gmtime, strftime
datetime.date, datetime.datetime = Date, Datetime  # type: ignore[misc]

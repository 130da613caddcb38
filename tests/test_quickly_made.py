"""Frozen dataclasses that are made quickly are dataclasses like all others."""

from __future__ import annotations

import inspect
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from converter.parallel import pack, unpack
from converter.quick import quickly_made
from converter.tree import Node


@dataclass(frozen=True, slots=True)
class _Slow:
    number: int
    name: str = "甲"
    parts: tuple[int, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True)
class _Quick:
    number: int
    name: str = "甲"
    parts: tuple[int, ...] = ()


def test_values_are_the_same() -> None:
    for values in ((1,), (1, "乙"), (1, "乙", (2, 3))):
        assert repr(_Quick(*values)) == repr(_Slow(*values)).replace("_Slow", "_Quick")
        assert _Quick(*values) == _Quick(*values)
        assert hash(_Quick(*values)) == hash(_Slow(*values))
        assert unpack(pack(_Quick(*values))) == _Quick(*values)
    assert replace(_Quick(1, parts=(2,)), number=3) == _Quick(3, "甲", (2,))
    assert _Quick(1) != _Quick(2)


def test_values_stay_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        _Quick(1).number = 2  # type: ignore[misc]


def test_parameters_and_their_names_are_the_same() -> None:
    assert inspect.signature(_Quick) == inspect.signature(_Slow)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'number'"):
        _Quick()  # type: ignore[call-arg]
    assert Node.__init__.__module__ == Node.__module__


def test_a_class_with_more_to_it_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class _Made:
        parts: list[int] = field(default_factory=list)

    @dataclass(frozen=True)
    class _WithoutSlots:
        number: int

    @dataclass(frozen=True, slots=True)
    class _After:
        number: int

        def __post_init__(self) -> None:
            pass

    for kind in (_Made, _WithoutSlots, _After):
        with pytest.raises(TypeError, match="has more to it than slots and defaults"):
            quickly_made(kind)

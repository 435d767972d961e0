"""Quantity has a unit that is legal but surely wrong."""

from collections.abc import Iterator
from fractions import Fraction

from reviews.engine.quantities import parse_quantity, unit_of
from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container

RULE = Rule(
    __name__,
    title=Text(en="Quantity with a suspicious unit", ja="単位が疑わしい数量"),
    severity=Severity.ERROR,
    practices=("p05-09",),
)
MEMORY_IN_THOUSANDTHS = Text(
    en="{value} counts thousandths of a byte: the m belongs to CPU. For memory {value_mi} is probably meant.",
    ja="メモリの{value}は「1000分の1バイト」単位の値です。メモリにmは使いません。おそらく{value_mi}の意味でしょう。",
)
MEMORY_TOO_SMALL = Text(
    en="{value} of memory means {value} bytes, in which no program starts. Add the unit, Mi for example.",
    ja="メモリの{value}は{value}バイトの意味になり、どのプログラムも起動できません。Miなどの単位を付けてください。",
)
CPU_TOO_MANY = Text(
    en="{value} of CPU means {value} whole cores, more than a node has. Probably {value}m (thousandths of a core) is meant.",
    ja="CPUの{value}は{value}コアの意味になり、ノードの搭載数を超えます。おそらく{value}m(1000分の1コア単位)の意味でしょう。",
)
CPU_IN_BYTES = Text(
    en="{value} is a unit of memory: as CPU it means {cores} cores. Write cores (0.5) or thousandths (500m).",
    ja="{value}はメモリの単位です。CPUとしては{cores}コアの意味になります。コア数(0.5)か1000分の1コア単位(500m)で書いてください。",
)
MANY_CORES = 100  # no common node has more
MEBIBYTE = 1024**2


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    for section in ("requests", "limits"):
        for resource in ("memory", "cpu", "ephemeral-storage"):
            value = container.get("resources", section, resource)
            amount = parse_quantity(value)
            if amount is None or amount <= 0:
                continue
            message = _cpu(value, amount) if resource == "cpu" else _bytes(value, amount)
            if message is not None:
                shown = str(value)
                yield RULE.finding(
                    container["resources", section, resource],
                    message,
                    value=shown,
                    value_mi=shown.rstrip("m") + "Mi",
                    cores=f"{float(amount):,.0f}",
                )


def _bytes(value: object, amount: Fraction) -> Text | None:
    if unit_of(value) in ("m", "u", "n"):
        return MEMORY_IN_THOUSANDTHS if unit_of(value) == "m" else MEMORY_TOO_SMALL
    return MEMORY_TOO_SMALL if amount < MEBIBYTE and not unit_of(value) else None


def _cpu(value: object, amount: Fraction) -> Text | None:
    if unit_of(value) in ("Ki", "Mi", "Gi", "Ti", "M", "G", "T"):
        return CPU_IN_BYTES
    return CPU_TOO_MANY if amount >= MANY_CORES and not unit_of(value) else None

"""The hostile corpus by category: name -> files."""

from tests.hostile.odd_values import INJECTION, SHAPES, TYPES
from tests.hostile.texts import BOMBS, DEPTH, ENCODINGS, SIZE, SYNTAX

CATEGORIES = {
    "bombs": BOMBS,
    "depth": DEPTH,
    "size": SIZE,
    "encodings": ENCODINGS,
    "syntax": SYNTAX,
    "types": TYPES,
    "shapes": SHAPES,
    "injection": INJECTION,
}

"""Letters of Vietnamese as classes for regular expressions.

A range such as `à-ỹ` would hold capitals too: Unicode puts both cases of these letters in turn.
"""

VOWELS = "aeiouyà-öø-ýăĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFA, 2)))
LOWER = "a-zđ" + VOWELS
UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))

"""Numbers drawn from a keyed function: for the same key and question, the same numbers.

>>> import hashlib
>>> def prf(data, length): return hashlib.sha256(b"a key" + data).digest()[:length]
>>> one, again = Draw(prf, "PERSON", "claire dupont"), Draw(prf, "PERSON", "claire dupont")
>>> [one.below(1000) for _ in range(3)] == [again.below(1000) for _ in range(3)]
True
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from caviardage.pseudonyms import length_prefixed

#: The keyed function of a keyset: bytes and a length of at most 32 in, that many bytes out.
Prf = Callable[[bytes, int], bytes]

_BLOCK = 32
T = TypeVar("T")


class Draw:
    """An endless stream of uniform numbers.

    Args:
        prf: The pseudorandom function; ``Keyset.compute`` is one.
        fields: The question. Each field is prefixed with its length, so that no two run together.
    """

    def __init__(self, prf: Prf, *fields: str) -> None:
        self._prf = prf
        self._seed = length_prefixed(*fields)
        self._bytes = b""
        self._blocks = 0

    def _take(self, count: int) -> int:
        while len(self._bytes) < count:
            counter = self._blocks.to_bytes(8, "big")
            self._bytes += self._prf(counter + self._seed, _BLOCK)
            self._blocks += 1
        taken, self._bytes = self._bytes[:count], self._bytes[count:]
        return int.from_bytes(taken, "big")

    def below(self, n: int) -> int:
        """A number from 0 to ``n - 1``, each as likely as the others (by rejection).

        Raises:
            ValueError: ``n`` is less than 1.
        """
        if n < 1:
            raise ValueError("nothing to draw from")
        size = (n.bit_length() + 15) // 8
        limit = 256**size - 256**size % n
        while (number := self._take(size)) >= limit:
            pass
        return number % n

    def choice(self, items: Sequence[T]) -> T:
        """One item of a sequence."""
        return items[self.below(len(items))]

    def digits(self, count: int) -> str:
        """So many digits."""
        return "".join(str(self.below(10)) for _ in range(count))

"""How far a counted share may be from the true one: the Wilson score interval."""

from math import sqrt

Z_95 = 1.959963984540054


def wilson(n: int, of: int) -> tuple[float, float] | None:
    """Return the 95% interval of n out of a number; none where nothing was counted.

    Wilson's stays inside 0 and 1 and says something for small numbers, where the usual interval of
    plus or minus has no width at all at 0 of 5.

    >>> [round(end, 4) for end in wilson(0, 5)], wilson(0, 0) is None
    ([0.0, 0.4345], True)
    """
    if of == 0:
        return None
    share = n / of
    weight = Z_95**2 / of
    middle = (share + weight / 2) / (1 + weight)
    half = Z_95 * sqrt((share * (1 - share) + weight / 4) / of) / (1 + weight)
    return (max(0.0, middle - half) if n > 0 else 0.0, min(1.0, middle + half) if n < of else 1.0)

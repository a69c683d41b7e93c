"""Check digits: whether a number can be what it looks like."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_TAIWAN = {letter: number for number, letter in enumerate("ABCDEFGHJKLMNPQRSTUVXYWZIO", 10)}


def luhn(digits: str) -> bool:
    """Whether digits end in their check digit by the Luhn formula (ISO/IEC 7812-1, annex B), as cards do."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def mainland_id(number: str) -> bool:
    """Whether 17 digits and a check character (GB 11643-1999, ISO 7064 MOD 11-2) are an identity number."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17].upper()


def hong_kong_id(number: str) -> bool:
    """Whether one or two letters, six digits and a check character are a Hong Kong identity card.

    The weighted sum, weights 9 to 1 with a missing first letter as 36, is divisible by 11.
    """
    letters, rest = number[:-7], number[-7:]
    values = [36] * (2 - len(letters)) + [ord(letter) - 55 for letter in letters]
    values += [10 if char == "A" else int(char) for char in rest]
    return sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def taiwan_id(number: str) -> bool:
    """Whether a letter and nine digits are a national or resident number of Taiwan.

    The letter stands for two digits; with weights 1, 9, 8 … 1, 1 the sum is divisible by 10.
    """
    first, second = divmod(_TAIWAN[number[0]], 10)
    digits = [first, second, *map(int, number[1:])]
    return sum(d * w for d, w in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0

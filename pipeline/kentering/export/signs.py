"""Text as files of other programs can hold it, sign for sign, so that no place in it moves."""

from __future__ import annotations

INSTEAD = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    r"""The text with a replacement character for each sign that XML 1.0 forbids, and a line feed for a carriage return.

    >>> plain("a\x00b\ud800c\r")
    'a�b�c\n'
    """
    return "".join(sign if allowed(sign) else "\n" if sign == "\r" else INSTEAD for sign in text)


def allowed(sign: str) -> bool:
    r"""May the sign stand in XML, and stay there as it is?

    >>> allowed("é"), allowed("𝄞"), allowed("\x1b"), allowed("\ufffe")
    (True, True, False, False)
    """
    return sign in "\t\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")


def one_line(text: str, length: int) -> str:
    r"""The text on one line, cut with an ellipsis where it is longer.

    >>> one_line("een  twee\ndrie", 9)
    'een twee…'
    """
    line = " ".join(plain(text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"

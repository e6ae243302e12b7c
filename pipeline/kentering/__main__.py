"""`python -m kentering` and the command `kentering`."""

from __future__ import annotations

from kentering.cli import main

if __name__ == "__main__":
    main()

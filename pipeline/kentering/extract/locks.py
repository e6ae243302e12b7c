"""Encryption that pdfminer knows but refuses: streams locked in one way, strings in another or not at all."""

from __future__ import annotations

from typing import Any


def read_mixed_locks() -> None:
    """Let pdfminer read files whose strings are locked in another way than their streams."""
    from pdfminer.pdfdocument import PDFDocument, PDFStandardSecurityHandlerV4

    if getattr(PDFDocument.security_handler_registry[4], "mixed", False):
        return

    class Mixed(PDFStandardSecurityHandlerV4):  # type: ignore[misc,unused-ignore]
        mixed = True

        def init_params(self) -> None:
            strings = self.param["StrF"]
            self.param = {**self.param, "StrF": self.param["StmF"]}
            super().init_params()
            self.strf = getattr(strings, "name", strings)

        def decrypt(
            self, objid: int, genno: int, data: bytes, attrs: dict[str, Any] | None = None, name: str | None = None
        ) -> bytes:
            used = name or (self.stmf if attrs is not None else self.strf)
            return bytes(super().decrypt(objid, genno, data, attrs, used))

    PDFDocument.security_handler_registry[4] = Mixed

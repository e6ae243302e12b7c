"""Looks of real plans drawn by hand: brochures, slides, forms, sheets, official journals, word processors' reports."""

"""Lays the matrices of a loaded encoder out once as the processor wants them: the same vectors in less time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

ROWS = 512
"""Rows of a batch for which the layout is chosen: a few passages; other numbers of rows may be given all the same."""

Plain = tuple["torch.nn.Module", str, "torch.nn.Linear"]
"""A layer as it was: what it stands in, its name there, and itself."""


def pack(model: SentenceTransformer) -> list[Plain]:
    """Replace the plain linear layers of an encoder by packed ones; the layers that were replaced.

    None where PyTorch comes without oneDNN. A layer that is more than a plain linear one stays as it is.
    """
    import torch

    plain = [
        (parent, name, layer)
        for parent in model.modules()
        for name, layer in parent.named_children()
        if type(layer) is torch.nn.Linear and not layer._forward_hooks and not layer._forward_pre_hooks
    ]
    if not plain or not _available():
        return []
    with _one_thread(), torch.no_grad():
        made = {layer: _packed(layer) for _, _, layer in plain}
        for parent, name, layer in plain:
            setattr(parent, name, made[layer])
    return plain


def unpack(plain: list[Plain]) -> None:
    """Put the layers back that `pack` replaced."""
    for parent, name, layer in plain:
        setattr(parent, name, layer)


def _available() -> bool:
    import torch

    names = ("_reorder_linear_weight", "_linear_pointwise")
    built: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return built and all(hasattr(torch.ops.mkldnn, name) for name in names)


def _packed(layer: torch.nn.Linear) -> torch.nn.Module:
    """The same layer, its matrix in oneDNN's own order."""
    import torch

    class Packed(torch.nn.Module):
        def __init__(self, layer: torch.nn.Linear) -> None:
            super().__init__()
            self.weight = torch.ops.mkldnn._reorder_linear_weight(layer.weight.detach(), ROWS)
            self.bias = None if layer.bias is None else layer.bias.detach()
            self.in_features, self.out_features = layer.in_features, layer.out_features

        def forward(self, rows: torch.Tensor) -> torch.Tensor:
            product = torch.ops.mkldnn._linear_pointwise(rows, self.weight, self.bias, "none", [], "")
            return cast("torch.Tensor", product)

    return Packed(layer)


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Work on one thread, so that the layout is the same on a machine with few processors and with many."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)

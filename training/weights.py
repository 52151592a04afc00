"""The weights of a network that was saved, or of one that was exported: training can go on from what is shipped.

Exported weights are of 8 bits; they are told as the numbers that they stand for, so they read as before when exported again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx
import torch
from onnx import numpy_helper

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

FILES = ("encode.onnx", "judge.onnx", "relate.onnx")


def weights_in(path: Path) -> dict[str, Tensor]:
    """The weights of a network, by the names of its parameters: saved in a file, or exported to a folder."""
    if not path.is_dir():
        saved: dict[str, Tensor] = torch.load(path, weights_only=True)
        return saved
    return _restored(path)


def _restored(folder: Path) -> dict[str, Tensor]:
    weights: dict[str, Tensor] = {}
    for name in FILES:
        graph = onnx.load(str(folder / name)).graph
        stored = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
        for key, value in stored.items():
            parameter = key.removeprefix("network.")
            if parameter == key:
                continue
            if key.endswith(".weight_quantized"):
                weights[parameter.removesuffix("_quantized")] = _full(stored, key.removesuffix("_quantized"))
            elif "_" not in parameter.rpartition(".")[2]:
                weights[parameter] = value
        for node in graph.node:
            if node.op_type == "MatMulInteger":  # named after the layer, as "/lower.0/query/MatMul_quant"
                layer = ".".join(node.name.strip("/").split("/")[:-1])
                full = _full(stored, node.input[1].removesuffix("_quantized"))
                weights[f"{layer}.weight"] = full.T.contiguous()  # ONNX keeps them as [in, out]
    return weights


def _full(stored: dict[str, Tensor], name: str) -> Tensor:
    """8-bit numbers as the full ones they stand for; scale and zero are one, or one for each column."""
    number, zero = stored[f"{name}_quantized"].float(), stored[f"{name}_zero_point"].float()
    return (number - zero) * stored[f"{name}_scale"]

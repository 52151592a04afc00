"""Write a trained network as three ONNX files with 8-bit weights."""

from __future__ import annotations

import warnings
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import PRETRAINED, WIDTH, Network


class _Encode(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, case: Tensor) -> tuple[Tensor, ...]:
        x, y = self.network.encode(ids, case)
        tags, acts = self.network.tags(y)
        return x, y, torch.softmax(tags, -1), torch.softmax(acts, -1)


class _Judge(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor, y: Tensor, *inputs: Tensor) -> tuple[Tensor, ...]:
        kinds, statuses, parts = self.network.judge(x, y, None, *inputs)
        return torch.softmax(kinds, -1), torch.softmax(statuses, -1), parts


class _Relate(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> Tensor:
        return self.network.relate(*inputs)


def _whole(*size: int) -> Tensor:
    return torch.zeros(*size, dtype=torch.long)


def export(network: Network, folder: Path) -> None:
    """Write encode.onnx, judge.onnx, relate.onnx and the tokenizer into a folder."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    grid, row, span = {0: "rows", 1: "length"}, {0: "rows"}, {0: "rows", 1: "spans"}
    wide = ("x", "y", "flag", "dist", "mark")
    _write(
        _Encode(network),
        (_whole(2, 9), _whole(2, 9)),
        ["ids", "case"],
        ["x", "y", "tags", "acts"],
        dict.fromkeys(("ids", "case", "x", "y", "tags", "acts"), grid),
        folder / "encode.onnx",
    )
    _write(
        _Judge(network),
        (
            torch.zeros(2, 9, WIDTH),
            torch.zeros(2, 9, WIDTH),
            *(_whole(2, 9) for _ in range(3)),
            *(_whole(2) for _ in range(2)),
            *(_whole(2, 3) for _ in range(2)),
        ),
        [*wide, "a0", "a1", "s0", "s1"],
        ["kinds", "statuses", "parts"],
        dict.fromkeys(wide, grid)
        | dict.fromkeys(("a0", "a1", "kinds", "statuses"), row)
        | dict.fromkeys(("s0", "s1", "parts"), span),
        folder / "judge.onnx",
    )
    pair = ("i0", "i1", "j0", "j1", "bet", "pd")
    _write(
        _Relate(network),
        (torch.zeros(9, WIDTH), *(_whole(2) for _ in range(4)), torch.zeros(2, WIDTH), _whole(2)),
        ["y", *pair],
        ["relations"],
        {"y": {0: "length"}} | {key: {0: "pairs"} for key in (*pair, "relations")},
        folder / "relate.onnx",
    )
    copyfile(PRETRAINED / "tokenizer.json", folder / "tokenizer.json")


def _write(
    module: nn.Module,
    example: tuple[Tensor, ...],
    inputs: list[str],
    outputs: list[str],
    axes: dict[str, dict[int, str]],
    path: Path,
) -> None:
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            module,
            example,
            str(full),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(full), str(path), weight_type=QuantType.QInt8, per_channel=True)

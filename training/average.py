"""The mean of several networks of one line of training, which reads unseen articles better than any of them.

    python -m training.average NETWORK... [--save NETWORK] [--to FOLDER]

A NETWORK is a file of weights that `training.train --save` wrote, or a folder that a reader was written to.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.export import export
from training.network import Network
from training.weights import weights_in


def average(paths: list[Path]) -> Network:
    """A network whose weights are the means of those in the files and folders."""
    states = [weights_in(path) for path in paths]
    network = Network()
    network.load_state_dict({k: torch.stack([s[k] for s in states]).mean(0) for k in states[0]})
    return network.eval()


def main() -> None:
    """Average the networks of the command line and write the reader."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("networks", nargs="+", type=Path)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--to", type=Path, default=Path("ingest/weights"))
    options = parser.parse_args()
    network = average(options.networks)
    if options.save is not None:
        torch.save(network.state_dict(), options.save)
    export(network, options.to)


if __name__ == "__main__":
    main()

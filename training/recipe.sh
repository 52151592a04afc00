#!/bin/sh
# The runs that make the shipped reader: sh training/recipe.sh PYTHON [ANSWERS]
# Texts were added between them, so each goes on from the one before. The last five files are kept for the calibration.
set -eu
python=$1
answers=${2:-}
texts() { for name in "$@"; do echo "training/texts/$name.txt"; done; }

first="deals-1 deals-2 deals-3 deals-4 deals-5 hard-1 hard-2 hard-3 hard-4 hard-5 research-1 research-2 research-3
  rounds-1 rounds-2 rounds-3 rounds-4 rounds-5"
second="brief-1 fact-1 fact-2 plants-1 plants-2 plants-3 press-1 press-2 press-3 press-4 public-1 public-2 public-3
  public-4 research-4 works-1"
third="sites-1 sites-2 sites-3 sites-4 world-1 world-2 world-3 world-4"
kept="press-5 public-5 research-5 sites-5 world-5"

$python -m training.train $answers $(texts $first) \
  --epochs 12 --rate 1.5e-4 --exchanged 0.5 --save build/first.pt --to build/first
$python -m training.train $answers $(texts $first $second) \
  --epochs 6 --rate 1.2e-4 --exchanged 0.65 --start build/first.pt --save build/second.pt --to build/second
$python -m training.train $answers $(texts $first $second $third) \
  --epochs 3 --rate 9e-5 --exchanged 0.65 --start build/second.pt --to ingest/weights
$python -m training.calibrate $(texts $kept)

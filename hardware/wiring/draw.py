"""Draws the SVG files of this folder: python3 draw.py [FOLDER]. The same sources give the same bytes; a test compares them."""
import pathlib
import sys

sys.dont_write_bytecode = True

from drawings import chips, mounting, station  # noqa: E402 - the line above must come first

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent)

for drawings in (chips.DRAWINGS, mounting.DRAWINGS, station.DRAWINGS):
    for name, draw in drawings.items():
        (FOLDER / f"{name}.svg").write_bytes(draw().svg().encode())

"""Draws the SVG on standard input as a PNG on standard output: the largest that has at most so many bytes.

It is a program of its own (`bot.process.rasteriser`) and imports nothing of ours. Nothing comes out where even the
smallest has more.
"""

import sys
from pathlib import Path

from resvg_py import svg_to_bytes

FONT = Path(__file__).with_name("fonts") / "DejaVuSans-Latin.ttf"
SCALES = (1.5, 1.0, 0.8, 0.65)
"""Fixed, so that no drawing makes it take more memory than these do."""


def main() -> None:
    svg, most = sys.stdin.read(), int(sys.argv[1])
    for scale in SCALES:
        data = svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            skip_system_fonts=True,
            font_files=[str(FONT)],
            font_family="DejaVu Sans",
            sans_serif_family="DejaVu Sans",
        )
        if len(data) <= most:
            sys.stdout.buffer.write(data)
            return


if __name__ == "__main__":
    main()

"""Draws the icons of the app: a cup with a network rising from it; nobody else's picture is shipped."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float64]
"""Coverage between 0 and 1, or coordinates, row by row."""

Shape = NDArray[np.bool_]
"""What is inside."""

GROUND = (15, 76, 92)
CUP = (255, 255, 255)
NODES = (251, 176, 59)

FINE = 4
"""Samples per pixel in each direction, for smooth edges."""


def color() -> bytes:
    """192 by 192 pixels, as a PNG."""
    size = 192
    cup, nodes = _symbol(size, 0.62)
    pixels = np.zeros((size, size, 4))
    pixels[:] = (*GROUND, 255)
    for shape, colour in ((cup, CUP), (nodes, NODES)):
        pixels[..., :3] = pixels[..., :3] * (1 - shape[..., None]) + np.array(colour) * shape[..., None]
    return _png(pixels)


def outline() -> bytes:
    """32 by 32 pixels, white on nothing, as a PNG."""
    size = 32
    cup, nodes = _symbol(size, 0.94)
    pixels = np.full((size, size, 4), 255.0)
    pixels[..., 3] = np.maximum(cup, nodes) * 255
    return _png(pixels)


def _symbol(size: int, share: float) -> tuple[Picture, Picture]:
    """Return the cup and the network above it, in the middle of the picture, as wide as that share of it."""
    steps = (np.arange(size * FINE) + 0.5) / (size * FINE)
    x, y = np.meshgrid((steps - 0.5) / share + 0.5, (steps - 0.5) / share + 0.5)
    body = _rounded(x, y, 0.14, 0.52, 0.68, 0.96, 0.14) & (y > 0.52)
    handle = _ring(x, y, 0.72, 0.68, 0.15, 0.06) & (x > 0.66)
    cup = body | handle
    points = ((0.2, 0.3), (0.44, 0.08), (0.68, 0.28))
    nodes = np.zeros_like(cup)
    for px, py in points:
        nodes |= (x - px) ** 2 + (y - py) ** 2 < 0.085**2
    for (ax, ay), (bx, by) in ((points[0], points[1]), (points[1], points[2]), (points[0], points[2])):
        nodes |= _line(x, y, ax, ay, bx, by, 0.026)
    return _shrink(cup), _shrink(nodes)


def _rounded(x: Picture, y: Picture, left: float, top: float, right: float, bottom: float, radius: float) -> Shape:
    dx = np.maximum(np.maximum(left + radius - x, x - right + radius), 0)
    dy = np.maximum(np.maximum(top - y, y - bottom + radius), 0)
    shape: Shape = dx**2 + dy**2 < radius**2
    return shape


def _ring(x: Picture, y: Picture, cx: float, cy: float, radius: float, width: float) -> Shape:
    shape: Shape = np.abs(np.hypot(x - cx, y - cy) - radius + width / 2) < width / 2
    return shape


def _line(x: Picture, y: Picture, ax: float, ay: float, bx: float, by: float, half: float) -> Shape:
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    along = np.clip(along, 0, 1)
    shape: Shape = np.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)) < half
    return shape


def _shrink(fine: Shape) -> Picture:
    size = fine.shape[0] // FINE
    shrunk: Picture = fine.reshape(size, FINE, size, FINE).mean(axis=(1, 3))
    return shrunk


def _png(pixels: Picture) -> bytes:
    """RGBA pixels as a PNG file (W3C, Portable Network Graphics, 11.2)."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels.round().astype(np.uint8))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(named: tuple[bytes, bytes]) -> bytes:
    name, body = named
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

"""A burst: find the palettes of many images on workers that come and go.

Every task makes a batch of small images, reads them back and finds the main colours of each by k-means. Nothing is
downloaded. The cluster may begin with no workers at all: the waiting tasks are the demand that brings them.

Needs:  ray[default]
Run:    cluster submit CONFIG examples/palette_burst.py
        cluster submit CONFIG examples/palette_burst.py -- --images 20000 --cpus 2
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

import ray

COLOURS = 4
WIDTH, HEIGHT = 48, 32


def write_image(file: Path, seed: int) -> list:
    """Write a PPM file of noisy stripes, and return the true colours of its stripes."""
    dice = random.Random(seed)
    corners = [(r, g, b) for r in (40, 215) for g in (40, 215) for b in (40, 215)]
    stripes = dice.sample(corners, COLOURS)
    pixels = bytearray()
    for _ in range(HEIGHT):
        for x in range(WIDTH):
            pixels += bytes(value + dice.randint(-30, 30) for value in stripes[x * COLOURS // WIDTH])
    file.write_bytes(b"P6 %d %d 255\n" % (WIDTH, HEIGHT) + bytes(pixels))
    return stripes


def read_image(file: Path) -> list:
    """Return the pixels of a PPM file as (red, green, blue)."""
    data = file.read_bytes().split(b"\n", 1)[1]
    return [tuple(data[i : i + 3]) for i in range(0, len(data), 3)]


def squared_distance(a, b) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2


def first_centres(pixels: list) -> list:
    """Choose pixels that are far from each other, so that k-means does not depend on luck."""
    centres = [pixels[0]]
    while len(centres) < COLOURS:
        centres.append(max(pixels, key=lambda pixel: min(squared_distance(pixel, centre) for centre in centres)))
    return centres


def palette(pixels: list, rounds: int = 5) -> list:
    """Return the main colours: Lloyd's k-means in plain Python."""
    centres = first_centres(pixels)
    for _ in range(rounds):
        groups = [[] for _ in centres]
        for pixel in pixels:
            nearest = min(range(COLOURS), key=lambda i: squared_distance(pixel, centres[i]))
            groups[nearest].append(pixel)
        centres = [
            tuple(sum(channel) // len(group) for channel in zip(*group)) if group else centre
            for group, centre in zip(groups, centres)
        ]
    return centres


@ray.remote
def palettes(seeds: range) -> dict:
    """Handle one batch. Return how many palettes were right, and where it ran."""
    right = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            file = Path(folder, f"{seed}.ppm")
            stripes = write_image(file, seed)
            found = palette(read_image(file))
            right += all(min(squared_distance(stripe, colour) for colour in found) < 300 for stripe in stripes)
    return {"images": len(seeds), "right": right, "node": ray.get_runtime_context().get_node_id()}


def main() -> None:
    options = arguments()
    ray.init(address="auto", log_to_driver=False)
    nodes = sum(node["Alive"] for node in ray.nodes())
    print(f"{options.images} images in batches of {options.batch}; the cluster has {nodes} nodes now", flush=True)

    begin = time.monotonic()
    waiting = [
        palettes.options(num_cpus=options.cpus).remote(range(first, min(first + options.batch, options.images)))
        for first in range(0, options.images, options.batch)
    ]
    done, right, by_node, shown = 0, 0, Counter(), 0
    while waiting:
        ready, waiting = ray.wait(waiting, num_returns=1, timeout=5)
        for result in ray.get(ready):
            done += result["images"]
            right += result["right"]
            by_node[result["node"]] += result["images"]
        seconds = time.monotonic() - begin
        if seconds - shown >= 5:
            shown = seconds
            print(f"{seconds:5.0f} s: {done} images, {len(by_node)} nodes took part, {done / seconds:.0f} images/s", flush=True)

    seconds = time.monotonic() - begin
    for node, images in by_node.most_common():
        print(f"node {node[:8]}: {images} images")
    print(f"{done} images in {seconds:.1f} s: {done / seconds:.0f} images/s on {len(by_node)} nodes, {right} palettes right")
    assert done == options.images and right == done, "some palettes are missing or wrong"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--images", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=20, help="images of one task")
    parser.add_argument("--cpus", type=int, default=1, help="CPUs of one task")
    return parser.parse_args()


if __name__ == "__main__":
    main()

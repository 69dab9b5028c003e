"""The same small job in Ray, Dask and Parsl: estimate pi by random points.

All three run the same function on the same parts, and must get the same answer. Ray, and Dask on Ray, use the whole cluster. Dask
and Parsl alone use the processes of this host only: on several hosts they need their own workers there.

Needs:  ray[default]; dask and parsl, each only for its own part
Run:    cluster submit CONFIG examples/pi.py
        cluster submit CONFIG examples/pi.py -- --parts 400 --points 2000000
"""

import argparse
import importlib.util
import os
import tempfile
import time


def inside(seed: int, points: int) -> int:
    """Return how many of the random points lie in the quarter circle."""
    import random

    dice = random.Random(seed)
    return sum(dice.random() ** 2 + dice.random() ** 2 < 1 for _ in range(points))


def with_ray(parts: int, points: int) -> int:
    import ray

    task = ray.remote(inside)
    return sum(ray.get([task.remote(seed, points) for seed in range(parts)]))


def with_dask(parts: int, points: int) -> int:
    import dask

    counts = [dask.delayed(inside)(seed, points) for seed in range(parts)]
    return sum(dask.compute(*counts, scheduler="processes"))


def with_dask_on_ray(parts: int, points: int) -> int:
    import dask
    from ray.util.dask import ray_dask_get

    counts = [dask.delayed(inside)(seed, points) for seed in range(parts)]
    return sum(dask.compute(*counts, scheduler=ray_dask_get))


def with_parsl(parts: int, points: int) -> int:
    import parsl
    from parsl.executors import HighThroughputExecutor

    with tempfile.TemporaryDirectory() as folder:
        executor = HighThroughputExecutor(max_workers_per_node=os.cpu_count(), address="127.0.0.1", working_dir=folder)
        with parsl.load(parsl.Config(executors=[executor], run_dir=folder, usage_tracking=0)):
            task = parsl.python_app(inside)
            return sum(future.result() for future in [task(seed, points) for seed in range(parts)])


def main() -> None:
    options = arguments()
    import ray

    ray.init(address="auto", log_to_driver=False)
    answers = set()
    for name, package, estimate in [
        ("Ray", "ray", with_ray),
        ("Dask", "dask", with_dask),
        ("Dask on Ray", "dask", with_dask_on_ray),
        ("Parsl", "parsl", with_parsl),
    ]:
        if importlib.util.find_spec(package) is None:
            print(f"{name:12} {package} is not installed")
            continue
        begin = time.monotonic()
        count = estimate(options.parts, options.points)
        seconds = time.monotonic() - begin
        answers.add(count)
        print(f"{name:12} pi = {4 * count / (options.parts * options.points):.5f} in {seconds:.1f} s", flush=True)
    assert len(answers) == 1, "the answers differ"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--parts", type=int, default=20)
    parser.add_argument("--points", type=int, default=100_000, help="points of one part")
    return parser.parse_args()


if __name__ == "__main__":
    main()

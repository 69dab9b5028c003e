"""Modin: pandas code on all nodes, with another import.

Needs:  modin[ray] in an environment of its own, because it needs a pandas before 3; install the same Ray on all nodes
Run:    cluster submit CONFIG examples/modin_frame.py
"""

import argparse
import time

import modin.config
import numpy as np
import pandas
import ray

ray.init(address="auto", log_to_driver=False)  # before Modin starts a Ray of its own
modin.config.Engine.put("ray")

import modin.pandas  # noqa: E402


def sums(library, rows: int):
    """The same lines for both libraries."""
    numbers = np.arange(rows)
    frame = library.DataFrame({"shop": numbers % 7, "price": numbers % 101, "count": numbers % 5})
    frame["total"] = frame["price"] * frame["count"]
    return frame.groupby("shop")["total"].sum()


def main() -> None:
    options = arguments()
    results = {}
    for name, library in [("pandas", pandas), ("modin", modin.pandas)]:
        begin = time.monotonic()
        results[name] = sums(library, options.rows).to_dict()
        print(f"{name:6}: {options.rows} rows in {time.monotonic() - begin:.1f} s")
    print(f"totals by shop: {results['modin']}")
    assert results["modin"] == results["pandas"]


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()

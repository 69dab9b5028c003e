"""Data: a pipeline over rows that are more than one machine would hold at a time.

Rows are generated, changed in batches and summed by group. Blocks move from step to step while others are still being made.

Needs:  ray[data]
Run:    cluster submit CONFIG examples/data_pipeline.py
        cluster submit CONFIG examples/data_pipeline.py -- --rows 100000000
"""

import argparse
import time

import numpy as np
import ray
import ray.data
from ray.data.aggregate import Count, Sum

SENSORS = 8


def measure(batch: dict) -> dict:
    """Turn row numbers into measurements of sensors."""
    number = batch["id"]
    return {"sensor": number % SENSORS, "value": (number // SENSORS) % 100}


def calibrate(batch: dict) -> dict:
    return {"sensor": batch["sensor"], "value": batch["value"] * 2 + 1}


def main() -> None:
    options = arguments()
    ray.init(address="auto", log_to_driver=False)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.default_hash_shuffle_parallelism = SENSORS  # the default of 200 partitions is for many more groups
    begin = time.monotonic()
    rows = ray.data.range(options.rows).map_batches(measure).map_batches(calibrate)
    sums = {row["sensor"]: row for row in rows.groupby("sensor").aggregate(Count(alias_name="rows"), Sum("value", alias_name="sum")).take_all()}
    seconds = time.monotonic() - begin
    for sensor, row in sorted(sums.items()):
        print(f"sensor {sensor}: {row['rows']} rows, sum {row['sum']}")
    print(f"{options.rows} rows in {seconds:.1f} s: {options.rows / seconds:.0f} rows/s")

    numbers = np.arange(options.rows)
    for sensor in range(SENSORS):
        values = (numbers[numbers % SENSORS == sensor] // SENSORS) % 100 * 2 + 1
        assert (sums[sensor]["rows"], sums[sensor]["sum"]) == (len(values), values.sum())


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Tune: search for good parameters with many trials at once, and stop bad trials early.

Each trial fits a curve by gradient descent with its own step size and momentum. The scheduler ends trials that fall behind.

Needs:  ray[tune]; with several nodes, --storage must be a folder that they share, such as one on NFS
Run:    cluster submit CONFIG examples/tune_search.py
        cluster submit CONFIG examples/tune_search.py -- --trials 200 --storage /mnt/share/tune
"""

import argparse
from pathlib import Path

import ray
from ray import tune
from ray.tune.schedulers import ASHAScheduler

POINTS = [(x / 10, 3 * x / 10 - 1) for x in range(-10, 11)]  # y = 3 x - 1


def fit(config: dict) -> None:
    """One trial: report the error after each pass over the points."""
    slope = offset = slope_speed = offset_speed = 0.0
    for _ in range(config["passes"]):
        errors = [(slope * x + offset - y, x) for x, y in POINTS]
        slope_speed = config["momentum"] * slope_speed - config["step"] * sum(e * x for e, x in errors) / len(errors)
        offset_speed = config["momentum"] * offset_speed - config["step"] * sum(e for e, _ in errors) / len(errors)
        slope += slope_speed
        offset += offset_speed
        tune.report({"loss": sum(e * e for e, _ in errors) / len(errors), "slope": slope, "offset": offset})


def main() -> None:
    options = arguments()
    ray.init(address="auto", log_to_driver=False)
    space = {"step": tune.loguniform(0.001, 1), "momentum": tune.uniform(0, 0.9), "passes": 50}
    tuner = tune.Tuner(
        tune.with_resources(fit, {"cpu": 1}),
        param_space=space,
        tune_config=tune.TuneConfig(
            metric="loss", mode="min", num_samples=options.trials, scheduler=ASHAScheduler(max_t=50, grace_period=5)
        ),
        run_config=tune.RunConfig(storage_path=str(Path(options.storage).expanduser()), verbose=0),
    )
    results = tuner.fit()
    best = results.get_best_result()
    stopped = sum(result.metrics["training_iteration"] < 50 for result in results)
    print(f"{len(results)} trials, {stopped} stopped early, {results.num_errors} failed")
    print(
        f"best: loss {best.metrics['loss']:.5f} with step {best.config['step']:.3f} and momentum {best.config['momentum']:.2f}:"
        f" y = {best.metrics['slope']:.2f} x + {best.metrics['offset']:.2f}"
    )
    assert results.num_errors == 0 and best.metrics["loss"] < 0.2


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--trials", type=int, default=8)
    parser.add_argument("--storage", default="~/ray_results", help="folder for the results")
    return parser.parse_args()


if __name__ == "__main__":
    main()

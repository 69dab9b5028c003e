"""Train without torch: several workers train one model on their own parts of the data, with NumPy alone.

Each worker computes the gradient of its part. An actor averages the gradients, so that all workers take the same step.

Needs:  ray[train]; with several nodes, --storage must be a folder that they share, such as one on NFS
Run:    cluster submit CONFIG examples/train_numpy.py
"""

import argparse
import asyncio
import json
import tempfile
from pathlib import Path

import numpy as np
import ray
import ray.train
from ray.train.v2.api.data_parallel_trainer import DataParallelTrainer

TRUE_WEIGHTS = np.array([2.0, -3.0, 0.5])


@ray.remote(num_cpus=0)
class Average:
    """Gives each worker the mean of what all workers sent."""

    def __init__(self, workers: int):
        self.workers, self.sent, self.mean = workers, [], asyncio.Future()

    async def of(self, value: np.ndarray) -> np.ndarray:
        self.sent.append(value)
        mean = self.mean
        if len(self.sent) == self.workers:
            mean.set_result(np.mean(self.sent, axis=0))
            self.sent, self.mean = [], asyncio.Future()
        return await mean


def train(config: dict) -> None:
    """The loop of one worker."""
    context = ray.train.get_context()
    dice = np.random.default_rng(context.get_world_rank())
    inputs = dice.normal(size=(config["rows"], len(TRUE_WEIGHTS)))
    targets = inputs @ TRUE_WEIGHTS + dice.normal(scale=0.1, size=config["rows"])
    weights = np.zeros(len(TRUE_WEIGHTS))
    for epoch in range(config["epochs"]):
        errors = inputs @ weights - targets
        weights -= 0.3 * ray.get(config["average"].of.remote(inputs.T @ errors / len(errors)))
        report(context.get_world_rank(), {"epoch": epoch, "loss": float(np.mean(errors**2)), "weights": weights.tolist()}, config)


def report(rank: int, metrics: dict, config: dict) -> None:
    """Report the metrics, and save a checkpoint at the end. Train keeps metrics only beside a checkpoint."""
    if rank > 0 or metrics["epoch"] < config["epochs"] - 1:
        ray.train.report(metrics)
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "weights.json").write_text(json.dumps(metrics["weights"]))
        ray.train.report(metrics, checkpoint=ray.train.Checkpoint.from_directory(folder))


def main() -> None:
    options = arguments()
    ray.init(address="auto", log_to_driver=False)
    trainer = DataParallelTrainer(
        train,
        train_loop_config={"rows": 20_000, "epochs": 20, "average": Average.remote(options.workers)},
        scaling_config=ray.train.ScalingConfig(num_workers=options.workers),
        run_config=ray.train.RunConfig(storage_path=str(Path(options.storage).expanduser())),
    )
    result = trainer.fit()
    with result.checkpoint.as_directory() as folder:
        weights = json.loads(Path(folder, "weights.json").read_text())
    print(f"{options.workers} workers, loss {result.metrics['loss']:.4f}, weights {np.round(weights, 2).tolist()}")
    assert np.allclose(weights, TRUE_WEIGHTS, atol=0.02)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--storage", default="~/ray_results", help="folder for results and checkpoints")
    return parser.parse_args()


if __name__ == "__main__":
    main()

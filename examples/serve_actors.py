"""Actors behind a Serve endpoint: many replicas answer requests, one actor holds the state.

Replicas of a web shop take orders over HTTP. The stock is in an actor, so no item is sold twice however many replicas there are.

Needs:  ray[serve]
Run:    cluster submit CONFIG examples/serve_actors.py
"""

import argparse
import json
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import ray
from ray import serve
from starlette.requests import Request


@ray.remote(num_cpus=0.1)
class Stock:
    """The only owner of the numbers. An actor handles one call at a time, so it needs no lock."""

    def __init__(self, items: dict):
        self.items = items

    def take(self, item: str) -> bool:
        if self.items.get(item, 0) < 1:
            return False
        self.items[item] -= 1
        return True

    def left(self) -> dict:
        return self.items


@serve.deployment(num_replicas=2, ray_actor_options={"num_cpus": 0.2})
class Shop:
    def __init__(self, stock):
        self.stock = stock
        self.replica = serve.get_replica_context().replica_id.unique_id

    async def __call__(self, request: Request) -> dict:
        order = await request.json()
        return {"sold": await self.stock.take.remote(order["item"]), "replica": self.replica}


def post(url: str, body: dict) -> dict:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def main() -> None:
    options = arguments()
    ray.init(address="auto", log_to_driver=False)
    stock = Stock.remote({"lamp": 25, "chair": 5})
    serve.start(http_options={"host": "127.0.0.1", "port": options.port})
    serve.run(Shop.bind(stock), name="shop", route_prefix="/order")

    items = ["lamp", "chair"] * (options.orders // 2)
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda item: post(f"http://127.0.0.1:{options.port}/order", {"item": item}), items))
    sold = Counter(item for item, answer in zip(items, answers) if answer["sold"])
    replicas = Counter(answer["replica"] for answer in answers)
    left = ray.get(stock.left.remote())
    print(f"{len(answers)} orders by {len(replicas)} replicas: sold {dict(sold)}, left {left}")
    serve.shutdown()
    assert sold["lamp"] + left["lamp"] == 25 and sold["chair"] == 5 and left["chair"] == 0


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=40)
    parser.add_argument("--port", type=int, default=8000, help="TCP port of the endpoint on the head")
    return parser.parse_args()


if __name__ == "__main__":
    main()

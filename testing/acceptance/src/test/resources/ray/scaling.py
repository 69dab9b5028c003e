"""A program whose nodes come when its work waits for them, and leave when they are idle. It prints one line after each step."""

import time

import ray
from ray.autoscaler.sdk import request_resources
from ray.core.generated.common_pb2 import NodeDeathInfo
from ray.util.placement_group import placement_group, remove_placement_group

TIMEOUT = 180
IDLE_TIMEOUT = 3

ray.init(address="auto")


def node_id() -> str:
    return ray.get_runtime_context().get_node_id()


def workers() -> set:
    return {node["NodeID"] for node in ray.nodes() if node["Alive"]} - head


def ever() -> int:
    """How many workers there were so far."""
    return len({node["NodeID"] for node in ray.nodes()} - head)


def await_workers(what: str, right) -> None:
    end = time.time() + TIMEOUT
    while not right(workers()):
        assert time.time() < end, f"{what}: {workers()}"
        time.sleep(0.1)


def check_stays(wanted: set) -> None:
    """For longer than the time after which idle nodes leave."""
    end = time.time() + 2 * IDLE_TIMEOUT
    while time.time() < end:
        assert workers() == wanted, f"{workers()} instead of {wanted}"
        time.sleep(0.1)


def step(*words) -> None:
    print("step", f"{time.time():.3f}", *words, flush=True)


@ray.remote(num_cpus=2)
def square(number: int) -> tuple:
    """Waits for the head and three workers: all eight run at once, three on a worker."""
    while sum(node["Alive"] for node in ray.nodes()) < 4:
        time.sleep(0.1)
    return number * number, node_id()


@ray.remote(num_cpus=1, num_returns=2)
def produce() -> tuple:
    return node_id(), bytes(5_000_000)


@ray.remote(num_cpus=1)
def where() -> str:
    return node_id()


@ray.remote(num_cpus=1)
class Counter:
    def where(self) -> str:
        return node_id()


def labels(node: str) -> dict:
    return next(row["Labels"] for row in ray.nodes() if row["NodeID"] == node)


head = {node["NodeID"] for node in ray.nodes()}
never = where.options(resources={"nowhere": 1}).remote()
step("submitted")
results = ray.get([square.remote(number) for number in range(8)], timeout=TIMEOUT)
assert [value for value, _ in results] == [number * number for number in range(8)], results
step(f"results from {len({node for _, node in results})} of {ever()} workers")

place, held = produce.remote()
holder = ray.get(place, timeout=TIMEOUT)
await_workers("only the node with the object is left", lambda alive: alive == {holder})
check_stays({holder})
step("object kept")
del held
await_workers("none is left", lambda alive: not alive)
step("none left")

licensed = ray.get(where.options(resources={"licence": 1}).remote(), timeout=TIMEOUT)
assert labels(licensed)["rack"] == "b", labels(licensed)
counter = Counter.options(label_selector={"rack": "b"}).remote()
kept = ray.get(counter.where.remote(), timeout=TIMEOUT)
assert labels(kept)["rack"] == "b", labels(kept)
step("placed")

gang = placement_group([{"CPU": 4}] * 3, strategy="STRICT_SPREAD")
assert gang.wait(TIMEOUT), "the placement group is still pending"
assert len(workers()) == 3, workers()
step("gang on 3 workers")
request_resources(bundles=[{"CPU": 4}] * 2)
remove_placement_group(gang)
# The actor's node may hold a bundle too, or stay beside the two.
await_workers("the requested ones are left", lambda alive: len(alive) in (2, 3) and kept in alive)
check_stays(workers())
step("requested workers kept")
request_resources(bundles=[])
await_workers("only the actor's node is left", lambda alive: alive == {kept})
check_stays({kept})
assert ray.get(counter.where.remote(), timeout=TIMEOUT) == kept
step("actor kept")
ray.kill(counter)
await_workers("none is left", lambda alive: not alive)
assert not ray.wait([never], timeout=0)[0]
step("none left at the end")
for row in ray.nodes():
    if not row["Alive"]:
        print("left:", NodeDeathInfo.Reason.Name(row["DeathReason"]), row["DeathReasonMessage"], flush=True)

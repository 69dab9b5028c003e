"""Placement: say what work needs and where it may run, and check where it landed.

Custom resources (a licence), labels (a rack), spread, affinity, anti-affinity, packing and gangs. Each part prints where
its work landed, and fails if that is not what was asked for.

Needs:  ray[default]; a cluster with at least two workers of 2 CPUs in rack a, one in rack b, and a resource `licence`
        on some of them. configs/ray-on-prem.yaml is such a file. The workers may still be down: the work brings them.
Run:    cluster submit CONFIG examples/placement.py
"""

import time

import ray
from ray.util.placement_group import placement_group, remove_placement_group
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy, PlacementGroupSchedulingStrategy

TIMEOUT = 600  # seconds in which a node that is still down can start


def node_id() -> str:
    return ray.get_runtime_context().get_node_id()


@ray.remote(num_cpus=1)
def where(seconds: float = 0.5) -> tuple:
    """Work for a while. Return the node, and when the work began and ended."""
    begin = time.time()
    time.sleep(seconds)
    return node_id(), begin, time.time()


@ray.remote(num_cpus=0.5)
class Cache:
    """An actor that keeps data in memory: work on the data should run beside it."""

    def where(self) -> str:
        return node_id()


def nodes() -> dict:
    """Return all nodes by id, also those that have left."""
    return {node["NodeID"]: node for node in ray.nodes()}


def show(what: str, ids: list) -> None:
    known = nodes()
    places = [f"{name[:8]} (rack {known[name]['Labels'].get('rack', '-')})" for name in ids]
    print(f"{what}:\n  " + "\n  ".join(places), flush=True)


def nodes_of(references: list) -> list:
    return [node for node, _, _ in ray.get(references, timeout=TIMEOUT)]


def custom_resource() -> None:
    """Never more work at a time on a node than it has licences, and none on other nodes."""
    runs = ray.get([where.options(resources={"licence": 1}).remote() for _ in range(4)], timeout=TIMEOUT)
    show("a licence each", [node for node, _, _ in runs])
    for node, begin, _ in runs:
        licences = nodes()[node]["Resources"].get("licence", 0)
        together = sum(other == node and b <= begin < e for other, b, e in runs)
        assert together <= licences, f"{together} at a time on a node with {licences} licences"


def labels() -> None:
    """Only in one rack, in any other, or in one of several."""
    for selector, allowed in [({"rack": "b"}, "b"), ({"rack": "!b"}, "a-"), ({"rack": "in(a,b)"}, "ab")]:
        ids = nodes_of([where.options(label_selector=selector).remote() for _ in range(2)])
        show(f"rack {selector['rack']}", ids)
        assert all(nodes()[node]["Labels"].get("rack", "-") in allowed for node in ids)


def fallback() -> None:
    """Somewhere else, if no node has the label."""
    task = where.options(label_selector={"rack": "none"}, fallback_strategy=[{"label_selector": {"rack": "a"}}])
    ids = nodes_of([task.remote()])
    show("rack none, otherwise a", ids)
    assert nodes()[ids[0]]["Labels"]["rack"] == "a"


def gang(strategy: str, bundles: list) -> list:
    """Start one task in each bundle of a placement group. They all start, or none does."""
    group = placement_group(bundles, strategy=strategy)
    ray.get(group.ready(), timeout=TIMEOUT)
    ids = nodes_of(
        [
            where.options(scheduling_strategy=PlacementGroupSchedulingStrategy(group, index)).remote()
            for index in range(len(bundles))
        ]
    )
    remove_placement_group(group)
    show(strategy, ids)
    return ids


def gangs() -> None:
    """Anti-affinity: each on a node of its own. Affinity: all on one. Packing: on few."""
    assert len(set(gang("STRICT_SPREAD", [{"CPU": 1}] * 3))) == 3
    assert len(set(gang("STRICT_PACK", [{"CPU": 1}] * 2))) == 1
    assert len(set(gang("PACK", [{"CPU": 1}] * 2))) == 1


def spread() -> None:
    """As even as possible, without a guarantee."""
    ids = nodes_of([where.options(scheduling_strategy="SPREAD").remote() for _ in range(6)])
    show("SPREAD", ids)
    assert len(set(ids)) > 1


def beside_an_actor() -> None:
    """Affinity to a running actor: on its node and nowhere else."""
    cache = Cache.remote()
    home = ray.get(cache.where.remote(), timeout=TIMEOUT)
    beside = NodeAffinitySchedulingStrategy(home, soft=False)
    ids = nodes_of([where.options(num_cpus=0.5, scheduling_strategy=beside).remote()])
    show("beside the actor", ids)
    assert ids == [home]


if __name__ == "__main__":
    ray.init(address="auto", log_to_driver=False)
    for part in [custom_resource, labels, fallback, gangs, spread, beside_an_actor]:
        part()
    print("everything landed where it must")

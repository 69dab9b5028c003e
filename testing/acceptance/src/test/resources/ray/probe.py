"""Which nodes of Ray are alive, and whether each of them runs work."""

import socket

import ray
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

ray.init(address="auto", log_to_driver=False)


@ray.remote(num_cpus=0)
def where() -> str:
    return socket.gethostname()


alive = [node["NodeID"] for node in ray.nodes() if node["Alive"]]
pinned = [where.options(scheduling_strategy=NodeAffinitySchedulingStrategy(node, soft=False)).remote() for node in alive]
print("alive:", *sorted(ray.get(pinned, timeout=120)))

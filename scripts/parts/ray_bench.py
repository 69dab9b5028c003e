"""The benches of Ray as the engine: five lab hosts, the same file by us, by Ray's own launcher, and its start commands by bare ssh. Used by scripts/bench."""
import os
import shlex
import subprocess
import time

import lab_bench
from lab_bench import CLUSTER, NotMeasured

NODES = 5
RAY_ENVIRONMENT = os.environ.get("MUSTER_RAY", "/opt/muster-peers")  # a Python environment with ray[default]
FILE = """cluster_name: bench
min_workers: 4
max_workers: 4
provider: {type: local, head_ip: %s, worker_ips: [%s]}
auth: {ssh_user: root, ssh_private_key: %s}
head_start_ray_commands:
  - %s stop
  - ulimit -c unlimited; %s start --head --port=6379 --num-cpus=1 --autoscaling-config=~/ray_bootstrap_config.yaml
worker_start_ray_commands:
  - %s stop
  - %s start --address=$RAY_HEAD_IP:6379 --num-cpus=1
"""
# Nodes that `ray status` counts, of all types, busy or idle.
COUNT = " status 2>/dev/null | awk '/^(Active|Idle):/ {here = 1; next} /^[A-Z]/ {here = 0} here && $1 + 0 > 0 {nodes += $1} END {print nodes + 0}'"
LIMIT_SECONDS = 120


def ray_program():
    path = os.path.join(RAY_ENVIRONMENT, "bin/ray")
    if not os.path.exists(path):
        raise NotMeasured("not installed: %s (set MUSTER_RAY to a Python environment with ray[default])" % path)
    return path


def write_file(lab):
    ray = ray_program()
    path = os.path.join(lab.folder, "ray.yaml")
    with open(path, "w") as file:
        file.write(FILE % (lab.addresses[0], ", ".join(lab.addresses[1:]), lab.key, ray, ray, ray, ray))
    return path


def wait_for_nodes(lab, begun, environment=""):
    """Until Ray itself counts all nodes."""
    count = [*lab_bench.ssh(lab), lab.addresses[0], environment + ray_program() + COUNT]
    most, grown = 0, 0.0
    while time.perf_counter() - begun < LIMIT_SECONDS:
        found = subprocess.run(count, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout.strip()
        if found.isdigit() and int(found) > most:
            most, grown = int(found), time.perf_counter() - begun
        if most >= NODES:
            return (time.perf_counter() - begun) * 1000
        time.sleep(0.3)
    raise NotMeasured("after %d s Ray counts %d of %d nodes; the last came after %.1f s" % (LIMIT_SECONDS, most, NODES, grown))


def ours(lab):
    """The command itself waits until all nodes are part of Ray; this looks all the same."""
    path = write_file(lab)
    begun = time.perf_counter()
    lab.run([CLUSTER, "up", path, "-y"])
    out = lab.run([CLUSTER, "exec", path, "--", ray_program() + COUNT])[1].split()
    passed = (time.perf_counter() - begun) * 1000
    lab.run([CLUSTER, "down", path, "-y"])
    if not out or out[-1] != str(NODES):
        raise NotMeasured("Ray counts %s of %d nodes after cluster up" % (out[-1:], NODES))
    return passed


def by_ray(version):
    def measured(lab):
        path = write_file(lab)
        lab.environment["RAY_UP_enable_autoscaler_v2"] = "1" if version == 2 else "0"
        begun = time.perf_counter()
        try:
            lab.run([ray_program(), "up", "-y", "--no-config-cache", path])
            return wait_for_nodes(lab, begun)
        finally:
            subprocess.run([ray_program(), "down", "-y", path], env=lab.environment, capture_output=True, stdin=subprocess.DEVNULL)
            end_ray(lab)
    return measured


def floor(lab):
    """The same start commands by one ssh for each host: the head first, since workers need it."""
    ray = ray_program()
    begun = time.perf_counter()
    try:
        lab.run([*lab_bench.ssh(lab), lab.addresses[0], "%s start --head --port=6379 --num-cpus=1" % ray])
        start = shlex.quote("%s start --address=%s:6379 --num-cpus=1" % (ray, lab.addresses[0]))
        lines = " ".join("%s %s %s &" % (shlex.join(lab_bench.ssh(lab)), address, start) for address in lab.addresses[1:])
        lab.run(["sh", "-c", lines + " wait"])
        return wait_for_nodes(lab, begun)
    finally:
        end_ray(lab)


def end_ray(lab):
    """The hosts are this bench's own, so ending every Ray there by name harms nobody."""
    lines = " ".join("%s %s %s &" % (shlex.join(lab_bench.ssh(lab)), address, shlex.quote(ray_program() + " stop --force; rm -rf /tmp/ray"))
                     for address in lab.addresses)
    lab.run(["sh", "-c", lines + " wait"])


WAYS = [("cluster up", ours), ("ray up, its autoscaler v1", by_ray(1)), ("ray up, its autoscaler v2", by_ray(2)),
        ("start commands by bare ssh (floor)", floor)]


def up_ray_4(runs):
    """One table: head and four workers until Ray counts five nodes."""
    with lab_bench.Lab(NODES) as lab:
        print("%d hosts on %d cores, load %.1f before" % (NODES, len(os.sched_getaffinity(0)), os.getloadavg()[0]))
        lab_bench.compare(lab, WAYS, runs)
    return 0

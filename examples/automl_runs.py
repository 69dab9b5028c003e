"""AutoML-like runs: one run per machine at a time, each with the same CPUs and memory, with retries.

Ray decides where a run goes: a run takes the resource `vm`, and each machine has one. muster-run holds the run to its CPUs and
memory, ends it when it takes too long, and ends everything that it started. Some runs misbehave, to show that this harms no other:
  hog      needs too much memory at its first attempt, is ended, and is tried again
  sleeper  does nothing, until its time is over
  orphan   leaves a process behind that wants to live on
  inner    starts a Ray of its own, which must not join this cluster

Needs:  ray[default]; muster-run, which every node of Muster has; `resources: {vm: 1}` for each worker in the cluster file, as in
        configs/ray-on-prem.yaml
Run:    cluster submit CONFIG examples/automl_runs.py
        cluster submit CONFIG examples/automl_runs.py -- --runs 200 --cpus 8 --memory 16GiB --timeout 2h --output runs.jsonl
"""

import argparse
import inspect
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import ray


def train(kind: str, attempt: int, seconds: float, megabytes: int) -> None:
    """One run, as your train.py would be: a program of its own. It prints its result as JSON."""
    import json, os, time

    result = {"threads": os.environ.get("OMP_NUM_THREADS")}
    data = bytearray(b"x") * ((64 if kind == "hog" and attempt == 1 else 1) * megabytes << 20)
    if kind == "sleeper":
        time.sleep(86400)
    if kind == "orphan":
        read, write = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.write(write, str(os.getpid()).encode())
                time.sleep(86400)
            os._exit(0)
        os.wait()
        result["orphan"] = int(os.read(read, 20))
    if kind == "inner":
        import ray

        ray.init(num_cpus=1, object_store_memory=80 << 20, include_dashboard=False)
        result["inner_nodes"] = len(ray.nodes())
        ray.shutdown()

    # More processes than the run may use CPUs: what they get together shows whether the limit holds.
    begin, children = time.monotonic(), []
    for _ in range(os.cpu_count() * 2):
        child = os.fork()
        if child == 0:
            while time.monotonic() - begin < seconds:
                sum(i * i for i in range(1000))
            os._exit(0)
        children.append(child)
    usage = [os.wait4(child, 0)[2] for child in children]
    used = sum(each.ru_utime + each.ru_stime for each in usage)
    result["cpus_used"] = round(used / (time.monotonic() - begin), 2)
    result["score"] = len(data) / (len(data) + 1)
    print(json.dumps(result))


PROGRAM = inspect.getsource(train) + "\nimport json, sys\ntrain(**json.loads(sys.argv[1]))\n"


def lives(pid: int) -> bool:
    """Return whether the process runs. One that was ended and waits for its parent to notice does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@ray.remote(num_cpus=1, resources={"vm": 1})
def run(program: str, arguments: dict, limits: list) -> dict:
    """Run the program under its limits. Return what muster-run reports, with the program's own result."""
    if shutil.which("muster-run") is None:
        raise FileNotFoundError("muster-run is not on the PATH of this node")
    begin = time.time()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = ["muster-run", *limits, "--report", report, "--", sys.executable, "-c", program, json.dumps(arguments)]
        ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if not report.exists():
            raise RuntimeError(f"muster-run exited with {ended.returncode}: {ended.stderr[-2000:]}")
        result = json.loads(report.read_text())
    lines = ended.stdout.splitlines()
    own = json.loads(lines[-1]) if ended.returncode == 0 and lines else {}
    if "orphan" in own:
        own["orphan_lives"] = lives(own["orphan"])
    node = ray.get_runtime_context().get_node_id()
    return {**arguments, **result, **own, "node": node, "begin": begin, "end": time.time(), "stderr": ended.stderr[-500:]}


def run_all(kinds: list, options) -> list:
    """Start all runs, and start those again that failed. A run that took too long is not repeated: it would take as long again."""
    reports, waiting = [], {}

    def start(number: int, kind: str, attempt: int) -> None:
        arguments = {"kind": kind, "attempt": attempt, "seconds": options.seconds, "megabytes": options.megabytes}
        timeout = options.sleeper_timeout if kind == "sleeper" else options.timeout
        limits = ["--cpus", str(options.cpus), "--memory", options.memory, "--timeout", timeout]
        waiting[run.remote(PROGRAM, arguments, limits)] = number

    for number, kind in enumerate(kinds):
        start(number, kind, 1)
    while waiting:
        [ended], _ = ray.wait(list(waiting), num_returns=1)
        number = waiting.pop(ended)
        report = {"run": number, **ray.get(ended)}
        reports.append(report)
        show(report)
        if report["outcome"] in ("failed", "oom", "killed") and report["attempt"] <= options.retries:
            start(number, report["kind"], report["attempt"] + 1)
    return reports


def show(report: dict) -> None:
    peak = report.get("peak_memory_bytes", 0) >> 20
    print(
        f"run {report['run']:3} {report['kind']:8} attempt {report['attempt']} on {report['node'][:8]}: {report['outcome']},"
        f" {report['wall_seconds']:.1f} s, {report.get('cpu_seconds', 0):.1f} CPU s, {peak} MiB",
        flush=True,
    )


def expected(report: dict) -> str:
    if report["kind"] == "hog" and report["attempt"] == 1 and "memory" not in report["not_enforced"]:
        return "oom"
    return "timeout" if report["kind"] == "sleeper" else "succeeded"


def check(reports: list, options) -> list:
    """Return what is not as it should be."""
    wrong = []
    for a in reports:
        for b in reports:
            if a is not b and a["node"] == b["node"] and a["begin"] <= b["begin"] < a["end"]:
                wrong.append(f"runs {a['run']} and {b['run']} were on one machine at the same time")
        if a["outcome"] != expected(a):
            wrong.append(f"run {a['run']}, {a['kind']}: {a['outcome']}, expected {expected(a)}: {a['stderr']}")
        if a.get("cpus_used", 0) > options.cpus * 1.15 and "CPUs" not in a["not_enforced"]:
            wrong.append(f"run {a['run']} used {a['cpus_used']} CPUs")
        if a.get("orphan_lives"):
            wrong.append(f"run {a['run']} left the process {a['orphan']}")
        if a.get("inner_nodes", 1) != 1:
            wrong.append(f"the inner Ray of run {a['run']} has {a['inner_nodes']} nodes")
    return wrong


def main() -> int:
    options = arguments()
    special = ["hog"] * options.hogs + ["sleeper"] * options.sleepers + ["orphan"] * options.orphans + ["inner"] * options.inner
    kinds = special + ["plain"] * (options.runs - len(special))
    ray.init(address="auto", log_to_driver=False)
    begin = time.monotonic()
    reports = run_all(kinds, options)
    if options.output:
        Path(options.output).write_text("".join(json.dumps(report) + "\n" for report in reports))
    nodes = len({report["node"] for report in reports})
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in Counter(report["outcome"] for report in reports).items())
    print(f"{len(kinds)} runs in {len(reports)} attempts on {nodes} nodes in {time.monotonic() - begin:.1f} s: {outcomes}")
    unlimited = sorted({what for report in reports for what in report["not_enforced"]})
    if unlimited:
        print(f"not enforced on some node: {', '.join(unlimited)}")
    wrong = check(reports, options)
    print("\n".join(wrong) or "every run kept its limits, and nothing was left behind")
    return 1 if wrong else 0


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=24)
    parser.add_argument("--hogs", type=int, default=1)
    parser.add_argument("--sleepers", type=int, default=1)
    parser.add_argument("--orphans", type=int, default=1)
    parser.add_argument("--inner", type=int, default=1)
    parser.add_argument("--cpus", type=float, default=1, help="CPUs of one run")
    parser.add_argument("--memory", default="1GiB", help="memory of one run")
    parser.add_argument("--timeout", default="2m", help="longest time of one run")
    parser.add_argument("--sleeper-timeout", default="5s", help="the same for sleepers")
    parser.add_argument("--seconds", type=float, default=2, help="how long a run computes")
    parser.add_argument("--megabytes", type=int, default=64, help="how much memory a run needs; a hog needs 64 times as much")
    parser.add_argument("--retries", type=int, default=2)
    parser.add_argument("--output", help="file for all reports, one JSON object per line")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

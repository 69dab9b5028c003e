"""The dashboard and the job server of Ray, by Ray's own client, which finds both by RAY_ADDRESS and authenticates itself.

console.py dashboard | jobs | job ID | logs ID follow|once | stop ID wait|return
console.py submit ID wait|return FOLDER COMMAND     with the runtime environment as JSON or YAML on standard input; an empty FOLDER is none
"""
import asyncio
import json
import logging
import os
import socket
import sys
import time
from urllib.parse import urlsplit

MAX_JOBS = 1000
MAX_LENGTH = 400
CONNECT_SECONDS = 5


def fail(reason, code=1):
    """The last line of an error from the server is its cause; the lines before are a traceback."""
    lines = [line for line in str(reason).splitlines() if line.strip()]
    sys.stderr.write((lines[-1].strip() if lines else repr(reason))[:1000] + "\n")
    sys.exit(code)


def token_file():
    return os.environ.get("RAY_AUTH_TOKEN_PATH") or os.path.expanduser("~/.ray/auth_token")


def needs_token():
    return os.environ.get("RAY_AUTH_MODE", "").lower() == "token" and not os.environ.get("RAY_AUTH_TOKEN")


def require_token():
    """Without the file, Ray's client aborts with a stack trace."""
    try:
        with open(token_file(), encoding="utf-8") as file:
            if not file.read().strip():
                fail(f"the token file {token_file()} on the head is empty")
    except OSError as error:
        fail(f"cannot read Ray's token on the head: {error}")


def require_server():
    """Ray's client waits for 40 seconds for a server that does not listen."""
    host, _, port = os.environ.get("RAY_ADDRESS", "").rpartition(":")
    if os.environ.get("RAY_API_SERVER_ADDRESS") or "/" in host or not host or not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS).close()
    except OSError as error:
        fail(f"Ray does not answer at {host}:{port}: {error}")


def connect():
    if needs_token():
        require_token()
    require_server()
    logging.disable(logging.INFO)
    try:
        from ray.job_submission import JobSubmissionClient

        return JobSubmissionClient()
    except ImportError as error:
        fail(f"Ray has no job server in the environment of the head; install ray[default]: {error}")
    except Exception as error:
        fail(f"cannot use Ray's dashboard and job server, which need ray[default]: {error}")


def line(key, value):
    if value is not None:
        text = "".join(c if c.isprintable() else " " for c in str(value)[:MAX_LENGTH])
        print(f"{key}={text}")


def dashboard(client):
    print("muster-engine-dashboard 1")
    line("port", urlsplit(client.get_address()).port)
    if needs_token():
        line("token_file", token_file())


def show(jobs):
    print("muster-engine-jobs 1")
    for job in jobs[:MAX_JOBS]:
        line("id" if job.submission_id else "driver", job.submission_id or job.job_id)
        line("status", str(job.status).lower())
        line("command", job.entrypoint)
        line("started_ms", job.start_time)
        line("ended_ms", job.end_time)
        line("exit_code", job.driver_exit_code)
        line("message", job.message)


def newest_first(jobs):
    return sorted(jobs, key=lambda job: job.start_time or 0, reverse=True)


def find(client, name):
    return next((job for job in client.list_jobs() if name in (job.submission_id, job.job_id)), None)


def known(client, name):
    return find(client, name) or fail(f"there is no job '{name}'")


def submission(client, name):
    job = known(client, name)
    if not job.submission_id:
        fail(f"'{name}' was not submitted as a job: it is a program that connected to Ray itself")
    return job.submission_id


async def tail(client, name):
    async for text in client.tail_job_logs(name):
        sys.stdout.write(text)
        sys.stdout.flush()


def wait(client, name):
    while True:
        job = client.get_job_info(name)
        if job.status.is_terminal():
            return job
        time.sleep(0.5)


def end(name, job):
    status = str(job.status).lower()
    if status == "succeeded":
        return
    if status == "stopped":
        fail(f"job '{name}' was stopped", 143)
    code = job.driver_exit_code or 0
    if code == 0:
        fail(f"job '{name}' failed: {job.message or job.error_type or 'Ray gives no reason'}")
    sys.exit(128 - code if -128 < code < 0 else code if 0 < code < 256 else 1)


def yaml_of(text):
    try:
        import yaml

        return yaml.safe_load(text)
    except Exception:
        fail("the runtime environment is neither JSON nor YAML")


def runtime_environment(text):
    """JSON first, because YAML does not read all of it. An error of the parser would repeat the text, which may hold secrets."""
    try:
        found = json.loads(text)
    except ValueError:
        found = yaml_of(text)
    return found if isinstance(found, dict) else fail("the runtime environment is not a mapping")


def submit(client, name, how, folder, command):
    environment = runtime_environment(sys.stdin.read().strip() or "{}")
    if folder:
        environment["working_dir"] = folder
    if find(client, name):
        fail(f"there is a job '{name}' already")
    client.submit_job(entrypoint=command, submission_id=name, runtime_env=environment)
    if how == "wait":
        asyncio.run(tail(client, name))
        end(name, wait(client, name))


def logs(client, name, how):
    found = submission(client, name)
    if how == "follow":
        asyncio.run(tail(client, found))
    else:
        sys.stdout.write(client.get_job_logs(found))


def stop(client, name, how):
    found = submission(client, name)
    client.stop_job(found)
    if how == "wait":
        status = str(wait(client, found).status).lower()
        sys.stderr.write(f"job '{found}' {'was stopped' if status == 'stopped' else 'had ended: it ' + status}\n")


def run(action, words):
    client = connect()
    if action == "dashboard":
        dashboard(client)
    elif action == "jobs":
        show(newest_first(client.list_jobs()))
    elif action == "job":
        show([known(client, *words)])
    else:
        {"submit": submit, "logs": logs, "stop": stop}[action](client, *words)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        run(sys.argv[1], sys.argv[2:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        os._exit(130)
    except BrokenPipeError:
        os._exit(141)
    except Exception as error:
        fail(error)

"""A client that answers as the file $STUB says: jobs, how a job ends, an error of each request."""
import json
import os
from types import SimpleNamespace


class Status(str):
    def is_terminal(self):
        return self in ("STOPPED", "SUCCEEDED", "FAILED")


class JobSubmissionClient:
    def __init__(self):
        try:
            with open(os.environ["STUB"]) as file:
                self.stub = json.load(file)
        except FileNotFoundError:
            self.stub = {}

    def get_address(self):
        return "http://127.0.0.1:8266"

    def list_jobs(self):
        if "error" in self.stub:
            raise RuntimeError(self.stub["error"])
        jobs = [job(name, i + 1) for i, name in enumerate(self.stub.get("jobs", []))]
        return [job(None, 0)] + jobs

    def submit_job(self, **arguments):
        with open(os.environ["STUB"] + ".submitted", "w") as file:
            json.dump(arguments, file)

    async def tail_job_logs(self, name):
        yield f"a line of {name}\n"

    def get_job_logs(self, name):
        return f"the log of {name}\n"

    def get_job_info(self, name):
        found = job(name, 1)
        status, code = self.stub["ends"]
        found.status, found.driver_exit_code = Status(status.upper()), code
        found.message = "its runtime environment failed"
        return found

    def stop_job(self, name):
        return True


def job(name, start):
    return SimpleNamespace(
        submission_id=name,
        job_id=None if name else "01000000",
        status=Status("RUNNING"),
        entrypoint="x",
        start_time=start,
        end_time=None,
        driver_exit_code=None,
        message=None,
        error_type=None,
    )

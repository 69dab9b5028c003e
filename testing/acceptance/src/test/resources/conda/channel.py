"""Writes a conda channel: two small packages in conda's own format (a .tar.bz2 with info/, and repodata.json for all of them).

usage: channel.py FOLDER
"""

import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path

PREFIX = "/placeholder_placeholder_placeholder_placeholder_placeholder_placeholder_placeholder_placeholder"

PYTHON = f"""#!/bin/sh
# {PREFIX}/bin/python, for which the system's does the work
exec /usr/bin/python3 "$@"
"""

ACTIVATE = "export LAB_TOOL_HOME=\"$CONDA_PREFIX/share/lab-tool\"\n"

TOOL = f"""#!{PREFIX}/bin/python
import os
print("lab-tool of " + os.environ["LAB_TOOL_HOME"])
"""


def package(folder, name, version, files, depends=()):
    """files: path -> (text, executable)"""
    index = {"name": name, "version": version, "build": "lab_0", "build_number": 0, "depends": list(depends), "arch": "x86_64",
             "platform": "linux", "subdir": "linux-64", "license": "MIT", "timestamp": 1700000000000}
    paths = []
    for path, (text, _) in files.items():
        entry = {"_path": path, "path_type": "hardlink", "sha256": hashlib.sha256(text.encode()).hexdigest(), "size_in_bytes": len(text)}
        if PREFIX in text:
            entry |= {"prefix_placeholder": PREFIX, "file_mode": "text"}
        paths.append(entry)
    content = {path: (text.encode(), executable) for path, (text, executable) in files.items()}
    content["info/index.json"] = (json.dumps(index).encode(), False)
    content["info/paths.json"] = (json.dumps({"paths_version": 1, "paths": paths}).encode(), False)
    content["info/files"] = ("".join(f"{path}\n" for path in files).encode(), False)
    target = folder / f"{name}-{version}-lab_0.tar.bz2"
    with tarfile.open(target, "w:bz2") as archive:
        for path, (data, executable) in content.items():
            member = tarfile.TarInfo(path)
            member.size, member.mode = len(data), 0o755 if executable else 0o644
            archive.addfile(member, io.BytesIO(data))
    packed = target.read_bytes()
    return target.name, index | {"md5": hashlib.md5(packed).hexdigest(), "sha256": hashlib.sha256(packed).hexdigest(), "size": len(packed)}


def main():
    channel = Path(sys.argv[1])
    folder = channel / "linux-64"
    folder.mkdir(parents=True)
    (channel / "noarch").mkdir()
    packages = dict([
        package(folder, "python", "3.11.2", {"bin/python": (PYTHON, True)}),
        package(folder, "lab-tool", "1.4", {"bin/lab-tool": (TOOL, True), "etc/conda/activate.d/lab-tool.sh": (ACTIVATE, False)},
                depends=["python >=3.10"]),
    ])
    for subdir, content in ("linux-64", packages), ("noarch", {}):
        (channel / subdir / "repodata.json").write_text(json.dumps({"info": {"subdir": subdir}, "packages": content, "packages.conda": {}}))


main()

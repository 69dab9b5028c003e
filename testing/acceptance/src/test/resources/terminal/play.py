"""A person at a terminal: runs a command on a pty, does what the play says, and tells how it ended.

play.py PLAY COMMAND...: PLAY is a file with a step a line:
    expect TEXT   wait until it is seen, behind what was seen before
    type TEXT     as Python writes it: \\r is the return key, \\x03 Ctrl-C
    size R C      the window has another size
    pause S       look at it for S seconds
    touch FILE    tell the test that it has come so far
    await FILE    wait until the test has made this file
Then the command has to end. Ends with 1 where something did not come.
"""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

LIMIT = 60
child = 0
terminal = 0
seen = b""


def read(seconds):
    """What came within that time, at once when something did; nothing where the other side is closed."""
    try:
        return os.read(terminal, 65536) if select.select([terminal], [], [], seconds)[0] else b""
    except OSError:
        time.sleep(seconds)
        return b""


def expect(text):
    global seen
    wanted = text.encode()
    end = time.time() + LIMIT
    while wanted not in seen:
        seen += read(0.2)
        if time.time() > end:
            sys.exit("not seen: %r in %r" % (wanted, seen[-500:]))
    seen = seen[seen.index(wanted) + len(wanted):]


def size(text):
    rows, columns = text.split()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
    os.kill(child, signal.SIGWINCH)


def pause(text):
    global seen
    end = time.time() + float(text)
    while time.time() < end:
        seen += read(0.05)


def await_file(name):
    global seen
    limit = time.time() + LIMIT
    while not os.path.exists(name):
        seen += read(0.05)
        if time.time() > limit:
            sys.exit("nobody made " + name)


def end():
    limit = time.time() + LIMIT
    while time.time() < limit:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        read(0.1)
    sys.exit("it does not end")


STEPS = {
    "expect": expect,
    "type": lambda text: os.write(terminal, text.encode().decode("unicode_escape").encode()),
    "size": size,
    "pause": pause,
    "await": await_file,
    "touch": lambda text: open(text, "w").close(),
}

child, terminal = pty.fork()
if child == 0:
    os.environ["TERM"] = "xterm"
    os.execvp(sys.argv[2], sys.argv[2:])
before = termios.tcgetattr(terminal)
for line in open(sys.argv[1]):
    step, _, text = line.rstrip("\n").partition(" ")
    STEPS[step](text)
code = end()
print("code %d, terminal %s" % (code, "restored" if termios.tcgetattr(terminal) == before else "changed"))

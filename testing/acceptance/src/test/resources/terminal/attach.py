"""A person at a terminal: runs the command given on a pty, and prints what was seen. Ends with 1 where something did not come."""
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
seen = b""


def resize(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def expect(terminal, text):
    global seen
    end = time.time() + LIMIT
    while text not in seen:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            seen += os.read(terminal, 65536)
        elif time.time() > end:
            sys.exit("not seen: %r in %r" % (text, seen[-500:]))
    seen = seen[seen.index(text) + len(text):]


def wait(child, terminal):
    end = time.time() + LIMIT
    while time.time() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        try:
            if select.select([terminal], [], [], 0.1)[0]:
                os.read(terminal, 65536)
        except OSError:  # the other side is closed
            time.sleep(0.1)
    sys.exit("attach does not end")


child, terminal = pty.fork()
if child == 0:
    os.environ["TERM"] = "xterm"
    os.execvp(sys.argv[1], sys.argv[1:])
resize(terminal, 31, 97)
before = termios.tcgetattr(terminal)
expect(terminal, b"# ")
os.write(terminal, b"unset HISTFILE\r")  # a person's shell remembers what was typed, which is no trace of ours
# The words are parted by quotes, so that their echo is not taken for their output.
os.write(terminal, b"echo si''ze $(stty size)\r")
expect(terminal, b"size 31 97")
resize(terminal, 20, 60)
os.kill(child, signal.SIGWINCH)
time.sleep(1)
os.write(terminal, b"echo si''ze $(stty size)\r")
expect(terminal, b"size 20 60")
os.write(terminal, b"echo be''gun; sleep 3599\r")
expect(terminal, b"begun")
time.sleep(0.5)
os.write(terminal, b"\x03")
expect(terminal, b"^C")
os.write(terminal, b"echo ali''ve\r")
expect(terminal, b"alive")
os.write(terminal, b"exit 7\r")
code = wait(child, terminal)
print("code %d, terminal %s" % (code, "restored" if termios.tcgetattr(terminal) == before else "changed"))

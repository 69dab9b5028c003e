# Tests TCP ports from this host, and finds out who calls it. Nothing has to listen there: a refusal shows that the host answers, silence that a firewall drops packets.

# test_port PORT/ADDRESS: prints reach=PORT/ADDRESS open|refused|silent|unreachable|nameless|unknown. bash, because no other shell connects by itself.
test_port() {
  printed=$(LC_ALL=C timeout -k 1 3 bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "${1#*/}" "${1%%/*}" 2>&1 </dev/null)
  code=$?
  case "$code:$printed" in
    0:*) answer=open ;;
    124:* | 137:* | *'timed out'*) answer=silent ;;
    *refused*) answer=refused ;;
    *unreachable* | *'No route'* | *prohibited* | *denied* | *'Invalid argument'*) answer=unreachable ;;
    *'not known'* | *resolution* | *'No address'*) answer=nameless ;;
    *) answer=unknown ;;
  esac
  printf 'reach=%s %s\n' "$1" "$answer"
}
# test_ports PORT/ADDRESS...: side by side.
test_ports() {
  started=0
  for target in "$@"; do
    test_port "$target" &
    started=$((started + 1))
    [ $((started % 64)) != 0 ] || wait
  done
  wait
}
# report_ports PORT/ADDRESS...: in the form of check.sh.
report_ports() {
  echo 'muster-check 1'
  test_ports "$@"
  echo end=yes
}
# hold_connections PORT/ADDRESS: three at once, for three seconds, so that the host there can see who calls.
hold_connections() {
  timeout -k 1 8 bash -c 'exec 3<>"/dev/tcp/$1/$2" 4<>"/dev/tcp/$1/$2" 5<>"/dev/tcp/$1/$2"; sleep 3' bash "${1#*/}" "${1%%/*}" </dev/null
}
# connections_to PORT: prints ADDRESS:PORT of the other end of each connection to this port (four hexadecimal digits), as the kernel prints it.
connections_to() { awk -v port=":$1" '$4 == "01" && substr($2, length($2) - 4) == port {print $3}' /proc/net/tcp /proc/net/tcp6 2>/dev/null; }
# print_callers: prints a first line, then waits until somebody opens three connections to the SSH server of this session. Prints caller=ADDRESS, as the kernel
# prints it, or nothing after six seconds.
print_callers() {
  port=$(printf %04X "${SSH_CONNECTION##* }")
  before=$(connections_to "$port") all='' tries=0
  echo 'muster-callers 1'
  while [ $tries -lt 60 ]; do
    all=$(printf '%s\n' "$all" "$(connections_to "$port")" | sort -u)
    callers=$(printf '%s\n' "$all" | grep -vxF -e "$before" -e '' | cut -d: -f1 | sort | uniq -c | awk '$1 >= 3 {print "caller=" $2}')
    if [ -n "$callers" ]; then printf '%s\n' "$callers"; return 0; fi
    tries=$((tries + 1))
    sleep 0.1
  done
}

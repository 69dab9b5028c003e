# uses: root files engine
# Writes how the engine of the node starts, and starts it under its watchdog. await-engine.sh waits until it is ready.
# In: variables (exports), check, ready, diagnose, run (scripts), logs (a word for a shell), style=login|normal, limits (arguments of muster-run, one in each line),
# secret (the name of the file that holds it; empty: none), own_secret (a file below the home of the head's host that holds a secret of the user; may be empty),
# role=head|worker, application, head_versions (what the engine's check wrote on the head; empty where that is not known, which changes nothing); on standard input the secret for a worker; commands as "$@".
umask 077
make_root
mkdir -p "$node/run" "$node/logs" "$node/steps" "$node/engine"
choose_scratch "$MUSTER_NODE"
make_scratch
stop_engine
write_text "$node/engine/scratch" "$scratch
"

# The secret of a cluster is made once, on the head's host, and stays while the cluster is up.
make_secret() {
  mkdir -p "$node/control"
  if [ -n "$own_secret" ] && [ -s "$HOME/$own_secret" ]; then
    echo "the engine uses the secret in ~/$own_secret"
    write_file "$node/control/engine-secret" <"$HOME/$own_secret"
  elif [ ! -s "$node/control/engine-secret" ]; then
    head -c 32 /dev/urandom | sha256sum | cut -c1-64 | tr -d '\n' | write_file "$node/control/engine-secret"
  fi
  write_file "$node/engine/$secret" <"$node/control/engine-secret"
}
receive_secret() {
  given=$(cat)
  if [ -n "$given" ]; then write_text "$node/engine/$secret" "$given"
  elif [ ! -s "$node/engine/$secret" ]; then echo "the head has no secret for the engine: run 'cluster up' again" >&2; exit 1; fi
}
case $secret:$role in :*) ;; *:head) make_secret ;; *) receive_secret ;; esac

[ -z "$head_versions" ] || write_text "$node/engine/head-versions" "$head_versions
"

start=$node/engine/start
rm -rf "$start.new"
mkdir "$start.new"
number=1
for command in "$@"; do
  printf %s "$command" >"$start.new/command-$(printf %02d $number)"
  number=$((number + 1))
done
printf '%s\n' "$variables" >"$start.new/variables"
printf '%s\n' "$check" >"$start.new/check"
printf '%s\n' "$ready" >"$start.new/ready"
printf '%s\n' "$diagnose" >"$start.new/diagnose"
printf '%s\n' "$run" >"$start.new/run"
printf '%s\n' "$logs" >"$start.new/logs"
printf '%s\n' "$style" >"$start.new/shell"
[ -z "$limits" ] || printf '%s\n' "$limits" >"$start.new/enforce"
rm -rf "$start"
mv "$start.new" "$start"
start_engine

# uses: root files
# What the head's folder says of the head and its pool.

# print_head: prints the root, endpoint.json and, after the line "nodes", nodes.jsonl. Exits with 3 where no head was started.
# In: root (empty: the host's default), cluster.
print_head() {
  choose_root
  require_root
  head=$root/$cluster/head
  [ -s "$head/endpoint.json" ] || exit 3
  echo "$root"; cat "$head/endpoint.json"
  if [ -r "$head/nodes.jsonl" ]; then echo nodes; cat "$head/nodes.jsonl"; fi
}
# print_pool FOLDER: prints what is known of the pool's hosts: by the last "up", then by the head since. The head's own record wins over the older one.
print_pool() {
  echo 'pool-by-up'
  if [ -s "$1/control/pool-hosts" ]; then cat "$1/control/pool-hosts"; fi
  echo 'pool-by-head'
  if [ -s "$1/control/head-probes" ]; then cat "$1/control/head-probes"; fi
}
# write_pool FOLDER: keeps the pool's records and host keys for the head. Standard input has three parts, each after a line with its name: "confirmed", the keys that
# hosts presented now, which replace older ones; "known", keys for names of which the head has none; "hosts", all records, or "late", records that replace those
# of the same hosts: another 'up' may have written others since. The line "end" shows that nothing is missing. All are input, because a command line has no
# room for a large pool.
write_pool() {
  umask 077
  pool=$1/control
  input=$(mktemp "$pool/pool.input.XXXXXX") || return 1
  cat >"$input"
  if [ "$(tail -n 1 "$input")" = end ]; then
    publish_pool
    written=$?
  else
    echo "the records of the pool arrived incomplete" >&2
    written=1
  fi
  rm -f "$input"
  return $written
}
# publish_pool: one at a time. In: pool, input.
publish_pool() (
  if command -v flock >/dev/null; then
    exec 9>>"$pool/pool.lock"
    flock 9
  fi
  touch "$pool/known_hosts" "$pool/pool-hosts" || exit 1
  awk '
    function name() {return $1 ~ /^@/ ? $2 : $1}
    FILENAME == ARGV[1] {
      if ($0 == "confirmed" || $0 == "known" || $0 == "hosts" || $0 == "late") part = $0
      else if (part == "confirmed") {confirmed[name()]; print}
      else if (part == "known") known[++count] = $0
      next
    }
    !(name() in confirmed) {kept[name()]; print}
    END {for (i = 1; i <= count; i++) {$0 = known[i]; if (!(name() in confirmed) && !(name() in kept)) print}}
  ' "$input" "$pool/known_hosts" >"$pool/known_hosts.new" && publish_file "$pool/known_hosts" || exit 1
  awk -F '\t' '
    FILENAME == ARGV[1] {
      if ($0 == "hosts" || $0 == "late") part = $0
      else if (part == "hosts" && $0 != "end") print
      else if (part == "late") late[$1] = $0
      next
    }
    part == "late" {print ($1 in late) ? late[$1] : $0}
  ' "$input" "$pool/pool-hosts" >"$pool/pool-hosts.new" && publish_file "$pool/pool-hosts"
)

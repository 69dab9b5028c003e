# What a session must know of the head's host. Comes after root.sh. In: root, cluster. Without a process of its own but cat.
head=$root/$cluster/head
[ -s "$head/endpoint.json" ] || exit 3
echo "$root"; cat "$head/endpoint.json"
if [ -r "$head/nodes.jsonl" ]; then echo nodes; cat "$head/nodes.jsonl"; fi

# uses: root files head keys
# Makes the cluster's SSH key on the head's host, once; its private half never leaves it. Out: after "muster-key 1" the public key, this host's addresses, and what is known of the pool.
# In: given (path of a key on this host, or empty).
echo 'muster-key 1'
umask 077
make_root
mkdir -p "$node/control"
key=$node/control/ssh_key
given=$(expand_home "$given")
if [ -n "$given" ]; then
  [ -r "$given" ] || { echo "auth.head_ssh_private_key: $given cannot be read on this host" >&2; exit 1; }
  write_text "$key.path" "$given"
  echo "public=given"
else
  rm -f "$key.path"
  command -v ssh-keygen >/dev/null || { echo "there is no ssh-keygen on this host: install it, or name a key as auth.head_ssh_private_key" >&2; exit 1; }
  # make_key TYPE FILE: fails where this host does not make keys of this type.
  make_key() {
    [ ! -s "$2" ] || return 0
    rm -f "$2.new" "$2.new.pub"
    ssh-keygen -q -t "$1" -N '' -C muster -f "$2.new" </dev/null || return 1
    mv "$2.new.pub" "$2.pub" && mv "$2.new" "$2"
  }
  # Two types: a host in FIPS mode accepts no ed25519, and an old one no ECDSA.
  why=$(make_key ed25519 "$key" 2>&1) || rm -f "$key.new" "$key.new.pub"
  why=$why$(make_key ecdsa "${key}_ecdsa" 2>&1) || rm -f "${key}_ecdsa.new" "${key}_ecdsa.new.pub"
  made=
  for file in "$key" "${key}_ecdsa"; do
    if [ -s "$file" ]; then made=yes; echo "public=$(cut -d' ' -f1,2 "$file.pub")"; fi
  done
  [ -n "$made" ] || { echo "ssh-keygen makes no key: ${why##*: }" >&2; exit 1; }
fi
echo "machine=$(this_machine)"
echo "addresses=$(hostname -I 2>/dev/null || true)"
print_pool "$node"

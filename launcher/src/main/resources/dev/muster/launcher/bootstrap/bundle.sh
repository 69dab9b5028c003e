# Puts one layer of our program in place: arrives on standard input, is verified, and appears whole or not at all.
# In: sha; the packed layer on standard input.
umask 077
mkdir -p "$root/bundles"
if [ -d "$root/bundles/$sha" ]; then cat >/dev/null; exit 0; fi
# What a killed shell left of another attempt; a younger one may still be at work.
find "$root/bundles" -mindepth 1 -maxdepth 1 -name '.in-*' -mmin +60 -exec rm -rf {} +
in=$(mktemp -d "$root/bundles/.in-XXXXXX")
trap 'rm -rf "$in"' EXIT
cat >"$in/packed"
echo "$sha  $in/packed" | sha256sum -c - >/dev/null || { echo "the bundle arrived damaged" >&2; exit 1; }
mkdir "$in/layer"
tar -xzpf "$in/packed" -C "$in/layer"
mv -T "$in/layer" "$root/bundles/$sha" 2>/dev/null || [ -d "$root/bundles/$sha" ]

# uses: root conda user-shell
# Looks for programs where the head's node has its environment, or will have it because that exists already. Changes nothing.
# In: root (empty: the host's default), cluster, key, conda=yes|no, conda_root, conda_name, conda_prefix, venv; the names of programs as "$@".
# Out: one line for each program that was found.
choose_root
check_root
env=$root/$cluster/$key/env.sh
if [ $root_state != safe ] || [ ! -f "$env" ]; then env=; fi
folder=
if [ -n "$venv" ]; then folder=$(expand_home "$venv")/bin; fi
if [ "$conda" = yes ]; then
  conda_root=$(expand_home "$conda_root")
  folder=$(expand_home "$conda_prefix")
  if [ -z "$folder" ] && tool=$(find_conda) && [ -n "$tool" ]; then folder=$(find_conda_prefix "$tool"); fi
  folder=${folder:+$folder/bin}
fi
words='' path=''
for program in "$@"; do words="$words $(quote "$program")"; done
if [ -n "$env" ]; then path=". $(quote "$env") >/dev/null"; elif [ -n "$folder" ]; then path="PATH=$(quote "$folder"):\$PATH"; fi
# Commands of the file run in a login shell, whose start-up files may set PATH.
run_in_bash login "" "$path
for program in $words; do if command -v \"\$program\" >/dev/null; then echo \"program=\$program\"; fi; done" </dev/null 2>/dev/null

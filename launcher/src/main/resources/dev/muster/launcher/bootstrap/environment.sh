# Finds or creates the environment and writes env.sh, which setup, exec, attach, jobs and the engine source.
# Activating sets what conda's own activation sets (prefix, PATH, the packages' activate.d scripts; see conda's documentation of
# environments): no solver starts with each command, no shell has to be interactive, no dot file is edited.
#
# Comes after conda.sh. In: conda=yes|no, conda_root, conda_name, conda_prefix, venv, pip=none|packages|requirements, packages as "$@",
#     files in $node/files, the exports of env.sh on standard input. Out: $node/env.sh.
umask 077
make_root
exports=$(cat; echo .)
activation=

quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"; }
fail() { echo "$1" >&2; exit 1; }

# Homes may be shared by many hosts: one of them makes an environment, the others wait for it. The folder beside it says that it is being made, and
# is kept young meanwhile; an old one is of a maker that was killed, whose half environment goes.
# make_once FOLDER PART COMMAND...: FOLDER is made where it does not have PART yet; what fails half way is taken away, unless it was there before.
make_once() {
  made=$1; part=$2; refused=0; shift 2
  lock=$made.muster-making
  while [ -d "$lock" ] || [ ! -e "$made/$part" ]; do
    mkdir -p "$(dirname "$made")" || fail "$(dirname "$made") cannot be made"
    if mkdir "$lock" 2>/dev/null; then
      make_locked "$@"
      return
    fi
    await_lock || fail "$lock cannot be made: is $(dirname "$made") read-only, or full?"
  done
}

# A little of the time until the lock may be free. Fails where nobody has it, and it cannot be made.
await_lock() {
  [ -d "$lock" ] || refused=$((refused + 1)) # it may have gone just now
  [ $refused -lt 10 ] || return 1
  if [ ! -d "$lock" ]; then sleep 0.1
  elif maker_is_gone; then
    echo "$made was begun by somebody who is gone: making it again"
    [ ! -e "$lock/from-nothing" ] || rm -rf "$made"
    rm -rf "$lock"
  else sleep 0.5; fi
}

# alone FOLDER COMMAND...: one host at a time changes what is there already. Where no lock can be made nothing can be changed there either.
alone() {
  made=$1; refused=0; shift
  lock=$made.muster-making
  until mkdir "$lock" 2>/dev/null; do
    await_lock || { "$@"; return; }
  done
  locked "$@"
}

maker_is_gone() {
  [ -z "$(find "$lock" -maxdepth 0 -mmin +2 2>/dev/null)" ] || return 0
  read -r maker_host maker_pid 2>/dev/null <"$lock/maker" && [ "$maker_host" = "$(uname -n)" ] && [ ! -d "/proc/$maker_pid" ]
}

make_locked() {
  [ ! -e "$made/$part" ] || { rm -rf "$lock"; return; } # made while we waited
  [ -e "$made" ] || : >"$lock/from-nothing"
  locked "$@"
}

# The lock is ours: it is kept young while the command runs, and while we live.
locked() {
  echo "$(uname -n) $$" >"$lock/maker.new"; mv "$lock/maker.new" "$lock/maker"
  (trap 'kill $nap; exit' TERM; while [ -d "/proc/$$" ]; do sleep 20 & nap=$!; wait $nap; touch "$lock"; done) >/dev/null 2>&1 &
  beat=$!
  if "$@"; then worked=yes; else worked=; fi
  kill $beat
  wait $beat 2>/dev/null || :
  if [ -z "$worked" ] && [ -e "$lock/from-nothing" ]; then rm -rf "$made"; fi
  rm -rf "$lock"
  [ -n "$worked" ]
}

create_conda() {
  case "${tool##*/}" in
    micromamba) "$tool" create -y -p "$prefix" -f "$node/files/environment.yml" ;;
    *) "$tool" env create -y -p "$prefix" -f "$node/files/environment.yml" ;;
  esac
}

use_conda() {
  conda_root=$(at_home "$conda_root")
  tool=$(find_conda)
  [ -n "$tool" ] || fail "no conda, mamba or micromamba was found on this host${conda_root:+ at $conda_root}: say where it is as environment.conda.root"
  prefix=$(at_home "$conda_prefix")
  [ -n "$prefix" ] || prefix=$(find_prefix)
  [ -d "$prefix/conda-meta" ] || [ -s "$node/files/environment.yml" ] ||
    fail "the conda environment ${conda_name:-$prefix} is not on this host; give environment.conda.file, and it is created"
  make_once "$prefix" conda-meta create_conda || fail "the conda environment ${conda_name:-$prefix} could not be created"
  [ -d "$prefix/conda-meta" ] || fail "$prefix is no conda environment: it has no conda-meta folder"
  activation="export CONDA_PREFIX=$(quoted "$prefix") CONDA_DEFAULT_ENV=$(quoted "${conda_name:-$prefix}") CONDA_SHLVL=1
export PATH=\"\$CONDA_PREFIX/bin:\$PATH\"
for script in \"\$CONDA_PREFIX\"/etc/conda/activate.d/*.sh; do [ ! -f \"\$script\" ] || . \"\$script\"; done; unset script
"
}

use_venv() {
  venv=$(at_home "$venv")
  make_once "$venv" pyvenv.cfg python3 -m venv "$venv" || fail "the virtual environment $venv could not be created"
  activation="${activation}export VIRTUAL_ENV=$(quoted "$venv"); unset PYTHONHOME
export PATH=\"\$VIRTUAL_ENV/bin:\$PATH\"
"
}

activate_here() { set +eu; eval "$activation"; set -eu; }

install_packages() {
  python=$(command -v python || command -v python3) || fail "pip: there is no python on this host"
  # Without an environment of its own pip changes the system, or what is in the home, which hosts may share too.
  alone "${venv:-${prefix:-$HOME/.local}}" run_pip "$@" || fail "pip could not install what environment.pip asks for"
}

run_pip() {
  case "$pip" in
    packages) "$python" -m pip install --disable-pip-version-check --no-input "$@" ;;
    requirements) "$python" -m pip install --disable-pip-version-check --no-input -r "$node/files/requirements.txt" ;;
  esac
}

[ "$conda" = no ] || { use_conda; activate_here; }
[ -z "$venv" ] || { use_venv; activate_here; }
[ "$pip" = none ] || install_packages "$@"
printf '%s%s' "${exports%.}" "$activation" >"$node/env.sh.new"
mv "$node/env.sh.new" "$node/env.sh"

# uses: root files conda folder-lock engine
# Finds or creates the environment and writes env.sh, which setup, exec, attach, jobs and the engine source.
# Activating sets what conda's own activation sets (prefix, PATH, the packages' activate.d scripts; see conda's documentation of
# environments): no solver starts with each command, no shell has to be interactive, no dot file is edited.
# In: application (the digest of the layer with muster-run), conda=yes|no, conda_root, conda_name, conda_prefix, venv, pip=none|packages|requirements, packages as
# "$@", files in $node/files, the exports of env.sh on standard input; engine=yes|no. Out: $node/env.sh.
umask 077
make_root
engine_folders=
if [ "$engine" = yes ]; then
  choose_scratch "$MUSTER_NODE"
  engine_folders="export MUSTER_ENGINE=$(quote "$node/engine") MUSTER_ENGINE_SCRATCH=$(quote "$scratch")
"
fi
exports=$(cat; echo .)
activation=

fail() { echo "$1" >&2; exit 1; }

create_conda() {
  case "${tool##*/}" in
    micromamba) "$tool" create -y -p "$prefix" -f "$node/files/environment.yml" ;;
    *) "$tool" env create -y -p "$prefix" -f "$node/files/environment.yml" ;;
  esac
}

use_conda() {
  conda_root=$(expand_home "$conda_root")
  tool=$(find_conda)
  [ -n "$tool" ] || fail "no conda, mamba or micromamba was found on this host${conda_root:+ at $conda_root}: say where it is as environment.conda_root"
  prefix=$(expand_home "$conda_prefix")
  [ -n "$prefix" ] || prefix=$(find_conda_prefix "$tool")
  [ -d "$prefix/conda-meta" ] || [ -s "$node/files/environment.yml" ] ||
    fail "the conda environment ${conda_name:-$prefix} is not on this host; give environment.conda.file, and it is created"
  make_once "$prefix" conda-meta create_conda || fail "the conda environment ${conda_name:-$prefix} could not be created"
  [ -d "$prefix/conda-meta" ] || fail "$prefix is no conda environment: it has no conda-meta folder"
  activation="export CONDA_PREFIX=$(quote "$prefix") CONDA_DEFAULT_ENV=$(quote "${conda_name:-$prefix}") CONDA_SHLVL=1
export PATH=\"\$CONDA_PREFIX/bin:\$PATH\"
for script in \"\$CONDA_PREFIX\"/etc/conda/activate.d/*.sh; do [ ! -f \"\$script\" ] || . \"\$script\"; done; unset script
"
}

use_venv() {
  venv=$(expand_home "$venv")
  make_once "$venv" pyvenv.cfg python3 -m venv "$venv" || fail "the virtual environment $venv could not be created"
  activation="${activation}export VIRTUAL_ENV=$(quote "$venv"); unset PYTHONHOME
export PATH=\"\$VIRTUAL_ENV/bin:\$PATH\"
"
}

activate_here() { set +eu; eval "$activation"; set -eu; }

install_packages() {
  python=$(command -v python || command -v python3) || fail "pip: there is no python on this host"
  # Without an environment of its own pip changes the system, or what is in the home, which hosts may share too.
  change_alone "${venv:-${prefix:-$HOME/.local}}" run_pip "$@" || fail "pip could not install what environment.pip asks for"
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
write_text "$node/env.sh" "$engine_folders${exports%.}export MUSTER_FOLDER=$(quote "$node") PATH=\"\$PATH:\"$(quote "$root/bundles/$application/bin")
$activation"

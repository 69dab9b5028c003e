# Finds or creates the environment and writes env.sh, which setup, exec, attach, jobs and the engine source.
# Activating sets what conda's own activation sets (prefix, PATH, the packages' activate.d scripts; see conda's documentation of
# environments): no solver starts with each command, no shell has to be interactive, no dot file is edited.
#
# Comes after conda.sh. In: conda=yes|no, conda_root, conda_name, conda_prefix, venv, pip=none|packages|requirements, packages as "$@",
#     files in $node/files, the exports of env.sh on standard input. Out: $node/env.sh.
umask 077
exports=$(cat; echo .)
activation=

quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"; }
fail() { echo "$1" >&2; exit 1; }

use_conda() {
  conda_root=$(at_home "$conda_root")
  tool=$(find_conda)
  [ -n "$tool" ] || fail "no conda, mamba or micromamba was found on this host${conda_root:+ at $conda_root}: say where it is as environment.conda.root"
  prefix=$(at_home "$conda_prefix")
  [ -n "$prefix" ] || prefix=$(find_prefix)
  if [ ! -d "$prefix/conda-meta" ]; then
    [ -s "$node/files/environment.yml" ] ||
      fail "the conda environment ${conda_name:-$prefix} is not on this host; give environment.conda.file, and it is created"
    case "${tool##*/}" in
      micromamba) "$tool" create -y -p "$prefix" -f "$node/files/environment.yml" ;;
      *) "$tool" env create -y -p "$prefix" -f "$node/files/environment.yml" ;;
    esac || fail "the conda environment ${conda_name:-$prefix} could not be created"
  fi
  [ -d "$prefix/conda-meta" ] || fail "$prefix is no conda environment: it has no conda-meta folder"
  activation="export CONDA_PREFIX=$(quoted "$prefix") CONDA_DEFAULT_ENV=$(quoted "${conda_name:-$prefix}") CONDA_SHLVL=1
export PATH=\"\$CONDA_PREFIX/bin:\$PATH\"
for script in \"\$CONDA_PREFIX\"/etc/conda/activate.d/*.sh; do [ ! -f \"\$script\" ] || . \"\$script\"; done; unset script
"
}

use_venv() {
  venv=$(at_home "$venv")
  if [ ! -f "$venv/pyvenv.cfg" ]; then
    python3 -m venv "$venv" || fail "the virtual environment $venv could not be created"
  fi
  activation="${activation}export VIRTUAL_ENV=$(quoted "$venv"); unset PYTHONHOME
export PATH=\"\$VIRTUAL_ENV/bin:\$PATH\"
"
}

activate_here() { set +eu; eval "$activation"; set -eu; }

install_packages() {
  python=$(command -v python || command -v python3) || fail "pip: there is no python on this host"
  case "$pip" in
    packages) "$python" -m pip install --disable-pip-version-check --no-input "$@" ;;
    requirements) "$python" -m pip install --disable-pip-version-check --no-input -r "$node/files/requirements.txt" ;;
  esac || fail "pip could not install what environment.pip asks for"
}

[ "$conda" = no ] || { use_conda; activate_here; }
[ -z "$venv" ] || { use_venv; activate_here; }
[ "$pip" = none ] || install_packages "$@"
printf '%s%s' "${exports%.}" "$activation" >"$node/env.sh.new"
mv "$node/env.sh.new" "$node/env.sh"

# Finds or creates the environment and writes env.sh, which setup, exec, attach, jobs and the engine source.
# Activating sets what conda's own activation sets (prefix, PATH, the packages' activate.d scripts; see conda's documentation of
# environments): no solver starts with each command, no shell has to be interactive, no dot file is edited.
#
# In: conda=yes|no, conda_root, conda_name, conda_prefix, venv, pip=none|packages|requirements, packages as "$@",
#     files in $node/files, the exports of env.sh on standard input. Out: $node/env.sh.
umask 077
exports=$(cat; echo .)
activation=

at_home() { case "$1" in '~/'*) echo "$HOME/${1#??}" ;; *) echo "$1" ;; esac; }
quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"; }
fail() { echo "$1" >&2; exit 1; }

first_executable() {
  for candidate in "$@"; do
    if [ -n "$candidate" ] && [ -f "$candidate" ] && [ -x "$candidate" ]; then echo "$candidate"; return; fi
  done
}

find_conda() {
  if [ -n "$conda_root" ]; then
    first_executable "$conda_root/bin/conda" "$conda_root/bin/mamba" "$conda_root/bin/micromamba" "$conda_root/micromamba"
    return
  fi
  found=$(first_executable "${CONDA_EXE:-}" \
    "$HOME/miniforge3/bin/conda" "$HOME/mambaforge/bin/conda" "$HOME/miniconda3/bin/conda" "$HOME/anaconda3/bin/conda" \
    "$HOME/conda/bin/conda" /opt/conda/bin/conda /opt/miniforge3/bin/conda /opt/miniconda3/bin/conda /opt/anaconda3/bin/conda \
    /usr/local/miniconda3/bin/conda "$HOME/.local/bin/micromamba" "$HOME/micromamba/bin/micromamba")
  if [ -n "$found" ]; then echo "$found"; else command -v conda || command -v mamba || command -v micromamba || true; fi
}

find_prefix() {
  case "${tool##*/}" in
    micromamba) base=${MAMBA_ROOT_PREFIX:-${conda_root:-$HOME/micromamba}} ;;
    *) base=$(dirname "$(dirname "$tool")") ;;
  esac
  if [ "$conda_name" = base ]; then echo "$base"; return; fi
  for candidate in "$base/envs/$conda_name" "$HOME/.conda/envs/$conda_name"; do
    if [ -d "$candidate/conda-meta" ]; then echo "$candidate"; return; fi
  done
  echo "$base/envs/$conda_name"
}

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

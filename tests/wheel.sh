#!/usr/bin/env bash
# A built wheel, installed in an empty directory, does everything without the repository.
# Usage: tests/wheel.sh PATH_TO_WHEEL
set -euo pipefail
wheel=$(realpath "$1")
constraints=$(realpath "$(dirname "$0")/../constraints.txt")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check -c "$constraints" "$wheel[test]"
PATH="$work/env/bin:$PATH"
unset PYTHONPATH

mkdir empty && cd empty
python -c "import venue_runtime, venues.binance_spot, sys; assert 'site-packages' in venues.binance_spot.__file__; assert 'venuegen' not in sys.modules"
venuegen list
venuegen check
venuegen generate binance_spot --out out
test -f out/venues/binance_spot/client.py
test -f out/venues/binance_spot/manifest.json
venuegen generate binance_spot --out out --check
python -m pytest -q out/venues/binance_spot/tests
timeout 120 venuegen demo binance_spot </dev/null | tee demo.txt
grep -q FILLED demo.txt

venuegen new my_exchange --defaults --specs specs
status=0
venuegen check my_exchange --specs specs > check.txt || status=$?
test "$status" = 1
grep -q "VG9" check.txt
! grep -q Traceback check.txt
venuegen init acme --extends binance_spot --defaults
cd acme
venuegen check
venuegen generate
python -m pytest -q tests

# A newer version's template is merged with what was changed here, without the repository of venuegen.
git init -q . && git config user.name A && git config user.email a@example.org
echo "ours/" >> .gitignore && git add -A && git commit -q -m begin
project=$(python -c "from venuegen import resources; print(resources.templates_dir() / 'repository' / 'project')")
sed -i '1i recordings/' "$project/.gitignore"
venuegen init --update
test "$(sed -n '1p;$p' .gitignore | tr '\n' ' ')" = "recordings/ ours/ "
echo "wheel: good"

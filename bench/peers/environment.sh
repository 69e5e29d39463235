# The Python environment of these scripts: made once for each list of requirements.
if [ ! -x venv/bin/python ] || ! cmp -s requirements.txt venv/requirements.txt; then
  python3 -m venv venv
  venv/bin/pip install --quiet -r requirements.txt
  cp requirements.txt venv/requirements.txt
fi

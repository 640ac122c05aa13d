"""Makes what a release needs of Python: relocatable, compiled, equal bytes for equal packages.

Usage: python -I python_layer.py install ENVIRONMENT PIP_FOLDER PIP_ARGUMENT...
       python -I python_layer.py compile FOLDER

"install" makes a virtual environment without pip and installs into it with the interpreter's own
pip, which is unpacked once into PIP_FOLDER. Scripts find their interpreter beside themselves, so the
environment works wherever it is moved to. "compile" leaves byte code that is never checked against
times. Status 3: the interpreter has no venv or no pip; 4: a package is installed from its source
folder, which a release cannot do.
"""

import compileall
import glob
import json
import os
import py_compile
import re
import shutil
import subprocess
import sys
import zipfile

RELOCATABLE = (
    b"#!/bin/sh\n"
    b"'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")/python\" \"$0\" \"$@\"\n"
    b"' '''\n"
)


def install(environment, pip_folder, arguments):
    try:
        import venv
    except ImportError:
        sys.exit(3)
    venv.EnvBuilder(symlinks=True, with_pip=False).create(environment)
    pip = bundled_pip(pip_folder) or installed_pip(pip_folder)
    command = [os.path.join(environment, "bin", "python"), pip, "install", "--no-compile"]
    command += ["--no-input", "--no-warn-script-location", *arguments]
    status = subprocess.call(command)
    if status != 0:
        sys.exit(1)
    library = glob.glob(os.path.join(environment, "lib", "python*", "site-packages"))[0]
    refuse_source_folders(library)
    forget_origins(library)
    relocate_scripts(environment, library)
    relocate_settings(environment)
    compile_folder(os.path.join(environment, "lib"), re.compile("$^"))


def bundled_pip(pip_folder):
    try:
        import ensurepip
    except ImportError:
        return None
    folders = [os.path.join(os.path.dirname(ensurepip.__file__), "_bundled")]
    shared = getattr(ensurepip, "_WHEEL_PKG_DIR", None)
    if shared:
        folders.insert(0, shared)
    for folder in folders:
        for wheel in sorted(glob.glob(os.path.join(folder, "pip-*.whl")), reverse=True):
            return kept(pip_folder, os.path.basename(wheel)[:-4], lambda to: unpack(wheel, to))
    return None


def installed_pip(pip_folder):
    try:
        import pip
    except ImportError:
        sys.exit(3)
    source = os.path.dirname(pip.__file__)
    name = "pip-" + pip.__version__
    return kept(pip_folder, name, lambda to: shutil.copytree(source, os.path.join(to, "pip")))


def kept(pip_folder, name, fill):
    place = os.path.join(pip_folder, name)
    if not os.path.isdir(place):
        fresh = "%s.%d" % (place, os.getpid())
        os.makedirs(fresh)
        fill(fresh)
        try:
            os.rename(fresh, place)
        except OSError:
            shutil.rmtree(fresh)
    return os.path.join(place, "pip")


def unpack(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)


def refuse_source_folders(library):
    for name in sorted(os.listdir(library)):
        if name.startswith("__editable__") or name.endswith(".egg-link"):
            print("An editable install is no part of a release: " + name)
            sys.exit(4)


def forget_origins(library):
    """A package from a folder or file here notes where that was, which differs in each build."""
    for path in sorted(glob.glob(os.path.join(library, "*.dist-info", "direct_url.json"))):
        with open(path, encoding="utf-8") as origin:
            local = json.load(origin).get("url", "").startswith("file:")
        if local:
            os.remove(path)
            entry = os.path.relpath(path, library)
            rewrite_record(os.path.dirname(path), lambda row: "" if row.startswith(entry) else row)


def relocate_scripts(environment, library):
    folder = os.path.join(environment, "bin")
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        # They would have to name the folder they are in.
        if name.lower().startswith("activate"):
            os.remove(path)
        elif not os.path.islink(path):
            relocate_script(path, folder)
    for info in sorted(glob.glob(os.path.join(library, "*.dist-info"))):
        rewrite_record(info, without_script_hash)


def relocate_script(path, folder):
    with open(path, "rb") as script:
        content = script.read()
    own = os.fsencode(os.path.join(folder, "python"))
    first, _, rest = content.partition(b"\n")
    if first.startswith(b"#!" + own):
        body = rest
    elif first == b"#!/bin/sh" and rest.startswith(b"'''exec' ") and own in rest.split(b"\n")[0]:
        body = rest.split(b"\n", 2)[2]
    else:
        return
    with open(path, "wb") as script:
        script.write(RELOCATABLE + body)


def without_script_hash(row):
    """What a record says of a script is no longer so."""
    if row.startswith("../../../bin/"):
        return row.split(",")[0] + ",,\n"
    return row


def rewrite_record(info, change):
    path = os.path.join(info, "RECORD")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8", newline="") as record:
        rows = record.readlines()
    with open(path, "w", encoding="utf-8", newline="") as record:
        record.writelines(change(row) for row in rows)


def relocate_settings(environment):
    path = os.path.join(environment, "pyvenv.cfg")
    with open(path, encoding="utf-8") as settings:
        rows = [row for row in settings if not row.startswith("command")]
    with open(path, "w", encoding="utf-8") as settings:
        settings.writelines(rows)


def compile_folder(folder, left_out=re.compile(r"/(\.venv|node_modules|\.git)/")):
    compileall.compile_dir(
        folder,
        quiet=2,
        rx=left_out,
        maxlevels=32,
        workers=0,
        stripdir=folder,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


# The workers that compile load this file, too.
if __name__ == "__main__":
    if sys.argv[1] == "install":
        install(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        compile_folder(sys.argv[2])

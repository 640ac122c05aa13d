"""Puts pip into a virtual environment that has none.

Does what ensurepip does without starting pip to install itself, in a third of the time: unpacks the
wheels that come with the interpreter, writes their scripts and compiles pip. Ends with status 3
when there is neither a wheel nor an installed pip to copy.

Usage: python -I -c <this text> ENVIRONMENT
"""

import compileall
import glob
import os
import shutil
import sys
import zipfile

environment = sys.argv[1]
short = "python%d.%d" % sys.version_info[:2]
library = os.path.join(environment, "lib", short, "site-packages")
scripts = os.path.join(environment, "bin")


def wheels(name):
    try:
        import ensurepip
    except ImportError:
        return []
    folders = [os.path.join(os.path.dirname(ensurepip.__file__), "_bundled")]
    shared = getattr(ensurepip, "_WHEEL_PKG_DIR", None)
    if shared:
        folders.insert(0, shared)
    found = []
    for folder in folders:
        found += sorted(glob.glob(os.path.join(folder, name + "-*.whl")))
    return found[-1:]


def unpack(wheel):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(library)


def copy_installed():
    try:
        from importlib import metadata

        import pip
    except ImportError:
        sys.exit(3)
    shutil.copytree(os.path.dirname(pip.__file__), os.path.join(library, "pip"))
    info = str(metadata.distribution("pip")._path)
    if os.path.isdir(info):
        shutil.copytree(info, os.path.join(library, os.path.basename(info)))


def write_scripts():
    names = ["pip", "pip%d" % sys.version_info[0], "pip%d.%d" % sys.version_info[:2]]
    for name in names:
        path = os.path.join(scripts, name)
        with open(path, "w") as script:
            script.write(
                "#!%s\nimport sys\nfrom pip._internal.cli.main import main\n\n"
                'if __name__ == "__main__":\n    sys.exit(main())\n'
                % os.path.join(scripts, "python")
            )
        os.chmod(path, 0o755)
    # An upgrade of pip removes what the record names.
    for info in glob.glob(os.path.join(library, "pip-*.dist-info")):
        with open(os.path.join(info, "RECORD"), "a") as record:
            record.writelines("../../../bin/%s,,\n" % name for name in names)
            record.write("%s/INSTALLER,,\n" % os.path.basename(info))
        with open(os.path.join(info, "INSTALLER"), "w") as installer:
            installer.write("pip\n")


found = wheels("pip")
if found:
    unpack(found[0])
    # From 3.12 on an environment has no setuptools of its own.
    if sys.version_info < (3, 12):
        for wheel in wheels("setuptools"):
            unpack(wheel)
else:
    copy_installed()
write_scripts()
compileall.compile_dir(os.path.join(library, "pip"), quiet=2)

#!/usr/bin/env python3
"""Makes TorchSharp's native library load with a libstdc++ older than GCC 13's, as Debian 12 has it: make_loadable.py FOLDER

The library wants version GLIBCXX_3.4.32 for one function alone, which sets up the standard streams and does nothing where they are set up
by the old way. A shim brings that function, and the wish for the version is marked as weak, so that the loader passes over it. Needs
patchelf and g++.
"""
import os
import shutil
import struct
import subprocess
import sys
import tempfile

FUNCTION, VERSION, WEAK, NEEDED_VERSIONS = '_ZSt21ios_base_library_initv', b'GLIBCXX_3.4.32', 2, 0x6FFFFFFE


def shim(path):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, 'shim.cpp')
        with open(source, 'w') as file:
            file.write(f'#include <ios>\nstatic std::ios_base::Init streams;\nextern "C" void {FUNCTION}() {{}}\n')
        subprocess.run(['g++', '-shared', '-fPIC', '-O1', '-o', path, source], check=True)


def sections(content):
    """Type, offset, and number of the linked section, of each section of a 64-bit ELF file."""
    table, = struct.unpack_from('<Q', content, 0x28)
    size, count, _ = struct.unpack_from('<HHH', content, 0x3A)
    for i in range(count):
        _, kind, _, _, offset, _, link = struct.unpack_from('<IIQQQQI', content, table + i * size)
        yield kind, offset, link


def weaken(content):
    """Marks the wish for the version as weak; returns how often it was there."""
    all_sections, done = list(sections(content)), 0
    for kind, at, link in all_sections:
        if kind != NEEDED_VERSIONS:
            continue
        names, following = all_sections[link][1], 1
        while following:
            _, count, _, first, following = struct.unpack_from('<HHIII', content, at)
            entry = at + first
            for _ in range(count):
                _, flags, _, name, step = struct.unpack_from('<IHHII', content, entry)
                if content[names + name:content.index(0, names + name)] == VERSION:
                    struct.pack_into('<H', content, entry + 4, flags | WEAK)
                    done += 1
                entry += step
            at += following
    return done


def main():
    missing = [program for program in ('patchelf', 'g++') if shutil.which(program) is None]
    if missing:
        sys.exit(f"make_loadable: there is no {' and no '.join(missing)} here; on Debian: apt-get install -y {' '.join(missing)}")
    folder = os.path.abspath(sys.argv[1])
    library, name = os.path.join(folder, 'libLibTorchSharp.so'), 'libios_init_shim.so'
    shim(os.path.join(folder, name))
    os.chmod(library, 0o755)
    subprocess.run(['patchelf', '--clear-symbol-version', FUNCTION, '--add-needed', name, library], check=True)
    with open(library, 'rb') as file:
        content = bytearray(file.read())
    done = weaken(content)
    with open(library, 'wb') as file:
        file.write(content)
    print(f'{library}: {done} wish(es) for {VERSION.decode()} made weak')


main()

"""The folder that a power cut leaves, from the record of a run's file operations.

A file's bytes reach the disk when it is synced, its names when their folder is. What is between the last
sync and the cut may be on the disk or not, and a file system may order it as it likes. The replay takes
the extremes: unsynced bytes lost, half there or all there; the unsynced names of one folder, of all, or
of none lost.
"""

import os
from dataclasses import dataclass, field


@dataclass
class Operation:
    name: str
    path: str
    other: str
    offset: int
    data: bytes


def read(record):
    """The operations of a record that the shim has written."""
    with open(record, 'rb') as file:
        content = file.read()
    operations, place = [], 0
    while place < len(content):
        end = content.index(b'\n', place)
        _, name, path, other, offset, size = content[place:end].decode().split('\t')
        start = end + 1
        operations.append(Operation(name, path, other, int(offset), content[start:start + int(size)]))
        place = start + int(size) + 1
    return operations


@dataclass(eq=False)
class File:
    live: bytearray = field(default_factory=bytearray)
    synced: bytes = b''

    def after_cut(self, bytes_kept):
        if bytes_kept == 'all':
            return bytes(self.live)
        if bytes_kept == 'half' and len(self.live) > len(self.synced):
            return bytes(self.live[:(len(self.synced) + len(self.live)) // 2])
        return self.synced


@dataclass(eq=False)
class Folder:
    live: dict = field(default_factory=dict)  # name: File or Folder
    synced: dict = field(default_factory=dict)


class Disk:
    """Files and folders below a root, alive and as the disk has them."""

    def __init__(self, root, found=()):
        self.path, self.root = root, Folder()
        for name, data in sorted(dict(found).items()):
            folder, last = self.place_of(f'{root}/{name}')
            folder.live[last] = Folder() if data is None else File(bytearray(data), data)
            folder.synced = dict(folder.live)

    def place_of(self, path):
        """The folder that holds a path, and the last part of the path."""
        *way, last = os.path.relpath(path, self.path).split('/')
        folder = self.root
        for name in way:
            folder = folder.live[name]
        return folder, last

    def node(self, path):
        folder, last = self.place_of(path)
        return self.root if last == '.' else folder.live[last]

    def apply(self, operation):
        if operation.name == 'sync':
            node = self.node(operation.path)
            node.synced = dict(node.live) if isinstance(node, Folder) else bytes(node.live)
            return
        folder, name = self.place_of(operation.path)
        if operation.name in ('create', 'mkdir'):
            folder.live[name] = File() if operation.name == 'create' else Folder()
        elif operation.name == 'write':
            live = folder.live[name].live
            end = operation.offset + len(operation.data)
            live.extend(b'\0' * (end - len(live)))
            live[operation.offset:end] = operation.data
        elif operation.name == 'truncate':
            del folder.live[name].live[operation.offset:]
        elif operation.name == 'unlink':
            folder.live.pop(name)
        else:
            self.rename(operation, folder, name)

    def rename(self, operation, folder, name):
        other_folder, other_name = self.place_of(operation.other)
        node, other = folder.live[name], other_folder.live.get(other_name)
        if operation.name == 'rename':
            del folder.live[name]
        elif operation.name == 'exchange':
            folder.live[name] = other
        other_folder.live[other_name] = node

    def cuts(self):
        """What a cut may leave, in words, and its files: name below the root to bytes, or None for a folder."""
        yield 'bytes lost', self.image('none', [])
        yield 'half of the bytes lost', self.image('half', [])
        folders = [(name, folder) for name, folder in walk(self.root) if folder.live != folder.synced]
        for name, folder in folders:
            yield f'bytes and names of {name} lost', self.image('none', [folder])
        if folders:
            lost = [folder for _, folder in folders]
            yield 'names lost', self.image('all', lost)
            yield 'all lost', self.image('none', lost)

    def image(self, bytes_kept, lost):
        image = {}

        def add(folder, way):
            for name, node in (folder.synced if folder in lost else folder.live).items():
                if isinstance(node, File):
                    image[way + name] = node.after_cut(bytes_kept)
                else:
                    image[way + name] = None
                    add(node, f'{way}{name}/')

        add(self.root, '')
        return image


def walk(folder, way='.'):
    """A folder and all folders below it, each with its name."""
    yield way, folder
    for name, node in folder.live.items():
        if isinstance(node, Folder):
            yield from walk(node, f'{way}/{name}')


def files_of(place):
    """The files below a folder, as an image."""
    image = {}
    for folder, folders, files in os.walk(place):
        for name in folders:
            image[os.path.relpath(f'{folder}/{name}', place)] = None
        for name in files:
            with open(f'{folder}/{name}', 'rb') as file:
                image[os.path.relpath(f'{folder}/{name}', place)] = file.read()
    return image


def write(image, place):
    """Writes the files of an image below a folder."""
    os.makedirs(place)
    for name in sorted(image):
        if image[name] is None:
            os.makedirs(f'{place}/{name}', exist_ok=True)
        else:
            with open(f'{place}/{name}', 'wb') as file:
                file.write(image[name])

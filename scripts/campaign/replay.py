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


@dataclass
class File:
    live: bytearray = field(default_factory=bytearray)
    synced: bytes = b''

    def after_cut(self, bytes_kept):
        if bytes_kept == 'all':
            return bytes(self.live)
        if bytes_kept == 'half':
            half = (len(self.synced) + len(self.live)) // 2
            return bytes(self.live[:half]) if len(self.live) > len(self.synced) else self.synced
        return self.synced


class Disk:
    """Files and names below a folder, alive and as the disk has them."""

    def __init__(self, root):
        self.root = root
        self.names = {}  # path: File, or None for a folder
        self.durable = {}  # the names of each folder at its last sync: folder: {path: File or None}

    def apply(self, operation):
        path, other = operation.path, operation.other
        if operation.name == 'create':
            self.names[path] = File()
        elif operation.name == 'mkdir':
            self.names[path] = None
        elif operation.name == 'write':
            file = self.names.setdefault(path, File())
            end = operation.offset + len(operation.data)
            file.live.extend(b'\0' * (end - len(file.live)))
            file.live[operation.offset:end] = operation.data
        elif operation.name == 'truncate':
            del self.names.setdefault(path, File()).live[operation.offset:]
        elif operation.name == 'sync':
            if self.names.get(path) is not None:
                self.names[path].synced = bytes(self.names[path].live)
            else:
                self.durable[path] = self.in_folder(path)
        elif operation.name == 'rename':
            self.move(path, other)
        elif operation.name == 'exchange':
            self.move(path, path + '\0'), self.move(other, path), self.move(path + '\0', other)
        elif operation.name == 'link':
            self.names[other] = self.names[path]
        elif operation.name == 'unlink':
            self.names.pop(path, None)

    def move(self, old, new):
        for name in [name for name in self.names if name == old or name.startswith(old + '/')]:
            self.names[new + name[len(old):]] = self.names.pop(name)

    def in_folder(self, folder):
        return {name: file for name, file in self.names.items() if os.path.dirname(name) == folder}

    def unsynced_folders(self):
        folders = {os.path.dirname(name) for name in self.names} | set(self.durable)
        return sorted(folder for folder in folders if folder.startswith(self.root)
                      and self.in_folder(folder) != self.durable.get(folder, {}))

    def cuts(self):
        """What a cut may leave, in words, and its files: name below the root to bytes, or None for a folder."""
        yield 'bytes lost', self.image('none', [])
        yield 'half of the bytes lost', self.image('half', [])
        folders = self.unsynced_folders()
        for folder in folders:
            yield f'bytes and names of {os.path.relpath(folder, self.root)} lost', self.image('none', [folder])
        if folders:
            yield 'names lost', self.image('all', folders)
            yield 'all lost', self.image('none', folders)

    def image(self, bytes_kept, lost):
        names = dict(self.names)
        for folder in lost:
            for name in self.in_folder(folder):
                del names[name]
        for folder in lost:
            names.update(self.durable.get(folder, {}))
        # A file whose folder was lost is lost with it.
        kept, image = {self.root}, {}
        for name in sorted(name for name in names if name.startswith(self.root + '/')):
            if os.path.dirname(name) in kept:
                file = names[name]
                if file is None:
                    kept.add(name)
                image[os.path.relpath(name, self.root)] = None if file is None else file.after_cut(bytes_kept)
        return image


def write(image, place):
    """Writes the files of an image below a folder."""
    for name in sorted(image):
        if image[name] is None:
            os.makedirs(f'{place}/{name}', exist_ok=True)
        else:
            with open(f'{place}/{name}', 'wb') as file:
                file.write(image[name])

"""The folder that a power cut leaves, from the record of a run's file operations.

A file's bytes reach the disk when it is synced, its names when their folder is. What is between the last
sync and the cut may be on the disk or not; this replay loses it: all unsynced bytes, and, where asked for,
the unsynced names of one folder. (A file system may keep some of it, and may order it otherwise: both
extremes must be survived.)
"""

import os
from dataclasses import dataclass, field


@dataclass
class Operation:
    number: int
    name: str
    path: str
    other: str
    offset: int
    data: bytes


def read(record):
    """The operations of a record that the shim has written."""
    operations, content, place = [], open(record, 'rb').read(), 0
    while place < len(content):
        end = content.index(b'\n', place)
        number, name, path, other, offset, size = content[place:end].decode().split('\t')
        start = end + 1
        data = content[start:start + int(size)]
        operations.append(Operation(int(number), name, path, other, int(offset), data))
        place = start + int(size) + 1
    return operations


@dataclass
class File:
    live: bytearray = field(default_factory=bytearray)
    synced: bytes = b''


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
            file = self.names.setdefault(path, File())
            del file.live[operation.offset:]
        elif operation.name == 'sync':
            if path in self.names and self.names[path] is not None:
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

    def folders(self):
        return {os.path.dirname(name) for name in self.names} | set(self.durable)

    def cut(self, place, lost_names=None):
        """Writes what is left, with the unsynced names of one folder lost where one is given."""
        names = dict(self.names)
        if lost_names is not None:
            for name in self.in_folder(lost_names):
                del names[name]
            names.update(self.durable.get(lost_names, {}))
        for name in sorted(names):
            if not name.startswith(self.root):
                continue
            target = place + name[len(self.root):]
            # A file whose folder was lost is lost with it.
            folder = os.path.dirname(name)
            if folder != os.path.dirname(self.root) and folder != self.root and folder not in names:
                continue
            if names[name] is None:
                os.makedirs(target, exist_ok=True)
            else:
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, 'wb') as file:
                    file.write(names[name].synced)

"""Checkpoints of a run as the program writes them, and hostile ones.

The seal of a checkpoint is a fingerprint in its metadata (`CheckpointSeal` and `Fingerprint` of the library).
"""

import copy
import json
import struct

FINGERPRINT = 'fingerprint'
TYPES = {'F32': 'float32', 'F64': 'float64', 'F16': 'float16', 'I64': 'int64', 'U8': 'uint8', 'BOOL': 'bool',
         'BF16': 'bfloat16'}
WIDTHS = {'F32': 4, 'F64': 8, 'F16': 2, 'I64': 8, 'U8': 1, 'BOOL': 1, 'BF16': 2}
MASK = 2 ** 64 - 1


class Checkpoint:
    """Metadata, and tensors by name: type, shape, bytes."""

    def __init__(self, data):
        size, = struct.unpack('<Q', data[:8])
        header, body = json.loads(data[8:8 + size]), data[8 + size:]
        self.metadata = header.pop('__metadata__', {})
        self.tensors = {}
        for name, entry in header.items():
            start, end = entry['data_offsets']
            self.tensors[name] = [entry['dtype'], entry['shape'], body[start:end]]

    @property
    def position(self):
        return json.loads(self.metadata['position'])

    def encoded(self):
        header, body = {'__metadata__': self.metadata}, b''
        for name, (kind, shape, data) in self.tensors.items():
            header[name] = {'dtype': kind, 'shape': shape, 'data_offsets': [len(body), len(body) + len(data)]}
            body += data
        text = json.dumps(header).encode()
        text += b' ' * (-len(text) % 8)
        return struct.pack('<Q', len(text)) + text + body

    def seal(self):
        """Puts the fingerprint of the content into the metadata, as the program does."""
        state = 0xcbf29ce484222325

        def mix(words):
            nonlocal state
            for word in words:
                state = (state ^ word) * 0x100000001b3 & MASK
                state ^= state >> 29

        def add(text):
            data = text.encode()
            mix([len(data), *data])

        for key in sorted(key for key in self.metadata if key != FINGERPRINT):
            add(f'{key}={self.metadata[key]}')
        for name in sorted(self.tensors):
            kind, shape, data = self.tensors[name]
            add(f'{name} {TYPES[kind]}')
            whole = len(data) // 8 * 8
            mix([*shape, *struct.unpack(f'<{whole // 8}Q', data[:whole]), *data[whole:]])
        self.metadata[FINGERPRINT] = f'{state:016x}'
        return self


def hostile(good):
    """Variants of a checkpoint, in words, without the right seal."""
    for what, change in changes(good):
        bad = copy.deepcopy(good)
        change(bad)
        yield what, bad


def changes(good):
    """What is done to a checkpoint, in words, and a function that does it."""
    yield from position_changes(good.position)
    yield from tensor_changes(good)
    for key in sorted(good.metadata):
        yield f'no {key}', lambda bad, key=key: bad.metadata.pop(key)
        for text in ('', '{}', '[]', '-1', '1 2 3', '99999999999999999999 0', '\x1b]52;c;YQ==\x07', 'x' * 100_000):
            if key != FINGERPRINT:
                yield f'{key} {text[:20]!r}', lambda bad, key=key, text=text: bad.metadata.update({key: text})
    yield '10 000 more keys', lambda bad: bad.metadata.update({f'key {n}': 'x' for n in range(10_000)})


def position_changes(position):
    def put(path, value):
        def change(bad):
            whole = bad.position
            inner = whole
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = value
            bad.metadata['position'] = json.dumps(whole)
        return change

    numbers = [-1, -3, -2 ** 63, 2 ** 63 - 1, 2 ** 64, 10 ** 30, 1.5, 1e300, None, 'one', [], {}, True]
    for number in numbers:
        yield f'step {number!r}', put(['step'], number)
        yield f'state of a pool {number!r}', put(['pools', 0, 0, 'state'], number)
        yield f'state of the batches {number!r}', put(['batches', 'generator', 'state'], number)
    for name in ('orderA', 'orderB'):
        for order in ([99], [-1], [2 ** 62], [], [0] * 100_000, None, 'A', [None], [0.5], [[0]]):
            yield f'{name} {str(order)[:30]}', put(['batches', name], order)
    for pools in ([], [[]], [[{'state': 1}]], position['pools'] * 9, None, [[{'state': 1}] * 3]):
        yield f'pools {str(pools)[:40]}', put(['pools'], pools)
    yield 'a deep position', lambda bad: bad.metadata.update(position='[' * 100_000)


def tensor_changes(good):
    """Wrong shapes, types and numbers of one tensor of each kind."""
    def kind_of(name):
        return ' '.join(word for word in name.split('.') if not word.isdigit())

    chosen = {}
    for name, (_, shape, _) in good.tensors.items():
        # The optimisers' step counts have no shape; they are a kind of their own.
        chosen.setdefault((kind_of(name), len(shape)), name)
    for name in sorted(set(chosen.values())):
        kind, shape, data = good.tensors[name]
        count = len(data) // WIDTHS[kind]

        def put(*entry, name=name):
            return lambda bad: bad.tensors.update({name: list(entry)})

        yield f'{name} missing', lambda bad, name=name: bad.tensors.pop(name)
        yield f'{name} of rank 0', put(kind, [], data[:4])
        yield f'{name} of rank 1', put(kind, [count], data)
        yield f'{name} with one axis more', put(kind, [1, *shape], data)
        yield f'{name} empty', put(kind, [0], b'')
        yield f'{name} with an empty axis', put(kind, [0, 2 ** 62, 2 ** 62], b'')
        yield f'{name} twice as large', put(kind, [2, *shape], data * 2)
        yield f'{name} in double precision', put('F64', shape, b'\0' * 8 * count)
        yield f'{name} of whole numbers', put('I64', shape, b'\1' * 8 * count)
        yield f'{name} of truths', put('BOOL', shape, b'\1' * count)
        for word, number in (('nan', 'nan'), ('inf', 'inf'), ('-1', '-1'), ('1e38', '1e38'), ('1e-40', '1e-40')):
            yield f'{name} all {word}', put('F32', shape, struct.pack('<f', float(number)) * count)
    yield 'no tensor', lambda bad: bad.tensors.clear()
    yield 'another tensor', lambda bad: bad.tensors.update({'0.other': ['F32', [1], b'\0' * 4]})
    yield 'another network', lambda bad: bad.tensors.update(
        {name.replace('0.', '7.', 1): entry for name, entry in bad.tensors.items()})

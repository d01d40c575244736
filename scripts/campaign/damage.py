"""Damage to what a stopped run, a report or a state has left: flipped bits, hostile fields, a lost folder."""

import functools
import os
import random
import shutil
import signal

import works
from bench import Fault, wait_until_stopped
from checkpoint import FINGERPRINT, Checkpoint, hostile

CHECKPOINT = 'checkpoint.safetensors'


@functools.cache
def half_done(stage):
    """The folder of a work that was killed after two thirds of its operations, or of one that is no training,
    and is done."""
    place = stage.place()
    if stage.work.is_training:
        stage.run(place, mode='kill', at=len(stage.operations) * 2 // 3)
    else:
        stage.run(place)
    return place


def copy_half_done(stage, place):
    shutil.rmtree(f'{place}/out')
    shutil.copytree(f'{half_done(stage)}/out', f'{place}/out')


def flip(stage):
    """One flipped bit in a file: the right bits all the same, or a sentence.

    A file that is only written may keep its flipped bit, which then is the only difference. A book shows
    what is in the reports.
    """
    for number in range(400):
        yield f'number {number}', lambda place, seed=number: flip_one(stage, place, seed)


def flip_one(stage, place, seed):
    copy_half_done(stage, place)
    chance = random.Random(seed)
    base = f'{place}/out'
    paths = [path for path in works.files_below(base) if os.path.getsize(path)]
    path = paths[seed % len(paths)]
    offset, bit = chance.randrange(os.path.getsize(path)), chance.randrange(8)
    with open(path, 'r+b') as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1 << bit]))
    name = os.path.relpath(path, base)
    ending = stage.run(place)
    if ending.code == stage.status and 'book' in stage.work.name:
        return 'equal'
    if ending.code == stage.status:
        found = stage.content(place)
        different = {key for key in set(found) | set(stage.good) if found.get(key) != stage.good.get(key)}
        decides = stage.work.is_training and os.path.basename(name) in (
            CHECKPOINT, 'losses.csv', 'metrics.csv', 'run.json')
        if different - (set() if decides else {name}):
            raise Fault(f'bit {bit} of byte {offset} of {name}: silently other files: {", ".join(sorted(different))}')
        return 'equal'
    if not ending.is_sentence:
        raise Fault(f'bit {bit} of byte {offset} of {name}: {ending}')
    return 'sentence'


def fields(stage):
    """A hostile field of the checkpoint: a sentence or an end, never a trap; without the right seal a sentence."""
    for index, (what, _) in enumerate(hostile(good_checkpoint(stage))):
        for seal in ('sealed', 'unsealed', 'old seal'):
            yield f'{what}, {seal}', lambda place, index=index, seal=seal: meet_hostile(stage, place, index, seal)


def good_checkpoint(stage):
    with open(f'{half_done(stage)}/out/run/{CHECKPOINT}', 'rb') as file:
        return Checkpoint(file.read())


def meet_hostile(stage, place, index, seal):
    copy_half_done(stage, place)
    _, bad = list(hostile(good_checkpoint(stage)))[index]
    if seal == 'sealed':
        bad.seal()
    elif seal == 'unsealed':
        bad.metadata.pop(FINGERPRINT, None)
    with open(f'{place}/out/run/{CHECKPOINT}', 'wb') as file:
        file.write(bad.encoded())
    ending = stage.run(place)
    if ending.code != 0 and not ending.is_sentence:
        raise Fault(str(ending))
    if ending.code == 0 and seal == 'old seal' and FINGERPRINT in bad.metadata:
        raise Fault('went on in spite of a wrong seal')
    if '\x1b' in ending.error:
        raise Fault('control characters of the file in the error')
    return 'equal' if ending.code == 0 else 'sentence'


def folder(stage):
    """The folder of a run that stands still is removed, moved, or used by another run: the run says so."""
    count = len(stage.operations)
    for number in range(count // 3, count - 5):
        change = ('removed', 'moved', 'replaced')[number % 3]
        yield f'{change} at operation {number}', lambda place, at=number, change=change: lose(stage, place, at, change)


def lose(stage, place, at, change):
    process = stage.start(place, mode='STOP', at=at)
    wait_until_stopped(process.pid)
    run = f'{place}/out/{stage.work.folder}'
    if change == 'moved':
        os.rename(run, f'{run}-away')
    else:
        shutil.rmtree(run, ignore_errors=True)
    other = stage.work.with_arguments('--seed', '77')
    if change == 'replaced':
        stage.bench.must(other.arguments, place)
    before = works.content(other, place)
    process.send_signal(signal.SIGCONT)
    ending = stage.bench.finish(process)
    if not ending.is_sentence:
        raise Fault(str(ending))
    if works.content(other, place) != before:
        raise Fault('something was written into what is no longer the run\'s folder')
    return 'sentence'


KINDS = {'flip': flip, 'fields': fields, 'folder': folder}

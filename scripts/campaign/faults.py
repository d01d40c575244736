"""Faults at one operation of a work: kills, torn writes, failing calls, signals, power cuts.

Every kind takes a stage and gives its points; a point is a text and an attempt, which takes a fresh folder
and gives `equal`, `sentence` or, where the work was done before the fault could happen, `unmet`, or raises
what is a fault.
"""

import os
import random
import shutil
import signal
import time

import replay
from bench import Fault, processes_of, state_of
from stage import Reader


def numbers(stage, only=None):
    """The numbers of the operations, or of those of one name."""
    return [number for number, name in enumerate(stage.operations, 1) if only in (None, name)]


def kill(stage):
    """SIGKILL before every operation; readers find the old outputs or the new ones, never none or half."""
    for number in numbers(stage):
        yield f'before operation {number}', lambda place, at=number: die(stage, place, 'kill', at)


def tear(stage):
    """Half of a write, then SIGKILL."""
    for number in numbers(stage, only='write'):
        yield f'in write {number}', lambda place, at=number: die(stage, place, 'tear', at)


def die(stage, place, mode, at):
    before = stage.content(place)
    with Reader(stage, place):
        ending = stage.run(place, mode=mode, at=at)
    stage.require_children_gone(place)
    stage.require_whole(place, before)
    going_on = stage.require_going_on(place)
    return 'unmet' if ending.code == stage.status else going_on


def instant(stage):
    """SIGKILL at one to three instants, wherever the program is then."""
    for number in range(200):
        yield f'number {number}', lambda place, seed=number: die_at_random(stage, place, seed)


def die_at_random(stage, place, seed):
    chance = random.Random(f'{stage.work.name} {seed}')
    stage.without_older(place)
    codes = []
    for _ in range(chance.randint(1, 3)):
        process = stage.start(place)
        time.sleep(chance.uniform(0.2, 1) * stage.seconds)
        process.send_signal(signal.SIGKILL)
        codes.append(stage.bench.finish(process).code)
        stage.require_children_gone(place)
    going_on = stage.require_going_on(place)
    return going_on if -signal.SIGKILL in codes else 'unmet'


def failing(error):
    """The kind in which one call fails with an error of the system."""
    def kind(stage):
        for number in numbers(stage):
            yield f'at operation {number}', lambda place, at=number: fail(stage, place, error, at)
    kind.__doc__ = f'{error} at every operation.'
    return kind


def fail(stage, place, error, at):
    before = stage.content(place)
    ending = stage.run(place, mode=error, at=at)
    if ending.code == 0:
        stage.require_good(place, ' after an error that was not told')
    elif ending.code != stage.status and not ending.is_sentence:
        raise Fault(str(ending))
    stage.require_whole(place, before)
    return stage.require_going_on(place)


def signals(stage):
    """TERM, INT or HUP at every operation: a tidy end, and all goes on."""
    names = ('TERM', 'INT', 'HUP')
    for number in numbers(stage):
        name = names[number % 3]
        yield f'{name} at operation {number}', lambda place, at=number, name=name: end(stage, place, name, at)


def end(stage, place, name, at):
    before = stage.content(place)
    code = stage.run(place, mode=name, at=at).code
    number = getattr(signal, f'SIG{name}')
    # A child that got it fails, and so does what waits for its result.
    if code not in (0, 1, -number, 128 + number):
        raise Fault(f'ends with {code}')
    stage.require_children_gone(place)
    stage.require_whole(place, before)
    return stage.require_going_on(place)


def nohup(stage):
    """SIGHUP at every operation of a process that was started to ignore it: nothing happens."""
    for number in numbers(stage):
        yield f'at operation {number}', lambda place, at=number: undisturbed(
            stage, place, stage.run(place, mode='HUP', at=at, hangup_ignored=True))


def stop(stage):
    """SIGSTOP at every operation, and SIGCONT afterwards: nothing happens."""
    def attempt(place, at):
        process = stage.start(place, mode='STOP', at=at)
        for _ in range(100):
            if process.poll() is not None or 'T' in map(state_of, processes_of(place)):
                break
            time.sleep(0.05)
        time.sleep(0.2)
        # To all of the group, as a shell does it, and once more for one that was late.
        while process.poll() is None:
            os.killpg(process.pid, signal.SIGCONT)
            time.sleep(0.05)
        return undisturbed(stage, place, stage.bench.finish(process))
    for number in numbers(stage):
        yield f'at operation {number}', lambda place, at=number: attempt(place, at)


def undisturbed(stage, place, ending):
    if ending.code != stage.status:
        raise Fault(str(ending))
    stage.require_good(place)
    stage.require_clean(place)
    return 'equal'


def power(stage):
    """A power cut after every operation: what was not synced is lost, half there, or there without names."""
    disk, seen = replay.Disk(f'{stage.origin}/out', stage.found_there), set()
    for number, operation in enumerate(replay.read(stage.record), 1):
        disk.apply(operation)
        for what, image in disk.cuts():
            # Many operations change nothing that outlives a cut.
            key = hash(frozenset(image.items()))
            if key not in seen:
                seen.add(key)
                yield f'after operation {number}, {what}', lambda place, at=number, what=what: cut(
                    stage, place, at, what)
    if disk.image('all', []) != replay.files_of(f'{stage.origin}/out'):
        raise RuntimeError(f'the record of {stage.work.name} does not lead to its files')


def cut(stage, place, at, what):
    before = stage.content(place)
    disk = replay.Disk(f'{stage.origin}/out', stage.found_there)
    for operation in replay.read(stage.record)[:at]:
        disk.apply(operation)
    shutil.rmtree(f'{place}/out')
    replay.write(dict(disk.cuts())[what], f'{place}/out')
    stage.require_whole(place, before)
    return stage.require_equal_or_sentence(place)


KINDS = {
    'kill': kill, 'tear': tear, 'instant': instant,
    'ENOSPC': failing('ENOSPC'), 'EIO': failing('EIO'), 'EROFS': failing('EROFS'),
    'signals': signals, 'nohup': nohup, 'stop': stop, 'power': power,
}

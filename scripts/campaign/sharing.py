"""What else goes on meanwhile: a second process in the same place, children whose parent was killed."""

import functools
import json
import random
import signal
import time

import works
from bench import Fault, processes_of
from stage import Stage


def orphan(stage):
    """SIGKILL of the parent alone: its children are gone within five seconds."""
    for number in range(40):
        yield f'number {number}', lambda place, seed=number: kill_parent(stage, place, seed)


def kill_parent(stage, place, seed):
    chance = random.Random(seed)
    process = stage.start(stage.without_older(place))
    for _ in range(500):
        if len(processes_of(place)) > 1 or process.poll() is not None:
            break
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.8) * stage.seconds)
    process.send_signal(signal.SIGKILL)
    stage.bench.finish(process)
    stage.require_children_gone(place)
    return stage.require_going_on(place)


def twice(stage):
    """The same command twice at once: one result, as of one alone; a training may say that another trains."""
    for number in range(40):
        delay = 0 if number % 2 else (number / 40) * stage.seconds
        yield f'{delay:.2f} s apart', lambda place, delay=delay: together(stage, place, stage.work, delay)


def together(stage, place, other, delay):
    processes = [stage.start(stage.without_older(place))]
    time.sleep(delay)
    processes.append(stage.bench.start(other.arguments, place))
    endings = [stage.bench.finish(process) for process in processes]
    done = [ending.code == stage.status for ending in endings]
    refused = [ending.is_sentence for ending in endings]
    if not any(done) or not all(a or b for a, b in zip(done, refused)):
        raise Fault(f'two at once: {endings[0]}; {endings[1]}')
    stage.require_good(place)
    stage.require_clean(place)
    return 'equal'


def other_seed(stage):
    """Two runs with different seeds in one folder at once: it becomes that of one of them."""
    for number in range(30):
        yield f'number {number}', lambda place, number=number: two_seeds(stage, place, number)


def two_seeds(stage, place, number):
    pair = [stage, with_other_seed(stage)]
    if number % 2:
        pair.reverse()
    processes = [side.start(place) for side in pair]
    endings = [stage.bench.finish(process) for process in processes]
    winners = [side for side, ending in zip(pair, endings) if ending.code == 0]
    if len(winners) != 1 or not all(ending.code == 0 or ending.is_sentence for ending in endings):
        raise Fault(f'two runs in one folder: {endings[0]}; {endings[1]}')
    winners[0].require_good(place)
    return winners[0].require_going_on(place)


@functools.cache
def with_other_seed(stage):
    return Stage(stage.bench, stage.work.with_arguments('--seed', '77')).rehearse()


def other_chapter(stage):
    """Two chapters at once, with one state: both are in it."""
    def attempt(place, delay):
        command, _, *rest = stage.work.arguments
        processes = [stage.start(place)]
        time.sleep(delay)
        processes.append(stage.bench.start([command, '2', *rest], place))
        endings = [stage.bench.finish(process) for process in processes]
        if any(ending.code for ending in endings):
            raise Fault(f'two chapters at once: {endings[0]}; {endings[1]}')
        with open(f'{place}/out/{works.STATE}') as file:
            chapters = json.load(file)['chapters']
        if [chapters.get(name, {}).get('status') for name in '12'] != ['passed', 'passed']:
            raise Fault(f'lost from the state: {chapters}')
        return 'equal'
    for number in range(20):
        yield f'{number / 10:.1f} s apart', lambda place, delay=number / 10: attempt(place, delay)


KINDS = {'orphan': orphan, 'twice': twice, 'other-seed': other_seed, 'other-chapter': other_chapter}

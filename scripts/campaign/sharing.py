"""What others see and do meanwhile: readers of the outputs, a second process, children without a parent."""

import json
import os
import random
import shutil
import signal
import threading
import time

import works
from bench import Fault, Stage, processes_of


def missing(stage):
    """SIGKILL before every operation, with older outputs there: a reader finds the old or the new, whole."""
    for number in range(1, len(stage.operations) + 1):
        yield f'before operation {number}', lambda place, at=number: never_missing(stage, place, at)


def never_missing(stage, place, at):
    put_older(stage, place)
    before = stage.content(place)
    with Watch(stage, place) as watch:
        stage.run(place, mode='kill', at=at)
    if watch.misses:
        raise Fault(f'missing for a reader: {watch.misses} times of {watch.looks}')
    after = stage.content(place)
    wholes = [whole_of(stage.work, side) for side in (before, stage.good)]
    found = whole_of(stage.work, after)
    if stage.work.family == 'file':
        for name in found:
            if found[name] not in [side.get(name) for side in wholes]:
                raise Fault(f'neither old nor new: {name}')
    elif found not in wholes and not is_told_failure(stage.work, place):
        raise Fault('neither the old folder nor the new one')
    return stage.require_going_on(place)


def is_told_failure(work, place):
    """Whether the outputs are the whole report of a chapter whose child was killed."""
    try:
        with open(f'{place}/out/{work.folder}/results.json') as file:
            return json.load(file)['status'] != 'passed' and os.path.exists(f'{place}/out/{work.folder}/README.md')
    except (OSError, ValueError, KeyError):
        return False


def put_older(stage, place):
    """Outputs that are not those of the command, unless it has found its own."""
    for output in stage.work.outputs[:1]:
        path = f'{place}/out/{output}'
        if os.path.exists(path):
            continue
        good = f'{stage.good_folder}/out/{output}'
        if os.path.isdir(good):
            shutil.copytree(good, path)
        else:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            shutil.copy(good, path)
        for file in works.files_below(path):
            if not file.endswith(('.json', '-book')):
                with open(file, 'ab') as stream:
                    stream.write(b' older')


def whole_of(work, content):
    """The outputs that belong together; the state beside them is a file of its own."""
    return {name: value for name, value in content.items() if name.startswith(work.folder)}


class Watch:
    """Looks again and again whether the outputs are there."""

    def __init__(self, stage, place):
        base = f'{place}/out/{stage.work.folder}'
        files = works.files_below(base)
        self.paths = [path for path in files if os.path.basename(path) in ('README.md', 'index.html')][:1] or files[:1]
        self.misses = self.looks = 0
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.look)

    def look(self):
        while not self.done.wait(0.0005):
            self.looks += 1
            self.misses += not all(map(os.path.exists, self.paths))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()


def orphan(stage):
    """SIGKILL of the parent alone: its children are gone within five seconds."""
    for number in range(40):
        yield f'number {number}', lambda place, seed=number: kill_parent(stage, place, seed)


def kill_parent(stage, place, seed):
    chance = random.Random(seed)
    process = stage.start(place)
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
    processes = [stage.start(place)]
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
    other = Stage(stage.bench, stage.work.with_arguments('--seed', '77'))
    ready = threading.Lock()

    def attempt(place, number):
        with ready:
            if not hasattr(other, 'good'):
                other.rehearse()
        pair = [stage, other] if number % 2 else [other, stage]
        processes = [side.start(place) for side in pair]
        endings = [stage.bench.finish(process) for process in processes]
        winners = [side for side, ending in zip(pair, endings) if ending.code == 0]
        if len(winners) != 1 or not all(ending.code == 0 or ending.is_sentence for ending in endings):
            raise Fault(f'two runs in one folder: {endings[0]}; {endings[1]}')
        winners[0].require_good(place)
        return winners[0].require_going_on(place)

    for number in range(30):
        yield f'number {number}', lambda place, number=number: attempt(place, number)


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


KINDS = {'missing': missing, 'orphan': orphan, 'twice': twice, 'other-seed': other_seed, 'other-chapter': other_chapter}

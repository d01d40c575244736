"""A work with its undisturbed result, the folders in which it is disturbed, and what must hold in them."""

import json
import os
import shutil
import threading
import time

import replay
import works
from bench import Fault, processes_of


class Stage:
    """A work, how it ends undisturbed, and the operations that it makes on the way."""

    def __init__(self, bench, work):
        self.bench, self.work = bench, work
        self.status = works.STATUS.get(work.name, 0)
        self.shared = work.needs(bench) if work.needs else None
        self.good_folder = None
        self.limit = 600

    def rehearse(self, **shim):
        """Runs the work twice: as it is, for the result, and watched, for the record of its operations."""
        plain = self.place()
        begin = time.monotonic()
        self.expect_done(self.run(plain))
        self.seconds = time.monotonic() - begin
        self.limit = 60 + 20 * self.seconds  # beyond which it hangs, also where others compute
        self.good, self.good_folder = self.content(plain), plain
        self.origin = self.place()
        self.found_there = replay.files_of(f'{self.origin}/out')
        log, self.record = f'{self.origin}/log', f'{self.origin}/record'
        self.expect_done(self.run(self.origin, log=log, record=self.record, **shim))
        if self.content(self.origin) != self.good:
            raise RuntimeError(f'{self.work.name} gives other bytes when it is watched: {self.differing(self.origin)}')
        with open(log) as file:
            self.operations = [line.split(None, 2)[1] for line in file]
        return self

    def expect_done(self, ending):
        if ending.code != self.status:
            raise RuntimeError(f'{self.work.name} does not run undisturbed: {ending}')

    def run(self, place, **settings):
        return self.bench.run(self.work.arguments, place, self.limit, **settings)

    def start(self, place, **settings):
        return self.bench.start(self.work.arguments, place, **settings)

    # Folders

    def place(self):
        """A fresh folder; what replaces older outputs finds some there."""
        place = self.bench.place()
        if self.work.prepare:
            self.work.prepare(place, self.shared)
        if self.work.replaces and self.good_folder:
            self.put_older(place)
        return place

    def put_older(self, place):
        path, good = f'{place}/out/{self.work.folder}', f'{self.good_folder}/out/{self.work.folder}'
        if os.path.exists(path):
            return
        if os.path.isdir(good):
            shutil.copytree(good, path)
        else:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            shutil.copy(good, path)
        for file in works.files_below(path):
            if not file.endswith(('.json', '-book')):
                with open(file, 'ab') as stream:
                    stream.write(b' older')

    def without_older(self, place):
        """The folder as the command finds it the first time."""
        if self.work.replaces:
            shutil.rmtree(f'{place}/out')
            os.makedirs(f'{place}/out')
            if self.work.prepare:
                self.work.prepare(place, self.shared)
        return place

    # What must hold

    def content(self, place):
        return works.content(self.work, place)

    def differing(self, place):
        found = self.content(place)
        return ', '.join(sorted(
            name for name in set(found) | set(self.good) if found.get(name) != self.good.get(name))[:8])

    def require_good(self, place, when=''):
        """Raises where the outputs are not those of an undisturbed run."""
        differing = self.differing(place)
        if differing:
            raise Fault(f'silently other files{when}: {differing}')

    def require_whole(self, place, before):
        """Raises where what replaces older outputs has left neither the old ones nor the new ones."""
        if not self.work.replaces:
            return
        old, new, found = (self.belonging_together(side) for side in (before, self.good, self.content(place)))
        if self.work.family == 'file':
            half = [name for name in found if found[name] not in (old.get(name), new.get(name)) and '/.' not in name]
            half += [name for name in old if name not in found]
            if half:
                raise Fault(f'neither old nor new: {", ".join(half)}')
        elif found not in (old, new) and not self.is_told_failure(place):
            raise Fault(f'{self.work.folder} is neither the old folder nor the new one')

    def belonging_together(self, content):
        """The outputs without the state beside them, which is a file of its own."""
        return {name: value for name, value in content.items() if name.startswith(self.work.folder)}

    def is_told_failure(self, place):
        """Whether the outputs are the whole report of a chapter whose child was ended."""
        folder = f'{place}/out/{self.work.folder}'
        try:
            with open(f'{folder}/results.json') as file:
                return json.load(file)['status'] != 'passed' and os.path.exists(f'{folder}/README.md')
        except (OSError, ValueError, KeyError):
            return False

    def require_going_on(self, place):
        """Gives the command again, which must end with the bits of an undisturbed run and leave nothing."""
        ending = self.run(place)
        if ending.code != self.status:
            raise Fault(f'does not go on: {ending}')
        self.require_good(place)
        self.require_clean(place)
        return 'equal'

    def require_equal_or_sentence(self, place):
        """Gives the command again, which may refuse in a sentence as well."""
        ending = self.run(place)
        if ending.code == self.status:
            self.require_good(place)
            return 'equal'
        if not ending.is_sentence:
            raise Fault(str(ending))
        return 'sentence'

    def require_clean(self, place):
        left = works.leftovers(place)
        if left:
            raise Fault(f'left behind: {", ".join(left[:5])}')

    @staticmethod
    def require_children_gone(place, limit=5):
        """Raises where a process that belongs to a folder outlives its parent."""
        end = time.monotonic() + limit
        while processes_of(place):
            if time.monotonic() > end:
                raise Fault(f'children live on for {limit} s: {processes_of(place)}')
            time.sleep(0.05)


class Reader:
    """Looks again and again, for the time of a `with`, whether the outputs that were there still are."""

    def __init__(self, stage, place):
        files = works.files_below(f'{place}/out/{stage.work.folder}') if stage.work.replaces else []
        self.paths = [path for path in files if os.path.basename(path) in ('README.md', 'index.html')][:1] or files[:1]
        self.misses = self.looks = 0
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.look)

    def look(self):
        while self.paths and not self.done.wait(0.0005):
            self.looks += 1
            self.misses += not all(map(os.path.exists, self.paths))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.done.set()
        self.thread.join()
        if self.misses and not error[0]:
            raise Fault(f'missing for a reader: {self.misses} of {self.looks} times')

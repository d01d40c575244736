"""Starts the program with the shim before its files, and judges how it ended."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

import works


class Fault(Exception):
    """What the program must never do, in words."""


class Ending:
    """Exit status (or None for a hang) and error stream of a process."""

    def __init__(self, code, error, program):
        self.code, self.error, self.program = code, error, program

    @property
    def is_sentence(self):
        """An error for people: the program's name and a sentence at the end, nothing of a framework."""
        wrong = re.search(r'NSCocoaErrorDomain|Error Domain|UserInfo|Fatal error|Stack dump|\*\*\* ', self.error)
        lines = [line for line in self.error.splitlines() if line.strip()]
        told = any(re.search(rf'(^|\r|K){re.escape(self.program)}: ', line) for line in lines[-3:])
        return self.code is not None and self.code > 0 and told and not wrong

    def __str__(self):
        status = 'a hang' if self.code is None else f'status {self.code}'
        return f'{status}, {self.error.strip()[-400:]!r}'


class Bench:
    """The program under test, and the folder in which all of it happens."""

    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), folder
        self.shim = os.path.join(folder, 'shim.so')
        compiler = os.environ.get('CC') or shutil.which('cc') or 'clang'
        subprocess.run([compiler, '-O2', '-shared', '-fPIC', '-o', self.shim, f'{works.HERE}/shim.c', '-ldl',
                        '-lpthread'], check=True)

    def place(self):
        """A fresh folder."""
        place = tempfile.mkdtemp(dir=self.folder)
        os.makedirs(f'{place}/out')
        os.makedirs(f'{place}/tmp')
        return place

    def start(self, arguments, place, mode=None, at=None, hangup_ignored=False, **shim):
        """A process in a group of its own.

        With `mode` something happens at the operations `at`; other names are the shim's variables in lower
        case. `hangup_ignored` is what `nohup` does.
        """
        environment = dict(os.environ, XDG_STATE_HOME=f'{place}/out/state', TMPDIR=f'{place}/tmp', NO_COLOR='1',
                           WKD_LEARN_HOME=works.COURSE)
        settings = {f'SHIM_{name.upper()}': str(value) for name, value in shim.items()}
        if mode:
            settings.update(SHIM_MODE=mode, SHIM_AT=str(at))
        if settings:
            number, counter = tempfile.mkstemp(prefix='counter-', dir=place)
            os.close(number)
            environment.update(settings, LD_PRELOAD=self.shim, SHIM_ROOT=f'{place}/out', SHIM_COUNTER=counter)
        command = [self.program, *arguments]
        if hangup_ignored:
            command = ['/bin/sh', '-c', 'trap "" HUP; exec "$0" "$@"', *command]
        # A file, because a pipe would stay open as long as a child lives.
        error = tempfile.TemporaryFile(dir=place)
        process = subprocess.Popen(
            command, cwd=place, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=error, start_new_session=True)
        process.error_file, process.place = error, place
        return process

    def finish(self, process, limit=600):
        """The end of a process, which is waited for, and ended itself after some seconds.

        One that waits for its turn on a busy machine gets four times as long.
        """
        for _ in range(4):
            try:
                code = process.wait(timeout=limit)
                break
            except subprocess.TimeoutExpired:
                code = None
                if not wants_to_run(process.place):
                    break
        if code is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        with process.error_file as file:
            file.seek(0)
            error = file.read().decode(errors='replace')
        return Ending(code, error, os.path.basename(self.program))

    def run(self, arguments, place, limit=600, **settings):
        return self.finish(self.start(arguments, place, **settings), limit)

    def must(self, arguments, place, **settings):
        """Runs what has to succeed before anything can be tried."""
        ending = self.run(arguments, place, **settings)
        if ending.code != 0:
            raise RuntimeError(f'{" ".join(arguments)} does not run undisturbed: {ending}')

    @staticmethod
    def remove(place):
        shutil.rmtree(place, ignore_errors=True)


def processes_of(place):
    """The processes that were started for a folder."""
    found = []
    for name in os.listdir('/proc'):
        if not name.isdigit():
            continue
        try:
            with open(f'/proc/{name}/environ', 'rb') as file:
                if f'TMPDIR={place}/tmp'.encode() in file.read().split(b'\0'):
                    found.append(int(name))
        except OSError:
            continue
    return found


def state_of(number):
    """The letter of a process's state: T for stopped, Z for ended."""
    try:
        with open(f'/proc/{number}/stat') as file:
            return file.read().rsplit(')', 1)[1].split()[0]
    except OSError:
        return 'Z'


def wants_to_run(place):
    """Whether a process of a folder computes, or would if the machine let it."""
    for _ in range(20):
        if 'R' in map(state_of, processes_of(place)):
            return True
        time.sleep(0.05)
    return False


def wait_until_stopped(number):
    for _ in range(2000):
        if state_of(number) in 'TZ':
            return
        time.sleep(0.01)

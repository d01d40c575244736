"""What is run: commands, the files that they write, and what of these must be equal."""

import hashlib
import json
import os
import shutil

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# The folder of the course may be another one than that of these scripts.
COURSE = os.environ.get('WKD_LEARN_HOME', ROOT)
TEACHER = f'{COURSE}/assets/teacher/G_A.safetensors'
STATE = 'state/wkd-learn/course.json'


class Work:
    """A command that is started in a folder of its own, where it writes below `out`."""

    def __init__(self, name, arguments, outputs, family, prepare=None, needs=None):
        self.name = name
        self.arguments = arguments
        self.outputs = outputs  # files and folders below `out` that must be equal
        self.family = family  # training, report (a folder that is replaced as one), file, or copy (never replaced)
        self.prepare = prepare  # puts into a fresh folder what the command finds there
        self.needs = needs  # makes, once for all folders, what `prepare` takes

    @property
    def is_training(self):
        return self.family == 'training'

    @property
    def replaces(self):
        """Whether outputs take the place of older ones."""
        return self.family in ('report', 'file')

    @property
    def folder(self):
        """The folder that the command fills, below `out`."""
        return self.outputs[0]

    def with_arguments(self, *more):
        """The same command with more arguments."""
        return Work(self.name, [*self.arguments, *more], self.outputs, self.family, self.prepare, self.needs)


def copy_pictures(place, _):
    os.makedirs(f'{place}/pictures', exist_ok=True)
    for name in sorted(os.listdir(f'{COURSE}/assets/stripes/testB'))[:2]:
        shutil.copy(f'{COURSE}/assets/stripes/testB/{name}', f'{place}/pictures')


def copy_book(place, _):
    """The book of the course, so that no chapter has to run."""
    shutil.copytree(f'{COURSE}/book', f'{place}/out/book')


def run_all_chapters(bench):
    """The reports that a book for browsers is bound from, and the state that belongs to them."""
    place = bench.place()
    bench.must(['all', '--preset', 'smoke', '--threads', '1', '--output', 'out/reports'], place)
    return place


def copy_reports(place, shared):
    for name in ('reports', 'state'):
        shutil.copytree(f'{shared}/out/{name}', f'{place}/out/{name}')


TRAINING = ['--preset', 'smoke', '--output', 'out/run', '--threads', '1', '--steps', '3',
            '--checkpoint-every', '1', '--log-every', '1', '--measure-every', '2']
WORKS = [
    Work('compress', ['compress', '--methods', 'none,wavelet', *TRAINING], ['run'], 'training'),
    Work('train-teacher', ['train-teacher', *TRAINING], ['run'], 'training'),
    Work('chapter', ['chapter', '1', '--no-step', '--preset', 'smoke', '--threads', '1', '--output', 'out/reports'],
         ['reports/chapter-1', STATE], 'report'),
    Work('book', ['book', '--reweave', '--output', 'out/book'], ['book'], 'report', copy_book),
    Work('book-html', ['book', '--html', '--preset', 'smoke', '--threads', '1', '--reports', 'out/reports',
                       '--output', 'out/html'], ['html'], 'report', copy_reports, run_all_chapters),
    Work('translate', ['translate', TEACHER, 'pictures', '--threads', '1', '--output', 'out/translated'],
         ['translated'], 'file', copy_pictures),
    Work('export-onnx', ['export', '--onnx', TEACHER, 'out/teacher.onnx'], ['teacher.onnx'], 'file'),
    Work('export-safetensors', ['export', '--safetensors', TEACHER, 'out/teacher.safetensors'],
         ['teacher.safetensors'], 'file'),
    Work('check', ['check', '1', '--workspace', 'out/workspace'], ['workspace'], 'copy'),
]
# An exercise that nobody has answered yet is open, and the status says so.
STATUS = {'check': 1}


def content(work, place):
    """A hash of every output, without what may differ: clocks, and names of folders."""
    found = {}
    for output in work.outputs:
        base = f'{place}/out/{output}'
        for path in files_below(base):
            name = os.path.relpath(path, f'{place}/out')
            if os.path.basename(name) != '.lock':
                found[name] = hashlib.sha256(comparable(work, path)).hexdigest()
    return found


def files_below(base):
    if os.path.isfile(base):
        return [base]
    return sorted(os.path.join(folder, name) for folder, _, names in os.walk(base) for name in names)


def comparable(work, path):
    with open(path, 'rb') as file:
        data = file.read()
    clocks = {('training', 'results.json'): ('time', 'teacherTime'),
              ('report', 'results.json'): ('seconds',),
              ('report', 'course.json'): ('report',)}.get((work.family, os.path.basename(path)))
    if not clocks:
        return data
    try:
        return json.dumps(without(clocks, json.loads(data)), sort_keys=True).encode()
    except ValueError:
        return data


def without(keys, value):
    if isinstance(value, dict):
        return {key: without(keys, item) for key, item in value.items() if key not in keys}
    if not isinstance(value, list):
        return value
    # Words in a list are a set, which has no order.
    return sorted(value) if all(isinstance(item, str) for item in value) else [without(keys, item) for item in value]


def leftovers(place):
    """Hidden files that nobody will ever remove."""
    expected = {'.lock', '.html-book', '.markdown-book'}
    names = []
    for folder, folders, files in os.walk(f'{place}/out'):
        names += [os.path.join(folder, name) for name in folders + files
                  if name.startswith('.') and name not in expected and not name.endswith('.lesson')]
    return [os.path.relpath(name, place) for name in names]

"""Times a body as both benches do."""
import statistics
import time


def timed(body, repeats, warm_up=3):
    for _ in range(warm_up):
        body()
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        body()
        seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds), min(seconds)]

// A library for LD_PRELOAD that stands between a program and its files: it counts the operations
// below a folder, and at one of them kills the process, tears a write, or lets the operation fail;
// or it records all of them with their data, so that a power cut can be replayed.
//
//   SHIM_ROOT     the folder; operations elsewhere go through untouched
//   SHIM_COUNTER  a file of eight bytes, in which a process and its children count together
//   SHIM_AT       the numbers of operations, from 1, rising and with commas between
//   SHIM_MODE     what happens there: kill, tear (half a write, then kill), ENOSPC, EIO, EROFS, or
//                 a signal: TERM, INT, HUP, STOP
//   SHIM_LOG      a file for one line an operation: number, name, path
//   SHIM_RECORD   a file for the operations with their data
//
// Two ways to lie, by which a campaign shows that it can fail: the mode `lie` writes half and says
// all, and SHIM_FORGET lets every sync of a path with this part be a success without one.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PATH_SIZE = 8192 };

static const char *root, *mode, *targets, *forgotten;
static long own_counter, *counter = &own_counter;
static int log_file = -1, record_file = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int raw_open(const char *path, int flags) {
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0644);
}

__attribute__((constructor)) static void set_up(void) {
  root = getenv("SHIM_ROOT");
  mode = getenv("SHIM_MODE") ? getenv("SHIM_MODE") : "";
  targets = getenv("SHIM_AT") ? getenv("SHIM_AT") : "";
  forgotten = getenv("SHIM_FORGET");
  int flags = O_WRONLY | O_APPEND | O_CREAT;
  if (getenv("SHIM_LOG")) log_file = raw_open(getenv("SHIM_LOG"), flags);
  if (getenv("SHIM_RECORD")) record_file = raw_open(getenv("SHIM_RECORD"), flags);
  if (!getenv("SHIM_COUNTER")) return;
  int file = raw_open(getenv("SHIM_COUNTER"), O_RDWR | O_CREAT);
  if (file < 0 || syscall(SYS_ftruncate, file, (off_t)sizeof *counter)) return;
  void *shared = mmap(0, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (shared != MAP_FAILED) counter = shared;
  syscall(SYS_close, file);
}

static void put(int file, const void *bytes, size_t count) {
  if (file >= 0) syscall(SYS_write, file, bytes, count);
}

// MARK: - Paths

static void path_of(int descriptor, char *out) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t count = syscall(SYS_readlinkat, AT_FDCWD, link, out, PATH_SIZE - 1);
  out[count < 0 ? 0 : count] = 0;
}

static void absolute(int folder, const char *path, char *out) {
  char base[PATH_SIZE] = "";
  if (path[0] == '/') {
    snprintf(out, PATH_SIZE, "%s", path);
    return;
  }
  if (folder == AT_FDCWD) {
    if (!getcwd(base, sizeof base)) base[0] = 0;
  } else {
    path_of(folder, base);
  }
  snprintf(out, PATH_SIZE, "%.4000s/%.4000s", base, path);
}

static int is_watched(const char *path) { return root && strncmp(path, root, strlen(root)) == 0; }

// MARK: - What happens

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

static int is_target(long number) {
  for (const char *place = targets; *place;) {
    char *end;
    long target = strtol(place, &end, 10);
    if (target == number) return 1;
    if (end == place || *end != ',') return 0;
    place = end + 1;
  }
  return 0;
}

// Counts an operation. Returns 0 to let it go on, 1 where it fails with errno set, 2 where half of
// it is done before the process ends, 3 where half of it is done and all of it claimed.
static int meet(const char *operation, const char *path) {
  pthread_mutex_lock(&lock);
  long number = __atomic_add_fetch(counter, 1, __ATOMIC_SEQ_CST);
  char line[PATH_SIZE + 64];
  int length = snprintf(line, sizeof line, "%ld %s %s\n", number, operation, path);
  put(log_file, line, (size_t)length);
  pthread_mutex_unlock(&lock);
  if (!is_target(number)) return 0;
  if (!strcmp(mode, "kill")) die();
  if (!strcmp(mode, "tear")) {
    if (!strcmp(operation, "write")) return 2;
    die();
  }
  if (!strcmp(mode, "lie") && !strcmp(operation, "write")) return 3;
  int error = !strcmp(mode, "ENOSPC")  ? ENOSPC
              : !strcmp(mode, "EIO")   ? EIO
              : !strcmp(mode, "EROFS") ? EROFS
                                       : 0;
  if (error) {
    errno = error;
    return 1;
  }
  int number_of_signal = !strcmp(mode, "TERM")   ? SIGTERM
                         : !strcmp(mode, "INT")  ? SIGINT
                         : !strcmp(mode, "HUP")  ? SIGHUP
                         : !strcmp(mode, "STOP") ? SIGSTOP
                                                 : 0;
  if (number_of_signal) kill(getpid(), number_of_signal);
  return 0;
}

// One line, name, paths and length, then the bytes.
static void record(const char *operation, const char *path, const char *other, long offset,
                   const void *bytes, size_t count) {
  if (record_file < 0) return;
  pthread_mutex_lock(&lock);
  char line[2 * PATH_SIZE + 128];
  int length = snprintf(line, sizeof line, "%ld\t%s\t%s\t%s\t%ld\t%zu\n", *counter, operation, path,
                        other ? other : "", offset, count);
  // In one piece, because a child writes to the same file.
  struct iovec pieces[] = {{line, (size_t)length}, {(void *)bytes, count}, {"\n", 1}};
  syscall(SYS_writev, record_file, pieces, 3);
  pthread_mutex_unlock(&lock);
}

#define NEXT(name)               \
  static __typeof__(&name) next; \
  if (!next) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

// MARK: - Opening

static int opened(const char *path, int flags, int existed, int descriptor) {
  if (descriptor >= 0 && (flags & O_CREAT) && !existed)
    record("create", path, 0, 0, 0, 0);
  else if (descriptor >= 0 && (flags & O_TRUNC))
    record("truncate", path, 0, 0, 0, 0);
  return descriptor;
}

#define OPEN(name, parameters, folder, arguments)                                             \
  int name parameters {                                                                       \
    static int(*next) parameters;                                                             \
    if (!next) next = (int(*) parameters)dlsym(RTLD_NEXT, #name);                             \
    mode_t permissions = 0;                                                                   \
    if (flags & (O_CREAT | __O_TMPFILE)) {                                                    \
      va_list rest;                                                                           \
      va_start(rest, flags);                                                                  \
      permissions = va_arg(rest, mode_t);                                                     \
      va_end(rest);                                                                           \
    }                                                                                         \
    char full[PATH_SIZE];                                                                     \
    absolute(folder, path, full);                                                             \
    if (!(flags & (O_WRONLY | O_RDWR | O_CREAT)) || !is_watched(full)) return next arguments; \
    if (meet("open", full)) return -1;                                                        \
    int existed = syscall(SYS_faccessat, AT_FDCWD, full, F_OK) == 0;                          \
    return opened(full, flags, existed, next arguments);                                      \
  }
OPEN(open, (const char *path, int flags, ...), AT_FDCWD, (path, flags, permissions))
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, (path, flags, permissions))
OPEN(openat, (int base, const char *path, int flags, ...), base, (base, path, flags, permissions))
OPEN(openat64, (int base, const char *path, int flags, ...), base, (base, path, flags, permissions))

#define MAKE_TEMPORARY(name, parameters, arguments)               \
  int name parameters {                                           \
    static int(*next) parameters;                                 \
    if (!next) next = (int(*) parameters)dlsym(RTLD_NEXT, #name); \
    char full[PATH_SIZE];                                         \
    absolute(AT_FDCWD, path, full);                               \
    if (!is_watched(full)) return next arguments;                 \
    if (meet("open", full)) return -1;                            \
    int descriptor = next arguments;                              \
    absolute(AT_FDCWD, path, full);                               \
    if (descriptor >= 0) record("create", full, 0, 0, 0, 0);      \
    return descriptor;                                            \
  }
MAKE_TEMPORARY(mkstemp, (char *path), (path))
MAKE_TEMPORARY(mkstemp64, (char *path), (path))
MAKE_TEMPORARY(mkostemp, (char *path, int flags), (path, flags))
MAKE_TEMPORARY(mkstemps, (char *path, int suffix), (path, suffix))
MAKE_TEMPORARY(mkostemps, (char *path, int suffix, int flags), (path, suffix, flags))

// MARK: - Bytes

ssize_t write(int descriptor, const void *bytes, size_t count) {
  NEXT(write);
  char path[PATH_SIZE];
  if (!root || descriptor < 3) return next(descriptor, bytes, count);
  path_of(descriptor, path);
  if (!is_watched(path)) return next(descriptor, bytes, count);
  int verdict = meet("write", path);
  if (verdict == 1) {
    // A disk that fills up takes a part first.
    int error = errno;
    if (error == ENOSPC && count > 1) return next(descriptor, bytes, count / 2);
    errno = error;
    return -1;
  }
  if (verdict == 2) {
    next(descriptor, bytes, count / 2);
    die();
  }
  if (verdict == 3) {
    next(descriptor, bytes, count / 2);
    return (ssize_t)count;
  }
  ssize_t written = next(descriptor, bytes, count);
  if (written > 0) {
    // Asked afterwards, because a descriptor that appends moves to the end first.
    long offset = lseek(descriptor, 0, SEEK_CUR) - written;
    record("write", path, 0, offset, bytes, (size_t)written);
  }
  return written;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  NEXT(pwrite);
  char path[PATH_SIZE];
  path_of(descriptor, path);
  if (!is_watched(path)) return next(descriptor, bytes, count, offset);
  int verdict = meet("write", path);
  if (verdict == 1) return -1;
  if (verdict == 2) {
    next(descriptor, bytes, count / 2, offset);
    die();
  }
  ssize_t written = next(descriptor, bytes, count, offset);
  if (written > 0) record("write", path, 0, (long)offset, bytes, (size_t)written);
  return written;
}

int ftruncate(int descriptor, off_t length) {
  NEXT(ftruncate);
  char path[PATH_SIZE];
  path_of(descriptor, path);
  if (!is_watched(path)) return next(descriptor, length);
  if (meet("truncate", path)) return -1;
  int status = next(descriptor, length);
  if (status == 0) record("truncate", path, 0, (long)length, 0, 0);
  return status;
}

#define SYNC(name)                                      \
  int name(int descriptor) {                            \
    NEXT(name);                                         \
    char path[PATH_SIZE];                               \
    path_of(descriptor, path);                          \
    if (!is_watched(path)) return next(descriptor);     \
    if (meet("sync", path)) return -1;                  \
    if (forgotten && strstr(path, forgotten)) return 0; \
    int status = next(descriptor);                      \
    if (status == 0) record("sync", path, 0, 0, 0, 0);  \
    return status;                                      \
  }
SYNC(fsync)
SYNC(fdatasync)

// MARK: - Names

#define TWO_NAMES(name, parameters, from_folder, to_folder, arguments, operation) \
  int name parameters {                                                           \
    NEXT(name);                                                                   \
    char from[PATH_SIZE], to[PATH_SIZE];                                          \
    absolute(from_folder, old, from);                                             \
    absolute(to_folder, new, to);                                                 \
    if (!is_watched(from) && !is_watched(to)) return next arguments;              \
    if (meet(operation, to)) return -1;                                           \
    int status = next arguments;                                                  \
    if (status == 0) record(operation, from, to, 0, 0, 0);                        \
    return status;                                                                \
  }
TWO_NAMES(rename, (const char *old, const char *new), AT_FDCWD, AT_FDCWD, (old, new), "rename")
TWO_NAMES(renameat, (int a, const char *old, int b, const char *new), a, b, (a, old, b, new),
          "rename")
TWO_NAMES(renameat2, (int a, const char *old, int b, const char *new, unsigned flags), a, b,
          (a, old, b, new, flags), flags &RENAME_EXCHANGE ? "exchange" : "rename")
TWO_NAMES(link, (const char *old, const char *new), AT_FDCWD, AT_FDCWD, (old, new), "link")
TWO_NAMES(linkat, (int a, const char *old, int b, const char *new, int flags), a, b,
          (a, old, b, new, flags), "link")

#define ONE_NAME(name, parameters, folder, arguments, operation) \
  int name parameters {                                          \
    NEXT(name);                                                  \
    char full[PATH_SIZE];                                        \
    absolute(folder, path, full);                                \
    if (!is_watched(full)) return next arguments;                \
    if (meet(operation, full)) return -1;                        \
    int status = next arguments;                                 \
    if (status == 0) record(operation, full, 0, 0, 0, 0);        \
    return status;                                               \
  }
ONE_NAME(mkdir, (const char *path, mode_t permissions), AT_FDCWD, (path, permissions), "mkdir")
ONE_NAME(mkdirat, (int base, const char *path, mode_t permissions), base, (base, path, permissions),
         "mkdir")
char *mkdtemp(char *path) {
  NEXT(mkdtemp);
  char full[PATH_SIZE];
  absolute(AT_FDCWD, path, full);
  if (!is_watched(full)) return next(path);
  if (meet("mkdir", full)) return 0;
  if (!next(path)) return 0;
  absolute(AT_FDCWD, path, full);
  record("mkdir", full, 0, 0, 0, 0);
  return path;
}
ONE_NAME(unlink, (const char *path), AT_FDCWD, (path), "unlink")
ONE_NAME(unlinkat, (int base, const char *path, int flags), base, (base, path, flags), "unlink")
ONE_NAME(rmdir, (const char *path), AT_FDCWD, (path), "unlink")

/* While the file that NIANBAO_NO_CLOCK names is there, no clock can be read, which Rust's own library
   answers with a panic. Loaded before the system's library into any build of the program. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t which, struct timespec *time) {
    static int (*real)(clockid_t, struct timespec *);
    const char *mark = getenv("NIANBAO_NO_CLOCK");
    if (mark && access(mark, F_OK) == 0) { errno = EINVAL; return -1; }
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    return real(which, time);
}

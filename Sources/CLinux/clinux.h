#include <malloc.h>
#include <stddef.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/types.h>
#include <sys/vfs.h>

// glibc's <dirent.h> declares it for _GNU_SOURCE only, without which Swift imports that header.
ssize_t getdents64(int descriptor, void *buffer, size_t length);

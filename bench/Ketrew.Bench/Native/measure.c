// measure OUTPUT SECONDS PROGRAM ARGUMENT...
// Runs a program with its output in a file. Prints, of the whole process with the children that it waited for: exit code, wall and processor nanoseconds, and the
// peak memory of the largest of them in bytes; or `late` when it had to be killed. Small itself, since a child begins with the memory of who started it.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long nanoseconds(struct timeval time) {
    return time.tv_sec * 1000000000LL + time.tv_usec * 1000LL;
}

static pid_t start(const char *output, char **command) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    posix_spawn_file_actions_adddup2(&files, 1, 2);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    pid_t pid;
    return posix_spawnp(&pid, command[0], &files, &attributes, command, environ) == 0 ? pid : -1;
}

int main(int count, char **arguments) {
    if (count < 4) {
        return 2;
    }

    sigset_t ended;
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ended, NULL);
    struct timespec limit = { .tv_sec = atol(arguments[2]) };

    long long began = now();
    pid_t pid = start(arguments[1], arguments + 3);
    if (pid < 0) {
        perror(arguments[3]);
        return 3;
    }

    if (sigtimedwait(&ended, NULL, &limit) < 0) {
        // Some have to clean up: tup has a file system mounted.
        struct timespec grace = { .tv_sec = 10 };
        kill(-pid, SIGTERM);
        sigtimedwait(&ended, NULL, &grace);
        kill(-pid, SIGKILL);
        waitpid(pid, NULL, 0);
        puts("late");
        return 0;
    }

    int status;
    struct rusage usage;
    wait4(pid, &status, 0, &usage);
    long long wall = now() - began;
    printf("%d %lld %lld %lld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), wall,
        nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime), usage.ru_maxrss * 1024LL);
    return 0;
}

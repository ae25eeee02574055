// spawn_loop JOBS LIST sh|exec
// The least that a run of everything costs: starts each line of the list, so many at a time, with a shell or as words between single blanks.
// At an empty line it waits for all that run.
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

static int running;

static int await_down_to(int limit) {
    for (; running > limit; running--) {
        int status;
        if (wait(&status) < 0 || status != 0) {
            return 0;
        }
    }

    return 1;
}

static int start(char *line, int with_shell) {
    char *words[64] = { "sh", "-c", line, NULL };
    if (!with_shell) {
        int count = 0;
        for (char *word = strtok(line, " "); word != NULL && count < 63; word = strtok(NULL, " ")) {
            words[count++] = word;
        }

        words[count] = NULL;
    }

    pid_t pid;
    running++;
    return posix_spawn(&pid, with_shell ? "/bin/sh" : words[0], NULL, NULL, words, environ) == 0;
}

int main(int count, char **arguments) {
    FILE *list = count == 4 ? fopen(arguments[2], "r") : NULL;
    if (list == NULL) {
        return 2;
    }

    int jobs = atoi(arguments[1]);
    int with_shell = strcmp(arguments[3], "sh") == 0;
    char line[8192];
    while (fgets(line, sizeof line, list) != NULL) {
        line[strcspn(line, "\n")] = 0;
        if (!await_down_to(*line ? jobs - 1 : 0) || (*line && !start(line, with_shell))) {
            return 1;
        }
    }

    return !await_down_to(0);
}

// stat_loop LIST
// The least that a run without a change costs who asks for each file in turn: one lstat for each line of the list.
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

int main(int count, char **arguments) {
    FILE *list = count == 2 ? fopen(arguments[1], "r") : NULL;
    if (list == NULL) {
        return 2;
    }

    char path[4096];
    while (fgets(path, sizeof path, list) != NULL) {
        struct stat status;
        path[strcspn(path, "\n")] = 0;
        if (lstat(path, &status) != 0) {
            perror(path);
            return 1;
        }
    }

    return 0;
}

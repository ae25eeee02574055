// combine OUTPUT LOG INPUT...
// What a target does where no shell is wanted: reads a number from each input, writes one that depends on all of them, and appends its name to the log.
#include <stdio.h>

int main(int count, char **arguments) {
    long sum = 1;
    for (int i = 3; i < count; i++) {
        FILE *input = fopen(arguments[i], "r");
        long value;
        if (input == NULL || fscanf(input, "%ld", &value) != 1) {
            perror(arguments[i]);
            return 1;
        }

        fclose(input);
        sum += (2 * (i - 3) + 1) * value;
    }

    FILE *output = fopen(arguments[1], "w");
    FILE *log = fopen(arguments[2], "a");
    if (output == NULL || log == NULL) {
        perror(arguments[1]);
        return 1;
    }

    fprintf(output, "%ld\n", sum % 1000003);
    fprintf(log, "%s\n", arguments[1]);
    return fclose(output) | fclose(log);
}

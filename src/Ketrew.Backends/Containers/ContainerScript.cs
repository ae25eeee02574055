namespace Ketrew.Backends.Containers;

/// <summary>What runs a step in a container, on the machine where it runs: POSIX sh, tried with dash and busybox.</summary>
internal static class ContainerScript
{
    /// <summary>Takes the container's name, the attempt, where to write a refusal, the log, the program or nothing; then what
    /// follows <c>podman run</c>.</summary>
    public const string Text = """
        name=$1 attempt=$2 refusal=$3 log=$4 program=$5
        shift 5
        refuse() {
            printf '%s\n' "$1" | tr '\t\\' '  ' > "$refusal"
            exit 125
        }
        found=$(command -v "${program:-podman}" || { [ -z "$program" ] && command -v docker; })
        [ -n "$found" ] || refuse "there is no program \`${program:-podman\` or \`docker}\` in PATH ($PATH)"
        # Where it looks for iptables and its like; not every user has these.
        PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
        # What a container program leaves running for itself is not the attempt.
        unset KETREW_RUN KETREW_TARGET KETREW_ATTEMPT KETREW_PROJECT KETREW_PLAYGROUND
        kind=docker
        case $("$found" --version 2> /dev/null) in podman*) kind=podman ;; esac
        user=$(id -u)
        [ "$kind $user" = 'podman 0' ] || [ "$kind" = docker ] || set -- --userns=keep-id "$@"

        # Nobody but conmon hears how a container ends; without it podman waits for ever.
        holders() {
            for entry in $(grep -lsF -- "$name" /proc/[0-9]*/cmdline); do
                read -r process < "${entry%cmdline}comm" && [ "$process" = "$1" ] && basename "${entry%/cmdline}"
            done 2> /dev/null
        }
        give_up() {
            echo 'ketrew: conmon was ended, so nobody can tell how the container ends; it is removed' >&2
            "$found" rm --force --time 0 "$name" > /dev/null 2>&1
        }
        watch() {
            trap 'kill $nap; exit' TERM
            unseen=
            while sleep 2 & nap=$!; wait $nap; do
                [ -z "$(holders conmon)" ] || unseen=0
                [ -n "$unseen" ] || continue
                unseen=$((unseen + 1))
                [ "$unseen" -gt 2 ] || continue
                give_up
                kill -KILL $(holders podman) 2> /dev/null
                exit 9
            done
        }
        # The program tells the container; this shell lives on, to tell the rest.
        trap : HUP INT QUIT TERM
        [ "$kind" = docker ] || [ ! -r /proc/self/cmdline ] || { watch < /dev/null & watcher=$!; }
        "$found" run --rm --init --name "$name" --label "ketrew.attempt=$attempt" --user "$user:$(id -g)" \
            --security-opt label=disable --log-driver none "$@"
        code=$?
        if [ -n "$watcher" ]; then
            kill "$watcher" 2> /dev/null
            wait "$watcher" 2> /dev/null
            [ $? -ne 9 ] || exit 125
        fi
        # The init in the container says so when there is no such program.
        case $code in
        125 | 126 | 127) words='^(Error|docker): |^unknown |^\[FATAL tini ' ;;
        1) words='^ERROR \(catatonit:[0-9]*\): failed to exec' ;;
        *) exit $code ;;
        esac
        said=$(tail -n 5 "$log" | grep -E "$words" | tail -n 1)
        [ -z "$said" ] || refuse "${said#Error: }"
        # Podman gave up before it was noticed here, and left the container alone.
        if [ "$kind" = podman ] && "$found" container exists "$name" 2> /dev/null; then
            give_up
            exit 125
        fi
        exit $code
        """;
}

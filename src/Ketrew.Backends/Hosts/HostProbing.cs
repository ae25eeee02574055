using System.Text;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Hosts;

/// <summary>Runs probes on a host. Each ends with the connection, so none is left there.</summary>
/// <param name="host">The host.</param>
/// <param name="baseEnvironment">Below the probe's own variables.</param>
internal sealed class HostProbing(IFileHost host, ValueList<NamedValue> baseEnvironment)
{
    private const string NoDirectory = "directory";
    private const string NoProgram = "program";
    private const string NoSignal = "surely";
    private const int LastSignal = 192;
    private const int LongestAnswer = 100;
    private const int FirstSignal = 128;

    private static readonly ProgramLookup _programs = new();

    // Standard input ends when the probe is given up, or the connection is cut; whoever waits for that ends the group. That it was refused
    // is told in a line: every exit code is the probe's own.
    private const string Watch = """
        group=$(mktemp "${TMPDIR:-/tmp}/ketrew-probe.XXXXXX") || exit
        exec 4<&0 < /dev/null
        {
            read -r nothing <&4
            until [ -s "$group" ]; do sleep 0.05 || sleep 1; done
            read -r leader < "$group"
            kill -s KILL -- "-$leader"
        } 2> /dev/null > /dev/null &
        watcher=$!
        exec 4<&-
        # A shell can't tell a signal from an exit code above 128; Perl can, and is nearly everywhere.
        if command -v perl > /dev/null; then
            surely=surely
            set -- perl -e 'open F, ">>", shift; system { $ARGV[0] } @ARGV; exit $? >> 8 unless $? & 127; print F "signal\n"; close F; exit 128 + ($? & 127)' "$group"
        else
            surely=
            set --
        fi
        setsid sh -c 'echo $$ > "$1"; shift; exec "$@"' sh "$group" "$@" sh -c "$probe" sh "$group" > /dev/null 2> /dev/null
        code=$?
        refusal=
        { read -r leader && read -r refusal; } < "$group"
        kill -s KILL -- "-$leader" 2> /dev/null
        kill -KILL "$watcher" 2> /dev/null
        rm -f "$group"
        printf '%s\n' "${refusal:-$surely}"
        exit "$code"
        """;

    /// <summary>Runs a probe until it ends, or is ended with all processes of its group.</summary>
    /// <param name="probe">With paths of the host.</param>
    /// <param name="makesDirectory">True to make its directory when it isn't there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BackendException">The host could not be asked.</exception>
    public async Task<Verdict> RunAsync(Probe probe, bool makesDirectory, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StepSurroundings surroundings = new(_programs, probe.Directory, null, [.. baseEnvironment, .. probe.Environment], []);
        string refusal = "";
        CommandOutcome outcome = await host.TransferAsync(
            $"{(makesDirectory ? $"mkdir -p {Shell.Quote(probe.Directory)}\n" : "")}probe={Shell.Quote(TextOf(probe, surroundings))}\n{Watch}",
            (_, token) => AwaitEndAsync(token, cancellationToken),
            async (stream, token) => refusal = await ReadLineAsync(stream, token),
            CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        Verdict verdict = (refusal, outcome.Code) switch
        {
            (NoDirectory, _) => new Verdict.StartRefused(StepSurroundings.NoDirectory(probe.Directory)),
            (NoProgram, _) => new Verdict.StartRefused(surroundings.NotStarted(StepSurroundings.ArgumentsOf(probe.Step)[0])),
            (not NoSignal, > FirstSignal and <= LastSignal and var code) => new Verdict.Signaled(code - FirstSignal),
            (_, var code) => new Verdict.Exited(code),
        };
        return verdict with { Step = probe.Step.Name };
    }

    // Ends with the session, or with the wish.
    private static async Task AwaitEndAsync(CancellationToken session, CancellationToken wish)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(session, wish);
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        byte[] letter = new byte[1];
        while (line.Length < LongestAnswer && await stream.ReadAsync(letter, cancellationToken) == 1 && letter[0] != '\n')
        {
            _ = line.Append((char)letter[0]);
        }

        return line.ToString();
    }

    private static string TextOf(Probe probe, StepSurroundings surroundings)
    {
        string[] arguments = StepSurroundings.ArgumentsOf(probe.Step);
        string words = string.Join(' ', arguments.Select(Shell.Quote));
        string environment = string.Join(' ', surroundings.Environment.Select(Shell.Quote));
        // To env, a program with this sign is a variable.
        string guard = arguments[0].Contains('=', StringComparison.Ordinal) ? "/bin/sh -c 'exec \"$0\" \"$@\"' " : "";
        string find = arguments[0].Contains('/', StringComparison.Ordinal)
            ? $"[ -x {Shell.Quote(arguments[0])} ]"
            : $"(PATH={Shell.Quote(surroundings.SearchPath)}; command -v {Shell.Quote(arguments[0])} > /dev/null)";
        return $"cd {Shell.Quote(probe.Directory)} || {{ echo {NoDirectory} >> \"$1\"; exit; }}\n{find} || {{ echo {NoProgram} >> \"$1\"; exit; }}\nexec env -i {environment} {guard}{words}\n";
    }
}

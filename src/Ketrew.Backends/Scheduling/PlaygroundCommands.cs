using System.Text;
using Ketrew.Backends.Daemonize;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>Texts for POSIX sh that look into playgrounds and change them: many at once, with few programs besides the shell.</summary>
/// <param name="path">Absolute path, on the host, of the directory that holds playgrounds.</param>
internal sealed class PlaygroundCommands(string path)
{
    private readonly PlaygroundRoot _root = new(path);

    // What it prints is read by PlaygroundReport. The verdict's file is longer than the verdict.
    private const string Look = """
        look() {
            printf '@ %s\n' "$1"
            cd "$2" 2> /dev/null || {
                [ ! -e "$2" ] || printf 'unreadable %s is not a directory that can be read\n' "$2"
                return
            }
            [ ! -r script ] || { { read -r line; read -r line; read -r line; read -r line; } < script; printf 'content %s\n' "$line"; }
            line=
            if [ -e claim/process ]; then read -r line < claim/process; printf 'process %s\n' "$line"
            elif [ -e claim/withdrawn ]; then echo withdrawn
            elif [ -e claim ]; then echo broken; fi
            line=
            [ ! -e killed ] || { read -r line < killed; printf 'killed %s\n' "$line"; }
            [ ! -s script.log ] || while read -r line; do printf 'said %s\n' "$line"; done < script.log
            [ ! -r verdict ] || while IFS= read -r line; do printf '| %s\n' "$line"; [ "$line" != end ] || break; done < verdict
        }
        """;

    // A directory that is not empty is never replaced by a rename, so only one can become `claim`; `mv` would put it inside, though.
    private const string Withdraw = """
        withdraw() {
            mkdir -p "$1/claim.$2" && : > "$1/claim.$2/withdrawn" || exit 1
            [ -e "$1/claim" ] || mv "$1/claim.$2" "$1/claim" 2> /dev/null
            rm -rf "$1/claim.$2" "$1/claim/claim.$2"
        }
        """;

    /// <summary>Makes what all playgrounds share; prints nothing.</summary>
    public string Prepare() => $"mkdir -p {Shell.Quote(_root.EndedDirectory)}";

    /// <summary>Looks at playgrounds.</summary>
    public string Visit(IEnumerable<AttemptId> attempts) => $"{Look}\n{Lines(attempts, Visit)}";

    /// <summary>Looks at those playgrounds of some runs that have a verdict that nobody has read, and makes them read.</summary>
    public string VisitEnded(IEnumerable<RunId> runs)
    {
        string patterns = string.Join(' ', runs.Select(run => $"{Shell.Quote($"{run.Project}.{run.Number}.")}*"));
        // The marker is there before the verdict; only whoever saw both may take it away.
        return $$"""
            {{Look}}
            cd {{Shell.Quote(_root.EndedDirectory)}} 2> /dev/null || exit 0
            set -- {{patterns}}
            for marker; do
                shift
                project=${marker%%.*} rest=${marker#*.}
                run=${rest%%.*} rest=${rest#*.}
                playground={{Shell.Quote(path)}}/$project/$run/${rest#*.}/${rest%%.*}
                [ ! -e "$playground/verdict" ] || { look "$marker" "$playground"; set -- "$@" "$marker"; }
            done
            cd {{Shell.Quote(_root.EndedDirectory)}} && [ $# -gt 0 ] && rm -f -- "$@" 2> /dev/null
            exit 0
            """;
    }

    /// <summary>Takes attempts that nobody has, so that they never begin; then looks at them.</summary>
    /// <param name="attempts">Which.</param>
    /// <param name="unique">Tells one try from any other.</param>
    public string WithdrawAndVisit(IReadOnlyCollection<AttemptId> attempts, string unique) =>
        $"{Withdraw}\n{Lines(attempts, id => $"withdraw {Shell.Quote(_root.Of(id).Path)} {unique}")}{Visit(attempts)}";

    /// <summary>Notes that attempts are asked to end, unless they have; then looks at them.</summary>
    /// <param name="attempts">Which.</param>
    /// <param name="signal">By which signal.</param>
    public string NoteKillAndVisit(IReadOnlyCollection<AttemptId> attempts, int signal) =>
        $"kill_noted() {{ [ ! -d \"$1\" ] || [ -e \"$1/verdict\" ] || echo {signal} > \"$1/killed\"; }}\n"
        + $"{Lines(attempts, id => $"kill_noted {Shell.Quote(_root.Of(id).Path)}")}{Visit(attempts)}";

    /// <summary>Prints, a line each, the attempts of a project that have a script and no verdict.</summary>
    /// <param name="project">The identity of the project's state.</param>
    /// <param name="directory">Absolute path of its root.</param>
    public string ListUnfinished(string project, string directory)
    {
        string mark = $"    {Shell.Quote($"KETREW_PROJECT={directory}")} \\";
        return $$"""
            cd {{Shell.Quote($"{path}/{project}")}} 2> /dev/null || exit 0
            find . -name script -path './*/*/*/script' -exec grep -l -x -F -e {{Shell.Quote(mark)}} {} + | while read -r script; do
                [ -e "${script%script}verdict" ] || { read -r line; read -r line; read -r line; printf '%s\n' "$line"; } < "$script"
            done
            """;
    }

    /// <summary>What <see cref="Visit(IEnumerable{AttemptId})"/> calls the playground of an attempt.</summary>
    public string KeyOf(AttemptId id) => Path.GetFileName(_root.Of(id).Marker);

    private string Visit(AttemptId id) => $"look {Shell.Quote(KeyOf(id))} {Shell.Quote(_root.Of(id).Path)}";

    private static string Lines(IEnumerable<AttemptId> attempts, Func<AttemptId, string> line) =>
        attempts.Aggregate(new StringBuilder(), (text, id) => text.Append(line(id)).Append('\n')).ToString();
}

using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Hosts.Ssh;

/// <summary>What the messages of <c>ssh</c> mean, and what to type then. Its exit code says nothing: it is 255 for all of them.</summary>
internal static class SshFailure
{
    private const int LongestWords = 2000;

    // What time alone doesn't mend; anything else may be different a minute later.
    private static readonly (string Sign, string Meaning, string Hint)[] _lasting =
    [
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", "its key is not the one that is known", "if it was installed anew: `ssh-keygen -R {0}`, then `{1} true`"),
        ("Host key verification failed", "its key is not known", "look at its key and accept it: `{1} true`"),
        ("Permission denied (", "it doesn't let us in", "`ssh-copy-id {2}`, or `ssh-add` when the key has a passphrase; then `{1} -o BatchMode=yes true` must succeed"),
        ("Too many authentication failures", "it doesn't let us in", "name the key: `options: [IdentitiesOnly=yes, IdentityFile=~/.ssh/KEY]`"),
        ("Name or service not known", "there is no machine of that name", "try `{1} true`, or mend the name"),
        ("No address associated with hostname", "there is no machine of that name", "try `{1} true`, or mend the name"),
        ("Bad configuration option", "ssh doesn't know an option", "mend `options`, or ~/.ssh/config"),
        ("command-line line 0:", "ssh doesn't understand an option", "mend `options`"),
        ("terminating, ", "ssh doesn't understand its configuration", "mend ~/.ssh/config"),
        ("This account is currently not available", "the user may not run anything there", "log in as somebody else: `ssh: USER@{0}`"),
    ];

    /// <summary>What it means that there is no whole answer.</summary>
    /// <param name="address">Who was asked.</param>
    /// <param name="command">What was wanted, for people.</param>
    /// <param name="code">The client's exit code.</param>
    /// <param name="errors">What it, or the other side, printed to standard error.</param>
    public static BackendException Of(HostAddress address, string command, int code, string errors)
    {
        string words = LastWords(errors);
        (string sign, string meaning, string hint) = Array.Find(_lasting, failure => errors.Contains(failure.Sign, StringComparison.Ordinal));
        string last = words.Split('\n')[^1];
        return new BackendException(
            sign is not null ? $"{address.Destination} can't be used: {meaning}: {LineWith(errors, sign)}"
            : $"{address.Destination} can't be reached: {(last.Length > 0 ? last : $"the connection was cut (exit code {code})")}")
        {
            Command = command,
            ExitCode = code,
            StandardError = words,
            IsRecoverable = sign is null,
            Hint = hint is null ? null : string.Format(null, hint, address.Machine, Typed(address), Shell.Quote(address.Destination)),
        };
    }

    /// <summary>What it means that nothing was heard for too long.</summary>
    public static BackendException OfSilence(HostAddress address, string command, TimeSpan patience) =>
        new($"{address.Destination} can't be reached: no answer within {patience.TotalSeconds:0} s") { Command = command, IsRecoverable = true };

    // As the user would try it.
    private static string Typed(HostAddress address) =>
        $"ssh {(address.Port is { } port ? $"-p {port} " : "")}{Shell.Quote(address.Destination)}";

    private static string LastWords(string errors)
    {
        string text = errors.ReplaceLineEndings("\n").Trim('\n');
        return text.Length <= LongestWords ? text : text[^LongestWords..];
    }

    private static string LineWith(string errors, string sign) =>
        errors.Split('\n').First(line => line.Contains(sign, StringComparison.Ordinal)).Trim('@', ' ', '\r');
}

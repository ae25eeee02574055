using System.Diagnostics.CodeAnalysis;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Hosts;

/// <summary>A machine that is reached by ssh, and how it is used. Written <c>ssh://user@name:22/playground?shell=bash,-lc&amp;timeout=60s</c>.</summary>
public sealed record HostAddress
{
    /// <summary>The name or number that <c>ssh</c> is given; may be one of the user's own <c>ssh_config</c>.</summary>
    public required string Machine { get; init; }

    /// <summary>Who logs in; empty for whoever <c>ssh</c> takes.</summary>
    public string User { get; init; } = "";

    /// <summary>Null for the one that <c>ssh</c> takes.</summary>
    public int? Port { get; init; }

    /// <summary>Absolute path, there, of the directory that holds the playgrounds; empty when nothing was said.</summary>
    public string Playground { get; init; } = "";

    /// <summary>The program that is given commands as its last argument, with its options: <c>bash -lc</c>, for what a login sets up.
    /// Empty for the login shell alone.</summary>
    public ValueList<string> Shell { get; init; }

    /// <summary>How long an answer is waited for. Default: a minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where it has the project's files; null when nothing was said: whatever is usual for what runs there.</summary>
    public FilePlacement? Stage { get; init; }

    /// <summary>Further options for <c>ssh</c>, each as after <c>-o</c>: <c>ProxyJump=gate</c>.</summary>
    public ValueList<string> Options { get; init; }

    /// <summary><c>user@name</c>, as one types it.</summary>
    public string Destination => User.Length > 0 ? $"{User}@{Machine}" : Machine;

    /// <summary>Reads <c>ssh://…</c>.</summary>
    /// <param name="text">As written.</param>
    /// <param name="address">When the result is true.</param>
    /// <param name="problem">When it is false: one lower-case clause.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out HostAddress? address, [NotNullWhen(false)] out string? problem) =>
        HostAddressText.TryRead(text, out address, out problem);

    /// <summary>Reads a declaration: <c>{ ssh: user@name, port, playground, shell, timeout, stage, options }</c>.</summary>
    /// <param name="settings">Its fields; what is wrong with them is collected there.</param>
    /// <returns>Null when it can't be used.</returns>
    public static HostAddress? Read(BackendSettings settings)
    {
        string destination = settings.Text("ssh") ?? "";
        ValueList<string> shell = settings.Texts("shell");
        int at = destination.LastIndexOf('@');
        HostAddress address = new()
        {
            Machine = destination[(at + 1)..],
            User = destination[..Math.Max(at, 0)],
            Port = settings.Number("port", 1, ushort.MaxValue),
            Playground = (settings.Text("playground") ?? "").TrimEnd('/'),
            Shell = shell is [var one] ? one.Split(',').ToValueList() : shell,
            Timeout = settings.Duration("timeout") ?? TimeSpan.FromMinutes(1),
            Stage = settings.OneOf("stage", "copy", "shared") switch { "copy" => FilePlacement.Copy, "shared" => FilePlacement.Shared, _ => null },
            Options = settings.Texts("options"),
        };
        return address.Report(settings) ? null : address;
    }

    /// <summary>What is wrong with it, and in which part: nothing in it may be taken for an option or another line of anything.</summary>
    internal (string Field, string Problem)? FindProblem() =>
        Machine.Length == 0 ? ("ssh", "the name of the host is missing")
        : !IsPlain(Machine) || Machine.AsSpan().ContainsAny("[]/@?") ? ("ssh", $"`{Machine}` can't be the name of a host")
        : !IsPlain(User) ? ("ssh", $"`{User}` can't be the name of a user")
        : Playground.Length > 0 && (Playground[0] != '/' || Playground.Any(char.IsControl)) ? ("playground", $"the playground `{Playground}` must be an absolute path")
        : Timeout < TimeSpan.FromSeconds(1) ? ("timeout", "the timeout must be at least a second")
        : Shell.Concat(Options).Any(word => word.Length == 0 || word.Any(char.IsControl)) ? ("shell", "words of `shell` and `options` can't be empty")
        : null;

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => HostAddressText.Write(this);

    private bool Report(BackendSettings settings)
    {
        if (FindProblem() is not var (field, problem))
        {
            return false;
        }

        settings.Report(field, problem, field == "ssh" ? "write `ssh: user@name`" : field == "playground" ? "write `playground: /scratch/me/ketrew`" : null);
        return true;
    }

    private static bool IsPlain(string name) => !name.StartsWith('-') && !name.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter));
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Backends.Hosts;

/// <summary>Reads and writes <c>ssh://user@name:22/playground?shell=bash,-lc&amp;timeout=60s&amp;stage=shared&amp;option=ProxyJump%3Dgate</c>.
/// What has another meaning in it is written <c>%2C</c>.</summary>
internal static class HostAddressText
{
    private const string Scheme = "ssh://";

    /// <summary>Reads an address; says what is wrong with it, in one lower-case clause.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out HostAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            problem = $"`{text}` must begin with `{Scheme}`";
            return false;
        }

        (string place, string query) = Split(text[Scheme.Length..], '?');
        (string authority, string path) = Split(place, '/');
        HostAddress read = new() { Machine = "", Playground = $"/{Uri.UnescapeDataString(path)}".TrimEnd('/') };
        problem = ReadAuthority(authority, ref read) ?? ReadQuery(query, ref read) ?? read.FindProblem()?.Problem;
        address = problem is null ? read : null;
        return problem is null;
    }

    /// <summary>Writes an address, as short as it can be.</summary>
    public static string Write(HostAddress address)
    {
        List<string> query = [];
        if (address.Shell.Count > 0)
        {
            query.Add("shell=" + string.Join(',', address.Shell.Select(Uri.EscapeDataString)));
        }

        if (address.Timeout != TimeSpan.FromMinutes(1))
        {
            query.Add("timeout=" + DurationText.Format(address.Timeout));
        }

        if (address.Stage is { } stage)
        {
            query.Add(stage is FilePlacement.Copy ? "stage=copy" : "stage=shared");
        }

        query.AddRange(address.Options.Select(option => "option=" + Uri.EscapeDataString(option)));
        return Scheme
            + (address.User.Length > 0 ? Uri.EscapeDataString(address.User) + "@" : "")
            + (address.Machine.Contains(':', StringComparison.Ordinal) ? $"[{address.Machine}]" : Uri.EscapeDataString(address.Machine))
            + (address.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $":{port}") : "")
            + string.Join('/', address.Playground.Split('/').Select(Uri.EscapeDataString))
            + (query.Count > 0 ? "?" + string.Join('&', query) : "");
    }

    private static string? ReadAuthority(string text, ref HostAddress address)
    {
        int at = text.LastIndexOf('@');
        string machine = text[(at + 1)..];
        // The number of a machine may hold colons: it stands in brackets then.
        int colon = machine.IndexOf(':', Math.Max(machine.IndexOf(']', StringComparison.Ordinal), 0));
        int? port = null;
        if (colon >= 0)
        {
            if (!int.TryParse(machine.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > ushort.MaxValue)
            {
                return $"the port `{machine[(colon + 1)..]}` must be a number from 1 to 65535";
            }

            (machine, port) = (machine[..colon], number);
        }

        address = address with
        {
            User = Uri.UnescapeDataString(text[..Math.Max(at, 0)]),
            Machine = machine is ['[', .. var inner, ']'] ? inner : Uri.UnescapeDataString(machine),
            Port = port,
        };
        return null;
    }

    private static string? ReadQuery(string text, ref HostAddress address)
    {
        string? problem = null;
        foreach (string part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            (string name, string value) = Split(part, '=');
            problem ??= ReadField(name, value, ref address);
        }

        return problem;
    }

    private static string? ReadField(string name, string value, ref HostAddress address)
    {
        string plain = Uri.UnescapeDataString(value);
        switch (name)
        {
            case "shell":
                address = address with { Shell = value.Split(',').Select(Uri.UnescapeDataString).ToValueList() };
                return null;
            case "timeout":
                // A number alone means seconds.
                bool isDuration = DurationText.TryParse(plain.All(char.IsAsciiDigit) ? plain + "s" : plain, out TimeSpan timeout);
                address = address with { Timeout = timeout };
                return isDuration ? null : $"the timeout `{plain}` must be a duration: `60s`";
            case "stage" when plain is "copy" or "shared":
                address = address with { Stage = plain == "copy" ? FilePlacement.Copy : FilePlacement.Shared };
                return null;
            case "stage":
                return $"`stage` must be `copy` or `shared`, not `{plain}`";
            case "option":
                address = address with { Options = [.. address.Options, plain] };
                return null;
            default:
                return $"an address has no `{name}`; there are shell, timeout, stage and option";
        }
    }

    private static (string Before, string After) Split(string text, char separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}

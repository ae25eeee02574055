using System.Text.Json;

namespace Ketrew.Backends.Yarn;

/// <summary>A request to a resource manager, written where other schedulers have a command of a shell: <see cref="YarnGateway"/> makes it.</summary>
internal static class YarnRequest
{
    private const string Mark = "yarn-rest ";

    /// <summary>Asks for something.</summary>
    public static string Get(string path) => $"{Mark}GET {path}\n";

    /// <summary>Hands an application over. Its id is asked for first, and takes the place of <see cref="YarnDocument.IdPlace"/>.</summary>
    public static string SubmitApplication(string document) => $"{Mark}SUBMIT ws/v1/cluster/apps\n{document}";

    /// <summary>Hands a service over.</summary>
    public static string SubmitService(string document) => $"{Mark}POST app/v1/services\n{document}";

    /// <summary>Ends applications.</summary>
    public static string Kill(IEnumerable<string> applications) => $"{Mark}KILL {string.Join(' ', applications)}\n";

    /// <summary>Asks the containers of applications to end; applications that have none yet are ended.</summary>
    public static string Terminate(IEnumerable<string> applications) => $"{Mark}TERMINATE {string.Join(' ', applications)}\n";

    /// <summary>The parts of a request; null for the command of a shell.</summary>
    public static (string Method, string Target, string Body)? Parse(string command)
    {
        if (!command.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        int end = command.IndexOf('\n', StringComparison.Ordinal);
        string[] words = command[Mark.Length..end].Split(' ', 2);
        return (words[0], words[1], command[(end + 1)..]);
    }

    /// <summary>The text at a path of names; empty when there is none.</summary>
    public static string Text(JsonElement from, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
            {
                return "";
            }
        }

        return from.ValueKind switch
        {
            JsonValueKind.String => from.GetString() ?? "",
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => from.GetRawText(),
            _ => "",
        };
    }
}

using System.Globalization;
using System.Text;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;

namespace Ketrew.Backends.Hosts;

/// <summary>One round trip with a shell: the text that it is given, and the outcomes that are found in what it prints.
/// Each part of the answer is framed by a word that nothing else prints, so whatever is printed before or around it is harmless.</summary>
/// <param name="request">What is wanted.</param>
internal sealed class HostConversation(HostRequest request)
{
    // Linux takes 131 072 bytes in one argument, quotes and characters of several bytes included.
    private const int LongestArgument = 30_000;

    private readonly string _mark = $"ketrew-{UniqueWord.Next()}";

    /// <summary>The text for POSIX sh.</summary>
    /// <param name="withFiles">False when the files were written in another way.</param>
    public string Script(bool withFiles)
    {
        StringBuilder text = new();
        if (withFiles)
        {
            foreach (HostFile file in request.Files.AsSpan())
            {
                Write(text, file);
            }
        }

        // Standard output goes straight on; what is printed to standard error is caught and follows.
        _ = text.Append("exec 3>&1\nprintf '\\n%s\\n' '").Append(_mark).Append(" begin'\n");
        foreach (string command in request.Commands.AsSpan())
        {
            _ = text.Append("errors=$( { cd / && ").Append(command.Length < LongestArgument ? "exec sh -c " : "eval ").Append(Shell.Quote(command)).Append("; } < /dev/null 2>&1 1>&3 3>&- ); code=$?\n")
                .Append("printf '\\n%s %s\\n%s\\n%s\\n' '").Append(_mark).Append(" end' \"$code\" \"$errors\" '").Append(_mark).Append(" next'\n");
        }

        return text.Append("exit 0\n").ToString();
    }

    /// <summary>Finds the outcomes.</summary>
    /// <param name="output">All that the shell printed to standard output.</param>
    /// <returns>Null when the answer isn't whole.</returns>
    public ValueList<CommandOutcome>? Read(string output)
    {
        List<CommandOutcome> outcomes = [];
        int at = SkipTo(output, 0, $"{_mark} begin\n");
        while (at >= 0 && outcomes.Count < request.Commands.Count)
        {
            string end = $"\n{_mark} end ";
            int stop = output.IndexOf(end, at, StringComparison.Ordinal);
            int line = stop < 0 ? -1 : output.IndexOf('\n', stop + end.Length);
            string next = $"\n{_mark} next\n";
            int close = line < 0 ? -1 : output.IndexOf(next, line, StringComparison.Ordinal);
            if (close < 0 || !int.TryParse(output.AsSpan(stop + end.Length, line - stop - end.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int code))
            {
                return null;
            }

            outcomes.Add(new CommandOutcome(code, output[at..stop], output[Math.Min(line + 1, close)..close]));
            at = close + next.Length;
        }

        return at < 0 ? null : outcomes.ToValueList();
    }

    /// <summary>What the shell said about a file that it could not write; null when it wrote all.</summary>
    /// <param name="output">All that the shell printed to standard output.</param>
    public string? FindRefusedFile(string output)
    {
        int at = SkipTo(output, 0, $"{_mark} refused\n");
        return at < 0 ? null : output[at..].TrimEnd('\n');
    }

    private void Write(StringBuilder text, HostFile file)
    {
        string draft = Shell.Quote($"{file.Path}.{_mark}");
        string directory = file.Path[..Math.Max(1, file.Path.LastIndexOf('/'))];
        _ = text.Append("problem=$( { mkdir -p ").Append(Shell.Quote(directory)).Append(" && umask 077 && cat > ").Append(draft)
            .Append(" && mv -f ").Append(draft).Append(' ').Append(Shell.Quote(file.Path)).Append("; } 2>&1 << '").Append(_mark).Append("'\n")
            .Append(file.Content).Append(_mark).Append("\n) || { printf '\\n%s\\n%s\\n' '").Append(_mark).Append(" refused' \"$problem\"; exit 0; }\n");
    }

    private static int SkipTo(string output, int start, string mark)
    {
        int at = output.IndexOf(mark, start, StringComparison.Ordinal);
        return at < 0 ? -1 : at + mark.Length;
    }
}

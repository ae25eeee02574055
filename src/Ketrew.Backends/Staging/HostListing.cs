using System.Text;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>Asks a host what it has at paths: one shell text, by <c>find</c> and the first program there that knows SHA-256.</summary>
internal static class HostListing
{
    /// <summary>Sets <c>sums</c> to the words of a program that prints digests and names, one a line.</summary>
    public const string FindDigestProgram = """
        LC_ALL=C
        export LC_ALL
        if command -v sha256sum > /dev/null 2>&1; then sums='sha256sum'
        elif command -v shasum > /dev/null 2>&1; then sums='shasum -a 256'
        elif command -v openssl > /dev/null 2>&1; then sums='openssl dgst -sha256 -r'
        else echo 'there is none of sha256sum, shasum and openssl' >&2; exit 9
        fi

        """;

    private const string Functions = """
        list() {
            [ $# -gt 0 ] || return 0
            odd=$(find "$@" \( -name '*
        *' -o -name '*\\*' \) -print)
            [ -z "$odd" ] || { echo "a name holds a line end or a backslash: $odd" >&2; exit 8; }
            echo files
            find "$@" -type f -exec $sums {} + || exit 7
            echo programs
            find "$@" -type f -perm -100 -print || exit 7
            echo directories
            find "$@" -type d -print || exit 7
            echo links
            find "$@" -type l -exec sh -c 'for link; do printf "%s\n" "$link"; readlink "$link" || exit; done' sh {} + || exit 7
        }
        set --
        while IFS= read -r path; do
            if [ -e "$path" ] || [ -L "$path" ]; then set -- "$@" "$path"; fi
            [ $# -lt 200 ] || { list "$@"; set --; }
        done << 'ketrew-paths'

        """;

    /// <summary>The text for POSIX sh.</summary>
    /// <param name="root">Absolute path of a directory, which need not be there.</param>
    /// <param name="paths">Relative to it, each beginning with <c>./</c>.</param>
    public static string Command(string root, IEnumerable<string> paths)
    {
        StringBuilder text = new($"cd {Shell.Quote(root)} 2> /dev/null || exit 0\n");
        _ = text.Append(FindDigestProgram).Append(Functions);
        foreach (string path in paths)
        {
            _ = text.Append(path).Append('\n');
        }

        return text.Append("ketrew-paths\nlist \"$@\"\n").ToString();
    }

    /// <summary>What the host has, by the paths that were asked for and those below.</summary>
    /// <param name="outcome">Of <see cref="Command"/>.</param>
    /// <param name="host">For messages.</param>
    /// <exception cref="BackendException">It can't tell.</exception>
    public static SortedDictionary<string, FileEntry> Read(CommandOutcome outcome, string host)
    {
        if (outcome.Code != 0)
        {
            throw new BackendException($"files on {host} can't be looked at: {outcome.Errors.TrimEnd('\n').Split('\n')[^1]}")
            {
                Command = "find",
                ExitCode = outcome.Code,
                StandardError = outcome.Errors,
            };
        }

        SortedDictionary<string, FileEntry> entries = new(StringComparer.Ordinal);
        string section = "";
        string? link = null;
        foreach (string line in outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (link is not null)
            {
                entries[link] = new FileEntry.Link(line);
                link = null;
            }
            else if (line is "files" or "programs" or "directories" or "links")
            {
                section = line;
            }
            else
            {
                link = Add(entries, section, line, host);
            }
        }

        return entries;
    }

    // The path of a link, whose target is on the next line; null for anything else.
    private static string? Add(SortedDictionary<string, FileEntry> entries, string section, string line, string host)
    {
        switch (section)
        {
            case "links":
                return line;
            case "directories":
                entries[line] = new FileEntry.Directory();
                return null;
            case "programs" when entries.GetValueOrDefault(line) is FileEntry.File file:
                entries[line] = file with { IsExecutable = true };
                return null;
            case "files" when ReadDigest(line) is var (digest, path):
                entries[path] = new FileEntry.File(digest, false);
                return null;
            default:
                // A file that came between two looks.
                return section == "programs" ? null : throw new BackendException($"{host} tells of a file what can't be understood: {line}");
        }
    }

    // `DIGEST  PATH` or `DIGEST *PATH`.
    private static (Digest Digest, string Path)? ReadDigest(string line)
    {
        const int digits = 2 * Digest.SizeInBytes;
        byte[] bytes = new byte[Digest.SizeInBytes];
        return line.Length > digits + 2
            && Convert.FromHexString(line.AsSpan(0, digits), bytes, out _, out int written) == System.Buffers.OperationStatus.Done && written == bytes.Length
                ? (Digest.FromBytes(bytes), line[(digits + 2)..])
                : null;
    }
}

using System.Formats.Tar;
using System.Text;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>Makes a host have what is here, in one stream: nothing takes its place before all has arrived and is what it should be.</summary>
/// <param name="host">The host.</param>
/// <param name="paths">Where files are.</param>
internal sealed class Upload(IFileHost host, CopyPaths paths)
{
    private const int Changed = 30;

    /// <summary>Sends files.</summary>
    /// <param name="entries">What to send, by path relative to the root.</param>
    /// <param name="removals">What must not be there any more.</param>
    /// <param name="cancellationToken">Gives up; what has not arrived whole leaves nothing.</param>
    /// <returns>False when a file arrived as something else: it was changed meanwhile, here or on its way.</returns>
    public async Task<bool> TrySendAsync(SortedDictionary<string, FileEntry> entries, IReadOnlyList<string> removals, CancellationToken cancellationToken)
    {
        CommandOutcome outcome = await host.TransferAsync(
            Receiver(), (stream, token) => WriteAsync(stream, entries, removals, token), (_, _) => Task.CompletedTask, cancellationToken);
        return outcome.Code switch
        {
            0 => true,
            Changed => false,
            _ => throw new BackendException($"files can't be sent to {host.Name}: {outcome.Errors.TrimEnd('\n').Split('\n')[^1]}")
            {
                Command = "tar -xf -",
                ExitCode = outcome.Code,
                StandardError = outcome.Errors,
            },
        };
    }

    private string Receiver() => $$"""
        root={{Shell.Quote(paths.Root)}}
        in=$root/incoming.$$
        trap 'rm -rf "$in"' EXIT
        trap 'exit 20' HUP INT TERM PIPE
        {{HostListing.FindDigestProgram}}
        make() {
            [ -d "$1" ] && return
            make "${1%/*}" && rm -f "$1" && { mkdir "$1" 2> /dev/null || [ -d "$1" ]; }
        }
        rm -rf "$in" && mkdir -p "$in/files" "$root/tree" && cd "$in" || exit 21
        problem=$(tar -xf - 2>&1) || {
            # The last word of tar is that it has said something.
            problem=$(printf '%s\n' "$problem" | grep -v 'Exiting with failure' | tail -n 1)
            echo "$problem; $(df -Pk . | sed -n '$s/.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/\1/p') KiB are left there" >&2
            exit 21
        }
        cat > /dev/null
        [ -f whole ] || { echo 'the connection was cut' >&2; exit {{Changed}}; }
        (cd files && find . -type f -exec $sums {} +) | sed 's/ [ *]/ /' | sort > arrived || exit 22
        sort manifest | cmp -s - arrived || exit {{Changed}}
        while IFS= read -r path; do
            rm -rf "$root/$path" || exit 23
        done < removals
        while IFS= read -r path; do
            make "$root/$path" || exit 24
        done < directories
        cd files || exit 25
        find . -type d | while IFS= read -r path; do
            [ "$path" = . ] || make "$root/$path" || exit 26
            find "$path/." ! -name . -prune ! -type d -exec sh -c 'to=$1; shift; exec mv -f "$@" "$to/"' sh "$root/$path" {} + || exit 27
        done
        """;

    private async Task WriteAsync(Stream stream, SortedDictionary<string, FileEntry> entries, IReadOnlyList<string> removals, CancellationToken cancellationToken)
    {
        await using TarWriter tar = new(stream, TarEntryFormat.Pax, leaveOpen: true);
        await WriteAsync(tar, "manifest", entries.Where(entry => entry.Value is FileEntry.File).Select(entry => $"{((FileEntry.File)entry.Value).Digest} {entry.Key}"), cancellationToken);
        await WriteAsync(tar, "removals", removals, cancellationToken);
        await WriteAsync(tar, "directories", entries.Where(entry => entry.Value is FileEntry.Directory).Select(entry => entry.Key), cancellationToken);
        foreach ((string path, FileEntry entry) in entries)
        {
            await WriteAsync(tar, path, entry, cancellationToken);
        }

        // Some programs take an archive that ends between two files for whole.
        await WriteAsync(tar, "whole", [], cancellationToken);
    }

    private async Task WriteAsync(TarWriter tar, string path, FileEntry entry, CancellationToken cancellationToken)
    {
        string name = $"files/{path[2..]}";
        switch (entry)
        {
            case FileEntry.File file:
                string local = paths.Local(path);
                await using (FileStream content = File.OpenRead(local))
                {
                    await tar.WriteEntryAsync(
                        new PaxTarEntry(TarEntryType.RegularFile, name)
                        {
                            Mode = file.IsExecutable ? ModeOf("755") : ModeOf("644"),
                            ModificationTime = File.GetLastWriteTimeUtc(local),
                            DataStream = content,
                        },
                        cancellationToken);
                }

                break;
            case FileEntry.Link link:
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = link.Target }, cancellationToken);
                break;
            default:
                break;
        }
    }

    private static async Task WriteAsync(TarWriter tar, string name, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        using MemoryStream content = new(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + '\n'))));
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = ModeOf("600"), DataStream = content }, cancellationToken);
    }

    private static UnixFileMode ModeOf(string digits) => (UnixFileMode)Convert.ToInt32(digits, 8);
}

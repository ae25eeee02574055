using Ketrew.Sdk;
using Ketrew.Stanzas.DotNet.Projects;

namespace Ketrew.Stanzas.DotNet.Targets;

/// <summary>Scripts that note what others have to know of a step, so that they run only when that changes.</summary>
/// <param name="directory">Where they run.</param>
internal sealed class RecordScripts(ProjectPath directory)
{
    /// <summary>A checksum over what restoring decided for one project. The versions that a solution keeps centrally stand in every project's file, used or not.</summary>
    public string Packages(DotNetProject project, ProjectPath record)
    {
        string objects = Word(project.Layout.Objects);
        return $$"""
            test -f {{Word(project.Layout.Assets)}}
            { sed '/"centralPackageVersions": {/,/}/d' {{Word(project.Layout.Assets)}}; cat {{objects}}/{{Shell.Quote(project.File.Name)}}.nuget.g.*; } | sha256sum > {{Word(record)}}
            """;
    }

    /// <summary>Checksums of all that a build left, and of the records of what it used.</summary>
    public string Built(DotNetProject project, ProjectPath record, IEnumerable<ProjectPath> used)
    {
        string[] records = [.. used.Select(Word)];
        string appended = records.Length == 0 ? "" : $"\nsha256sum {string.Join(' ', records)} >> {Word(record)}";
        return (project.Layout.Binaries is { } binaries ? OfDirectories(binaries, project.Layout, record) : OfListedFiles(project.Layout, record)) + appended;
    }

    private string OfDirectories(ProjectPath binaries, ProjectLayout layout, ProjectPath record) => $$"""
        set --
        for directory in {{string.Join(' ', layout.Pivots.Select(pivot => $"{Word(binaries)}/{PatternWord(pivot)}"))}}; do
          if [ -d "$directory" ]; then set -- "$@" "$directory"; fi
        done
        : > {{Word(record)}}
        if [ $# -gt 0 ]; then find "$@" -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum > {{Word(record)}}; fi
        """;

    // The project chooses its directories by itself, but MSBuild keeps a list of the files.
    private string OfListedFiles(ProjectLayout layout, ProjectPath record) => $$"""
        find {{Word(layout.Objects)}} -path {{Shell.Quote($"*/{layout.Pivots[0]}*")}} -name '*.FileListAbsolute.txt' -exec cat {} + | LC_ALL=C sort -u |
          while IFS= read -r file; do
            case $file in "$PWD"/{{Word(layout.Objects)}}/*) ;; *) if [ -f "$file" ]; then sha256sum "$file"; fi ;; esac
          done > {{Word(record)}}
        """;

    private string Word(ProjectPath path) => Shell.Quote(path, directory);

    private static string PatternWord(string pivot) => pivot.EndsWith('*') ? $"{Shell.Quote(pivot[..^1])}*" : Shell.Quote(pivot);
}

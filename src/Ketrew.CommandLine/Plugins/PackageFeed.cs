using System.Text.Json;
using Ketrew.Expander.Packages;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Plugins;

/// <summary>NuGet feeds, asked through the client of the .NET SDK: with its configuration and its credentials.</summary>
/// <param name="dotnet">The client.</param>
/// <param name="feeds">Addresses and folders; empty for those that are configured.</param>
/// <param name="directory">Absolute path of the directory whose configuration counts.</param>
internal sealed class PackageFeed(DotnetClient dotnet, ValueList<string> feeds, string directory) : IPackageSource
{
    /// <inheritdoc/>
    public async Task<string?> FetchAsync(string name, ValueList<VersionRange> ranges, string target)
    {
        if ((await VersionsAsync(name)).Where(version => ranges.All(range => range.Contains(version))).OrderBy(version => version.IsPrerelease).ThenByDescending(version => version).FirstOrDefault() is not { } best)
        {
            return null;
        }

        using ScratchDirectory scratch = ScratchDirectory.Create();
        await AskAsync($"`{name}` {best} can't be fetched", ["package", "download", $"{name}@{best}", "--prerelease", "--output", scratch.FullPath, .. Options("--source")]);
        string archive = Directory.EnumerateFiles(scratch.FullPath, "*.nupkg", SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new KetrewException($"`dotnet package download` fetched no package {name} {best}.");
        PackageArchive.Extract(archive, target);
        return $"{name} {best}";
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SemanticVersion>> VersionsAsync(string name)
    {
        string output = await AskAsync("the feeds can't be asked", ["package", "search", name, "--exact-match", "--prerelease", "--format", "json", .. Options("--source")]);
        int start = output.IndexOf('{', StringComparison.Ordinal);
        using JsonDocument document = Parse(start < 0 ? "{}" : output[start..]);
        return
        [
            .. from source in ItemsOf(document.RootElement, "searchResult")
               from package in ItemsOf(source, "packages")
               where package.TryGetProperty("id", out JsonElement id) && string.Equals(id.GetString(), name, StringComparison.OrdinalIgnoreCase)
               let version = package.TryGetProperty("version", out JsonElement text) && SemanticVersion.TryParse(text.GetString() ?? "", out SemanticVersion? read) ? read : null
               where version is not null
               select version,
        ];
    }

    private IEnumerable<string> Options(string option) => feeds.SelectMany(feed => new[] { option, feed });

    private async Task<string> AskAsync(string problem, string[] arguments)
    {
        (bool succeeded, string output) = await dotnet.RunAsync(directory, arguments);
        return succeeded ? output : throw new KetrewException($"{problem}: {DotnetClient.Complaint(output)}") { Hint = "dotnet nuget list source" };
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new KetrewException("What `dotnet package search` said can't be understood.", exception) { Hint = "dotnet --version" };
        }
    }

    private static JsonElement[] ItemsOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
}

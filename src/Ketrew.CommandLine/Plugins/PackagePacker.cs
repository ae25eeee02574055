using System.Xml.Linq;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Packages.Packing;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Plugins;

/// <summary>Makes a NuGet package of a plugin package, with the tools of the .NET SDK.</summary>
/// <param name="dotnet">Runs them.</param>
internal sealed class PackagePacker(DotnetClient dotnet)
{
    private const string Readme = "README.md";
    private const string Description = "package.nuspec";

    // Directories above must have no say in it, and nothing is restored or built.
    private const string Project =
        $"""
        <Project>
          <PropertyGroup>
            <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
            <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
            <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
          </PropertyGroup>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <NuspecFile>{Description}</NuspecFile>
            <NoBuild>true</NoBuild>
            <NoDefaultExcludes>true</NoDefaultExcludes>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
        </Project>
        """;

    /// <summary>Packs.</summary>
    /// <param name="contents">What goes into it.</param>
    /// <param name="output">Absolute path of a directory; made when it doesn't exist.</param>
    /// <returns>Absolute path of the NuGet package. Its bytes depend on its files only.</returns>
    /// <exception cref="KetrewException">It can't be made.</exception>
    public async Task<string> PackAsync(PackageContents contents, string output)
    {
        using ScratchDirectory scratch = ScratchDirectory.Create();
        contents.WriteTo(Path.Combine(scratch.FullPath, PackageArchive.Folder));
        await File.WriteAllTextAsync(Path.Combine(scratch.FullPath, "package.csproj"), Project);
        Describe(contents).Save(Path.Combine(scratch.FullPath, Description));
        (bool succeeded, string printed) = await dotnet.RunAsync(scratch.FullPath, "pack", "package.csproj", "--output", "packed", "--nologo", "-verbosity:quiet", "-terminalLogger:off", "-nodeReuse:false");
        string packed = Path.Combine(scratch.FullPath, "packed", FileNameOf(contents.Manifest!));
        if (!succeeded || !File.Exists(packed))
        {
            throw new KetrewException($"`dotnet pack` failed: {DotnetClient.Complaint(printed)}") { Hint = "dotnet --info" };
        }

        Directory.CreateDirectory(output);
        string target = Path.Combine(output, FileNameOf(contents.Manifest!));
        PackageArchive.Normalize(packed, $"{target}.part");
        File.Move($"{target}.part", target, overwrite: true);
        return target;
    }

    private static string FileNameOf(PackageManifest manifest) => $"{manifest.Name}.{manifest.Version}.nupkg";

    private static XDocument Describe(PackageContents contents)
    {
        PackageManifest manifest = contents.Manifest!;
        XNamespace nuget = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";
        bool hasReadme = contents.Files.Any(file => file.Name == Readme);
        string description = manifest.Description.Length > 0 ? manifest.Description : $"The plugin package {manifest.Name} for Ketrew";
        return new XDocument(new XElement(
            nuget + "package",
            new XElement(
                nuget + "metadata",
                new XElement(nuget + "id", manifest.Name),
                new XElement(nuget + "version", manifest.Version),
                // NuGet wants somebody; the manifest names nobody.
                new XElement(nuget + "authors", manifest.Name.Split('.')[0]),
                new XElement(nuget + "description", description),
                hasReadme ? new XElement(nuget + "readme", Readme) : null,
                new XElement(nuget + "tags", "ketrew-plugin"),
                new XElement(nuget + "packageTypes", new XElement(nuget + "packageType", new XAttribute("name", "KetrewPlugin")))),
            new XElement(
                nuget + "files",
                hasReadme ? FileOf(nuget, $"{PackageArchive.Folder}/{Readme}", "") : null,
                FileOf(nuget, $"{PackageArchive.Folder}/**/*", PackageArchive.Folder))));
    }

    private static XElement FileOf(XNamespace nuget, string source, string target) =>
        new(nuget + "file", new XAttribute("src", source), new XAttribute("target", target));
}

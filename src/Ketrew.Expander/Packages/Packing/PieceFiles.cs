using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Plugins;
using Ketrew.Expander.Plugins.Projects;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Packing;

/// <summary>The files of a package's code.</summary>
/// <param name="options">Where the SDK is, and who is told about builds.</param>
/// <param name="folder">Absolute path of the package's folder.</param>
/// <param name="links">Of that folder.</param>
internal sealed class PieceFiles(ExpanderOptions options, string folder, PackageLinks links)
{
    // What lies beside an assembly and belongs to it, or to an assembly that it uses.
    private static readonly string[] _extensions = [".dll", ".pdb", ".xml"];

    private readonly PluginProjectBuilder _builder = new(new PluginProjectOptions { Root = options.Root, SdkDirectory = options.SdkDirectory, Progress = options.Progress });
    private readonly List<(PackagePiece Piece, string Assembly)> _replaced = [];
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>The projects, each with the path of its assembly in the package.</summary>
    public IReadOnlyList<(PackagePiece Piece, string Assembly)> Replaced => _replaced;

    /// <summary>What is missing, and what can't be built.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Finds them; projects are built.</summary>
    /// <param name="manifest">What says which pieces there are.</param>
    /// <param name="cancellationToken">Ends builds.</param>
    public async Task<IReadOnlyList<PackageFile>> GatherAsync(PackageManifest manifest, CancellationToken cancellationToken)
    {
        List<PackageFile> files = [];
        foreach (PackagePiece piece in manifest.Pieces)
        {
            string path = Path.Combine(folder, piece.Path.Value);
            if (piece.Kind == PackagePiece.Project)
            {
                files.AddRange(await BuildAsync(piece, path, cancellationToken));
            }
            else if (links.LeadsOut(piece.Path))
            {
                _diagnostics.Add(PackageProblem.LinkLeadsOut(piece.Span, piece.Path.Value));
            }
            else if (!File.Exists(path))
            {
                _diagnostics.Add(ExpansionProblem.UnusablePlugin(piece.Path.Value, piece.Span, "the file doesn't exist"));
            }
            else
            {
                files.Add(new PackageFile(piece.Path.Value, path));
                files.AddRange(piece.Kind == "assembly" ? Beside(piece, path) : []);
            }
        }

        return files;
    }

    private async Task<IEnumerable<PackageFile>> BuildAsync(PackagePiece piece, string path, CancellationToken cancellationToken)
    {
        PluginProjectResult result = await _builder.BuildAsync(path, cancellationToken);
        if (result is PluginProjectResult.Failed failed)
        {
            _diagnostics.AddRange(failed.Diagnostics.Select(problem => problem with { Span = problem.Span ?? piece.Span }));
            return [];
        }

        string assembly = ((PluginProjectResult.Built)result).AssemblyPath;
        string output = Path.GetDirectoryName(assembly)!;
        string place = $"lib/{Path.GetFileNameWithoutExtension(assembly)}";
        _replaced.Add((piece, $"{place}/{Path.GetFileName(assembly)}"));
        return Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories)
            .Where(file => !IsSdk(file))
            .Select(file => new PackageFile($"{place}/{Path.GetRelativePath(output, file).Replace('\\', '/')}", file));
    }

    private PackageFile[] Beside(PackagePiece piece, string assembly)
    {
        PackageFile[] files =
        [
            .. Directory.EnumerateFiles(Path.GetDirectoryName(assembly)!)
                .Where(file => _extensions.Contains(Path.GetExtension(file)) && !IsSdk(file))
                .Select(file => new PackageFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), file)),
        ];
        _diagnostics.AddRange(files.Where(file => links.LeadsOut(ProjectPath.Parse(file.Name))).Select(file => PackageProblem.LinkLeadsOut(piece.Span, file.Name)));
        return files;
    }

    // Whoever loads the package brings it.
    private static bool IsSdk(string file) => Path.GetFileNameWithoutExtension(file) == AssemblyFacts.SdkName;
}

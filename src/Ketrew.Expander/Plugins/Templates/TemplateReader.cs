using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>Reads template stanzas: files, and <c>define</c> in workflow files.</summary>
/// <param name="root">Absolute path of the project's root.</param>
/// <param name="looking">Told about each file before it is looked at.</param>
/// <param name="report">Takes what is wrong with them.</param>
internal sealed class TemplateReader(string root, Action<Sight, string> looking, Action<Diagnostic> report) : IPluginReader
{
    private static readonly string[] _extensions = [".yaml", ".yml"];

    /// <inheritdoc/>
    public Task<ValueList<ValueList<PluginCode>>> ReadAsync(ValueList<PluginDeclaration> declarations, CancellationToken cancellationToken) =>
        Task.FromResult(declarations.Select(Read).ToValueList());

    /// <summary>Reads a <c>define</c>.</summary>
    /// <param name="placed">The stanza.</param>
    /// <returns>How it is declared, and its code; none when it can't be used, which has been reported.</returns>
    public (PluginDeclaration Declaration, ValueList<PluginCode> Codes) Read(PlacedStanza placed)
    {
        string file = placed.Stanza.KindSpan is { } span ? span.File : placed.Scope.File.Path.Value;
        List<Diagnostic> problems = [];
        (PluginDeclaration declaration, Template? template) = TemplateDecoder.DecodeDefine(placed, () => TextOf(file), problems);
        problems.ForEach(report);
        return (declaration, template is null ? [] : [template.ToCode()]);
    }

    private ValueList<PluginCode> Read(PluginDeclaration declaration)
    {
        string path = Path.Combine(root, declaration.Name);
        looking(Sight.File, path);
        if (ProblemOf(path) is { } problem)
        {
            report(ExpansionProblem.UnusablePlugin(declaration.Name, declaration.NameSpan, problem));
            return [];
        }

        ReadResult result = YamlReader.Read(File.ReadAllBytes(path), declaration.Name);
        List<Diagnostic> problems = [.. result.Diagnostics];
        Template? template = result is { Root: null, Diagnostics.IsEmpty: false } ? null
            : TemplateDecoder.DecodeFile(result.Root, declaration.Name, () => TextOf(declaration.Name), problems);
        problems.ForEach(report);
        return template is null || problems.Count > 0 ? [] : [template.ToCode()];
    }

    private static string? ProblemOf(string file) =>
        !_extensions.Contains(Path.GetExtension(file)) ? "a template ends with `.yaml`"
        : Directory.Exists(file) ? "it is a directory"
        : !File.Exists(file) ? "the file doesn't exist"
        : SpecialFile.Is(file) ? "it is no regular file"
        : null;

    // As the reader counts columns: a byte order mark takes none.
    private string? TextOf(string file) =>
        Path.Combine(root, file) is var path && File.Exists(path) && !SpecialFile.Is(path) ? File.ReadAllText(path).TrimStart('\uFEFF') : null;
}

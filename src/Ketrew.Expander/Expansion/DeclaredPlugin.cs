using Ketrew.Expander.Language;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Expansion;

/// <summary>A plugin that a workflow file declares, or the running program brings, ready to be used.</summary>
internal sealed class DeclaredPlugin
{
    /// <summary>Joins a declaration with what it declares.</summary>
    /// <param name="scope">The file that declares it.</param>
    /// <param name="declaration">Where and how.</param>
    /// <param name="codes">The plugin, read but not loaded; at least one, but for a package that has sites only.</param>
    /// <param name="package">The package that it is; null for any other plugin.</param>
    /// <param name="directory">Where it is declared; that of the file when left out.</param>
    public DeclaredPlugin(Scope scope, PluginDeclaration declaration, ValueList<PluginCode> codes, PluginPackage? package = null, ProjectPath? directory = null)
    {
        Package = package;
        Scope = scope;
        Directory = directory ?? scope.Directory;
        Declaration = declaration;
        Codes = [.. codes.Where(code => !code.Stanzas.IsEmpty)];
        Backends = [.. codes.Select(code => code.Backends).Where(backends => !backends.Kinds.IsEmpty)];
        Arguments = declaration.Args ?? new MappingNode([]);
        AllowedVariables = declaration.Allow.Environment.Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        AllowedTools = declaration.Allow.Tools.Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        Allowance = string.Join('\0', AllowedVariables.Order(StringComparer.Ordinal).Concat(AllowedTools.Order(StringComparer.Ordinal).Select(tool => $"tool {tool}")));
        Definitions = [.. Codes.SelectMany(code => code.Stanzas.Select(stanza => new StanzaDefinition(this, code, stanza.Name, VisibleName(stanza.Name))))];
    }

    /// <summary>The file that declares it.</summary>
    public Scope Scope { get; }

    /// <summary>Where it is declared: that of the file, or of a <c>subdirectory</c> in it.</summary>
    public ProjectPath Directory { get; }

    /// <summary>Where and how.</summary>
    public PluginDeclaration Declaration { get; }

    /// <summary>The package that it is; null for any other plugin.</summary>
    public PluginPackage? Package { get; }

    /// <summary>What expands its stanzas, read but not loaded.</summary>
    public ValueList<PluginCode> Codes { get; }

    /// <summary>The assemblies of its backends: never loaded where stanzas are.</summary>
    public ValueList<DeclaredBackends> Backends { get; }

    /// <summary>Hexadecimal digest of all of its code; what is declared beside it, such as arguments, has no part in it.</summary>
    public string CodeIdentity => Codes.Count == 1 ? Codes[0].Identity : Digest.Of([.. Codes.Select(code => code.Identity)]).ToString();

    /// <summary>Given to each of its expansions.</summary>
    public Node Arguments { get; }

    /// <summary>True when it is part of the running program: no file declares it, and every file may use it.</summary>
    public bool IsLinked => Declaration.Kind == PluginKind.Linked;

    /// <summary>The variables it may ask for.</summary>
    public IReadOnlySet<string> AllowedVariables { get; }

    /// <summary>The tools it may have run.</summary>
    public IReadOnlySet<string> AllowedTools { get; }

    /// <summary>All that it may learn beyond the project's files, in one text.</summary>
    public string Allowance { get; }

    /// <summary>How messages call it: as it was declared.</summary>
    public string Name => Declaration.Name;

    /// <summary>What its stanzas are called in workflow files.</summary>
    public ValueList<StanzaDefinition> Definitions { get; }

    /// <summary>True when files of its scope may use it for a directory.</summary>
    public bool IsVisibleAt(ProjectPath directory) =>
        directory == Directory || (Declaration.Subdirectories && (Directory == Scope.Directory || directory.IsAtOrBelow(Directory)));

    /// <summary>What a name means where one of its stanzas emits it, whatever is in scope there: a stanza of its own, or of a package that it needs. Null for neither.</summary>
    /// <param name="kind">As emitted.</param>
    public StanzaDefinition? FindEmitted(string kind) =>
        Definitions.FirstOrDefault(definition => definition.Name == kind || kind == Package?.FullNameOf(definition.Name))
        ?? Package?.Required.SelectMany(required => required.Definitions).FirstOrDefault(definition => definition.VisibleName == kind);

    /// <summary>The answer to what it may not ask; null for what it may. It is an answer too: allowing the variable later changes the key.</summary>
    /// <param name="question">Any.</param>
    public Answer.Refused? TryRefuse(Question question) => question switch
    {
        Question.Environment asked when !AllowedVariables.Contains(asked.Name) =>
            new Answer.Refused($"the variable `{asked.Name}` isn't allowed: add `allow: {{ environment: [{asked.Name}] }}` to the plugin"),
        Question.RunTool asked when !AllowedTools.Contains(asked.Tool) =>
            new Answer.Refused($"the tool `{asked.Tool}` isn't allowed: add `allow: {{ tools: [{asked.Tool}] }}` to the plugin"),
        _ => null,
    };

    private string VisibleName(string name) => (Declaration.As?.Value ?? Package?.Name) is { } prefix ? $"{prefix}.{name}" : name;
}

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ketrew.Expander.Language;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Linking;

/// <summary>A stanza that was compiled into the running program: in scope in all of its workflow files, expanded in this process.</summary>
/// <param name="Name">What users write.</param>
/// <param name="Identity">Changes whenever its code may do something else: it is part of what expansions are remembered by.</param>
/// <param name="Create">Makes an instance for one expansion.</param>
public sealed record LinkedStanza(string Name, string Identity, Func<Stanza> Create)
{
    /// <summary>Says what may be written below its name. Default: only the name is known.</summary>
    internal Func<StanzaDescription> Description { get; init; } = () => StanzaDescription.Unknown(Name);

    /// <summary>Given to the stanza as what a declaration has under <c>args</c>; null for nothing, the default.</summary>
    public Node? Arguments { get; init; }

    /// <summary>Prefix of its name, as <c>as</c> of a declaration gives it: <c>k8s</c> makes <c>k8s.service</c>; null for none, the default.</summary>
    public string? As { get; init; }

    /// <summary>The variables of the environment that it may ask for. Default: none.</summary>
    public ValueList<string> AllowedVariables { get; init; }

    /// <summary>The tools that it may have run. Default: none.</summary>
    public ValueList<string> AllowedTools { get; init; }

    /// <summary>The stanza that a class declares.</summary>
    /// <typeparam name="TStanza">Has <see cref="StanzaAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">It names no stanza, or gives it a name that none can have.</exception>
    [RequiresUnreferencedCode("Fields are bound by reflection.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Stanzas are bound by reflection: a program that links them has a JIT.")]
    public static LinkedStanza Of<TStanza>()
        where TStanza : Stanza, new()
    {
        Type type = typeof(TStanza);
        string name = type.GetCustomAttribute<StanzaAttribute>()?.Name ?? throw new ArgumentException($"The class {type} has no [Stanza(\"name\")].");
        return StanzaName.ProblemOf(name) is { } problem
            ? throw new ArgumentException($"The class {type} declares the stanza {name}, but {problem}.")
            : new LinkedStanza(name, LinkedIdentity.Of(type.Assembly), static () => new TStanza())
            {
                Description = () => StanzaDescriber.Describe(name, type, DocumentationOf(type.Assembly)),
            };
    }

    /// <summary>What takes the place of a declaration in a file.</summary>
    /// <param name="name">How messages call it.</param>
    internal PluginDeclaration ToDeclaration(string name) => new(PluginKind.Linked, name, null)
    {
        Args = Arguments,
        As = As is null ? null : new Language.Located<string>(As, Node.String(As)),
        Allow = new PluginAllowance { Environment = Locate(AllowedVariables), Tools = Locate(AllowedTools) },
    };

    /// <summary>The code of this stanza alone.</summary>
    internal PluginCode ToCode() => new(Identity, [new DeclaredStanza(Name, "", "")], new LinkedPlugin(Identity, Create, Description));

    private static ValueList<Language.Located<string>> Locate(ValueList<string> names) => names.Select(name => new Language.Located<string>(name, Node.String(name))).ToValueList();

    // A program in a single file has none beside it.
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "No path means no documentation.")]
    private static XmlDocumentation DocumentationOf(Assembly assembly) =>
        assembly.Location is { Length: > 0 } path && Path.ChangeExtension(path, ".xml") is var file && File.Exists(file)
            ? XmlDocumentation.Read(File.ReadAllBytes(file))
            : XmlDocumentation.None;
}

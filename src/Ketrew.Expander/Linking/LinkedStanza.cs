using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Linking;

/// <summary>A stanza that was compiled into the running program: in scope in all of its workflow files, expanded in this process.</summary>
/// <param name="Name">What users write.</param>
/// <param name="Identity">Changes whenever its code may do something else: it is part of what expansions are remembered by.</param>
/// <param name="Create">Makes an instance for one expansion.</param>
public sealed record LinkedStanza(string Name, string Identity, Func<Stanza> Create)
{
    /// <summary>Says what may be written below its name. Default: only the name is known.</summary>
    internal Func<StanzaDescription> Description { get; init; } = () => StanzaDescription.Unknown(Name);

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

    // A program in a single file has none beside it.
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "No path means no documentation.")]
    private static XmlDocumentation DocumentationOf(Assembly assembly) =>
        assembly.Location is { Length: > 0 } path && Path.ChangeExtension(path, ".xml") is var file && File.Exists(file)
            ? XmlDocumentation.Read(File.ReadAllBytes(file))
            : XmlDocumentation.None;
}

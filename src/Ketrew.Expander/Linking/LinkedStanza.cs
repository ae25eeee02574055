using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ketrew.Sdk;

namespace Ketrew.Expander.Linking;

/// <summary>A stanza that was compiled into the running program: in scope in all of its workflow files, expanded in this process.</summary>
/// <param name="Name">What users write.</param>
/// <param name="Identity">Changes whenever its code may do something else: it is part of what expansions are remembered by.</param>
/// <param name="Create">Makes an instance for one expansion.</param>
public sealed record LinkedStanza(string Name, string Identity, Func<Stanza> Create)
{
    /// <summary>The stanza that a class declares.</summary>
    /// <typeparam name="TStanza">Has <see cref="StanzaAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">It names no stanza, or gives it a name that none can have.</exception>
    [RequiresUnreferencedCode("Fields are bound by reflection.")]
    public static LinkedStanza Of<TStanza>()
        where TStanza : Stanza, new()
    {
        Type type = typeof(TStanza);
        string name = type.GetCustomAttribute<StanzaAttribute>()?.Name ?? throw new ArgumentException($"The class {type} has no [Stanza(\"name\")].");
        return StanzaName.ProblemOf(name) is { } problem
            ? throw new ArgumentException($"The class {type} declares the stanza {name}, but {problem}.")
            : new LinkedStanza(name, LinkedIdentity.Of(type.Assembly), static () => new TStanza());
    }
}

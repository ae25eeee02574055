using System.Diagnostics.CodeAnalysis;
using Ketrew.Sdk.Binding;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk;

/// <summary>Defines a stanza kind: a function from what a user wrote to a list of stanzas. Derive from <see cref="Stanza{TFields}"/> unless the fields have no fixed names.</summary>
/// <remarks>A new instance is made for each expansion, and statics don't survive it. It must give the same stanzas for the same fields and answers:
/// there is no clock, no random source, no file system but the questions of <see cref="StanzaContext"/>.</remarks>
public abstract class Stanza
{
    /// <summary>Turns one use of the stanza into other stanzas, by calling <see cref="StanzaContext.Emit"/>.</summary>
    /// <param name="fields">What the user wrote below the stanza's name.</param>
    /// <param name="context">Asks questions, takes stanzas and problems.</param>
    /// <exception cref="StanzaFailedException">May be let through: it becomes an error at the stanza.</exception>
    protected internal abstract void Expand(Node fields, StanzaContext context);
}

/// <summary>A stanza whose fields are the parameters and settable properties of a record, bound with positions, defaults and hints.</summary>
/// <typeparam name="TFields">A record. <c>TopCount</c> is written <c>top_count</c>; what has a default or is nullable may be left out. Types: see the guide on writing stanzas.</typeparam>
public abstract class Stanza<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties)] TFields>
    : Stanza
    where TFields : class
{
    /// <summary>Turns one use of the stanza into other stanzas, by calling <see cref="StanzaContext.Emit"/>. Not called when the fields don't bind.</summary>
    /// <param name="fields">What the user wrote, bound.</param>
    /// <param name="context">Asks questions, takes stanzas and problems.</param>
    /// <exception cref="StanzaFailedException">May be let through: it becomes an error at the stanza.</exception>
    protected abstract void Expand(TFields fields, StanzaContext context);

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Stanzas run in the plugin host or in an application that links them: neither is trimmed.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Stanzas run in the plugin host or in an application that links them: both have a JIT.")]
    protected internal sealed override void Expand(Node fields, StanzaContext context)
    {
        FieldBinder binder = new(context.Directory, context.Report);
        if (binder.TryBind(fields, typeof(TFields), FieldPath.Stanza, out object? bound))
        {
            Expand((TFields)bound, context);
        }
    }
}

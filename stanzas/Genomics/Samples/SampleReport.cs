using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Stanzas.Genomics.Samples;

/// <summary>What is wrong with the samples; all of it is told at the field that names them.</summary>
/// <param name="context">Takes the errors.</param>
/// <param name="origin">The field.</param>
internal sealed class SampleReport(StanzaContext context, FieldPath origin)
{
    /// <summary>Whether nothing was wrong so far.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Tells an error.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="hint">What would be right; null when there is nothing to say.</param>
    public void Add(string message, string? hint = null)
    {
        IsEmpty = false;
        context.Error(message, origin, hint);
    }
}

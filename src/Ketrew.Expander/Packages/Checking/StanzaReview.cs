using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Schemas;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Checking;

/// <summary>What a stanza of a package says about itself to who wants to write it.</summary>
/// <param name="Name">The package's own name for it.</param>
/// <param name="IsDocumented">True when there is a sentence about it.</param>
/// <param name="UndocumentedFields">Its fields about which there is none, in the order written.</param>
public sealed record StanzaReview(string Name, bool IsDocumented, ValueList<string> UndocumentedFields)
{
    /// <summary>Reviews the stanzas of a package that a workflow declares.</summary>
    /// <param name="options">The workflow.</param>
    /// <param name="package">The package's name.</param>
    /// <param name="cancellationToken">Ends builds and the plugin host.</param>
    /// <returns>In ordinal order of the names; empty when the package isn't declared, or can't be used.</returns>
    /// <exception cref="KetrewException">The surroundings fail.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static async Task<ValueList<StanzaReview>> OfAsync(ExpanderOptions options, string package, CancellationToken cancellationToken)
    {
        using PluginHost host = new(options.PluginHost);
        ResolvedWorkflow workflow = await ResolvedWorkflow.ResolveAsync(options, WorkflowExpander.Load(options, cancellationToken), host, cancellationToken);
        StanzaDescriptions descriptions = new(options.Cache.Descriptions, host);
        return workflow.Plugins.Where(plugin => plugin.Package?.Name == package)
            .SelectMany(plugin => plugin.Codes)
            .DistinctBy(code => code.Image.Key)
            .SelectMany(code => descriptions.Get(code, out _, cancellationToken))
            .Select(Of)
            .OrderBy(review => review.Name, StringComparer.Ordinal)
            .ToValueList();
    }

    private static StanzaReview Of(StanzaDescription stanza)
    {
        FieldType fields = stanza.Fields is FieldType.Reference reference
            ? stanza.Types.FirstOrDefault(type => type.Name == reference.Name)?.Type ?? stanza.Fields
            : stanza.Fields;
        return new StanzaReview(
            stanza.Name,
            stanza.Documentation.Length > 0,
            fields is FieldType.Record record ? record.Fields.Where(field => field.Documentation.Length == 0).Select(field => field.Name).ToValueList() : []);
    }
}

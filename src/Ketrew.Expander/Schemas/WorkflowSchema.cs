using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language.Loading;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Schemas;

/// <summary>JSON Schema (draft 7) of workflow files, for editors: the language, and the custom stanzas in scope.</summary>
/// <param name="Text">The schema; null when no workflow file could be read.</param>
/// <param name="Diagnostics">What is wrong with the workflow files and plugins, as far as they had to be read.</param>
public sealed record WorkflowSchema(string? Text, ValueList<Diagnostic> Diagnostics)
{
    /// <summary>The schema of a workflow of which nothing was read yet: it takes custom stanzas of any name.</summary>
    public static string Unread => ScopeSchema.Unread;

    /// <summary>Describes the files of a directory.</summary>
    /// <param name="options">The workflow.</param>
    /// <param name="directory">The directory; a file that lies there or in the nearest directory above speaks for it.</param>
    /// <param name="isIncluded">True for files that other files <c>include</c>.</param>
    /// <param name="cancellationToken">Ends plugin builds and the plugin host.</param>
    /// <exception cref="KetrewException">The surroundings fail: no <c>dotnet</c> to build a plugin with, the plugin host is missing.</exception>
    /// <exception cref="IOException">A file that is there can't be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<WorkflowSchema> DescribeAsync(ExpanderOptions options, ProjectPath directory, bool isIncluded, CancellationToken cancellationToken)
    {
        LoadedWorkflow files = WorkflowExpander.Load(options, cancellationToken);
        if (files.Scopes.IsEmpty)
        {
            return new WorkflowSchema(null, files.Diagnostics);
        }

        using PluginHost host = new(options.PluginHost);
        ResolvedWorkflow workflow = await ResolvedWorkflow.ResolveAsync(options, files, host, cancellationToken);
        List<Diagnostic> diagnostics = [.. workflow.Diagnostics];
        StanzaCatalog catalog = new(workflow.Plugins, diagnostics.Add);
        StanzaDescriptions descriptions = new(options.Cache.Descriptions, host);
        ScopeSchema schema = new(files.ScopeAt(directory) ?? files.Scopes[0], directory, catalog, workflow.IsIncomplete);
        Dictionary<string, ValueList<StanzaDescription>> known = [];
        // All plugins, not only those in scope here: the schemas that workflow files name are brought up to date as well.
        foreach ((PluginCode code, DeclaredPlugin plugin) in workflow.Plugins.SelectMany(plugin => plugin.Codes.Select(code => (code, plugin))).DistinctBy(item => item.code.Image.Key))
        {
            known.Add(code.Image.Key, descriptions.Get(code, out string? problem, cancellationToken));
            if (problem is not null)
            {
                diagnostics.Add(ExpansionProblem.NotDescribed(plugin, problem));
            }
        }

        new SchemaFiles(options.Root, catalog, descriptions, options.Looking).Refresh(files.Scopes, workflow.IsIncomplete, cancellationToken);
        return new WorkflowSchema(schema.Write(code => known[code.Image.Key], isIncluded), [.. diagnostics]);
    }
}

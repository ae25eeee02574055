using System.Diagnostics;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Expansion;

/// <summary>Tells whether the expressions of templates can be read, before anybody uses one. The plugin host reads them; what it says is remembered like an expansion.</summary>
/// <param name="cache">Remembers.</param>
/// <param name="host">Is asked about templates that it hasn't seen.</param>
/// <param name="report">Takes what is wrong.</param>
/// <param name="required">What the sandbox must withhold at least.</param>
internal sealed class TemplateCheck(ObservationCache cache, PluginHost host, Action<Diagnostic> report, SandboxLevel required)
{
    /// <summary>The plugins that can be used: all but templates with a mistake.</summary>
    /// <param name="plugins">Those of a workflow.</param>
    /// <param name="cancellationToken">Ends the plugin host.</param>
    public IReadOnlyList<DeclaredPlugin> Check(IReadOnlyList<DeclaredPlugin> plugins, CancellationToken cancellationToken)
    {
        (DeclaredPlugin Plugin, PluginCode Code)[] unknown =
        [
            .. plugins.SelectMany(plugin => plugin.Codes.Where(IsUnknown).Select(code => (plugin, code))).DistinctBy(pair => pair.code.Identity),
        ];
        Ask(unknown, cancellationToken);
        return [.. plugins.Where(plugin => plugin.Codes.Select(IsGood).ToArray().All(isGood => isGood))];
    }

    private bool IsUnknown(PluginCode code) => code.Template is not null && Find(code) is null;

    private bool IsGood(PluginCode code)
    {
        if (code.Template is not { } template)
        {
            return true;
        }

        if (Find(code) is not { } record)
        {
            return false;
        }

        foreach (StanzaDiagnostic problem in record.Diagnostics)
        {
            report(new Diagnostic(problem.Code, problem.Message, problem.Place is { } place ? template.Source.SpanOf(place) : null) { Hint = problem.Hint });
        }

        return record.Diagnostics.IsEmpty;
    }

    private void Ask((DeclaredPlugin Plugin, PluginCode Code)[] templates, CancellationToken cancellationToken)
    {
        StanzaQuery[] queries = [.. templates.Select(template =>
            new StanzaQuery((HostedPlugin)template.Code.Image, TemplateDefinition.Check, ProjectPath.Root, Node.Mapping(), Node.Mapping()))];
        Observer observer = new(queries.Length);
        host.Expand(queries, observer, cancellationToken);
        for (int i = 0; i < templates.Length; i++)
        {
            Remember(templates[i].Plugin, templates[i].Code, observer.Outcomes[i]);
        }
    }

    private void Remember(DeclaredPlugin plugin, PluginCode code, ExpansionOutcome? outcome)
    {
        switch (outcome)
        {
            case ExpansionOutcome.Expanded expanded:
                cache.Add(new ExpansionRecord(KeyOf(code), new ExpansionSubject("", "", code.Identity), [], [], expanded.Diagnostics) { Sandbox = host.Sandbox!.Level });
                break;
            case ExpansionOutcome.Unloadable unloadable:
                report(ExpansionProblem.Unloadable(plugin, unloadable.Problem));
                break;
            default:
                report(ExpansionProblem.Of(plugin.Name, outcome) with { Span = plugin.Declaration.NameSpan });
                break;
        }
    }

    private ExpansionRecord? Find(PluginCode code) =>
        cache.Find(KeyOf(code), required, static _ => throw new UnreachableException("Reading a template asks nothing.")) is CacheLookup.Hit hit ? hit.Record : null;

    private static Digest KeyOf(PluginCode code) => Digest.Of("template check", code.Identity);

    private sealed class Observer(int count) : IExpansionObserver
    {
        public ExpansionOutcome?[] Outcomes { get; } = new ExpansionOutcome?[count];

        public void Find(HostedPlugin plugin, IReadOnlyList<AssemblyFinding> findings)
        {
        }

        public void Begin(int query)
        {
        }

        public Answer Answer(int query, Question question, string pluginLine) => new Answer.Refused("a template that is read asks nothing");

        public void End(int query, ExpansionOutcome outcome) => Outcomes[query] = outcome;
    }
}

using System.CommandLine;
using Ketrew.CommandLine.Projects;
using Ketrew.Expander;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew show</c>: the defaults in force, and where each comes from.</summary>
internal sealed class ShowVerb : Verb
{
    public ShowVerb(Session session)
        : base("show", "Show the defaults of each directory and where they come from", session) => AddWorkflowOptions();

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } = [("ketrew show", "all of them, outermost first")];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        if (await LoadAsync(parsed) is not { } workflow)
        {
            return ExitCode.BadInput;
        }

        ProjectLocation location = workflow.Location;
        Terminal.Print($"project    {location.Root}\nworkflow   {location.File}\nstate      {location.StateDirectory}\ntargets    {workflow.Graph.Count}\n");
        int width = workflow.Expansion.Defaults.Max(setting => Label(setting).Length);
        foreach (DefaultSetting setting in workflow.Expansion.Defaults)
        {
            Terminal.Print($"{Label(setting).PadRight(width)}  {setting.Value,-24}  {setting.Span?.ToString() ?? "the language"}");
        }

        return ExitCode.Done;
    }

    private static string Label(DefaultSetting setting) => setting.Directory.IsRoot ? setting.Name : $"{setting.Directory}: {setting.Name}";
}

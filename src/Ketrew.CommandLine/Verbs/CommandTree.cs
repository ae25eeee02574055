using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Ketrew.CommandLine.Output;

namespace Ketrew.CommandLine.Verbs;

/// <summary>All verbs, grouped as the help shows them.</summary>
internal static class CommandTree
{
    /// <summary>The root command with everything below it.</summary>
    public static RootCommand Create(Session session)
    {
        (string Group, Verb[] Verbs)[] groups =
        [
            ("Work", [new RunVerb(session), new RestartVerb(session), new KillVerb(session), new StatusVerb(session), new LogsVerb(session), new CleanVerb(session), CacheVerbs(session), BackendVerbs(session)]),
            ("Look back", [new HistoryVerb(session), new TimelineVerb(session)]),
            ("Understand", [new ExpandVerb(session), new ExplainVerb(session), new GraphVerb(session), new ShowVerb(session), new SchemaVerb(session)]),
            ("Plugin packages", [PluginVerbs(session), new SitesVerb(session)]),
            ("Begin", [new InitVerb(session), new DoctorVerb(session)]),
        ];
        RootCommand root = new("Turns short workflow files into plain targets and runs them.");
        foreach (Verb verb in groups.SelectMany(group => group.Verbs))
        {
            root.Add(verb);
        }

        HelpPage page = new(session.Terminal, groups);
        foreach (Option option in root.Options)
        {
            option.Action = option switch
            {
                HelpOption => new ShowHelp(page),
                VersionOption => new ShowVersion(session.Terminal),
                _ => option.Action,
            };
        }

        root.SetAction(_ => page.Print(root));
        return root;
    }

    private static VerbGroup PluginVerbs(Session session) => new(
        "plugin",
        "Write, install and look at plugin packages",
        session,
        [
            new PluginNewVerb(session),
            new PluginCheckVerb(session),
            new PluginPackVerb(session),
            new PluginInstallVerb(session),
            new PluginRemoveVerb(session),
            new PluginListVerb(session),
            new PluginWhichVerb(session),
        ]);

    private static VerbGroup BackendVerbs(Session session) => new(
        "backend", "Look at where targets run, and ask there", session, [new BackendListVerb(session), new BackendCheckVerb(session), new BackendQueryVerb(session)]);

    private static VerbGroup CacheVerbs(Session session) => new(
        "cache", "Look after what is remembered", session, [new CacheStatsVerb(session), new CacheVerifyVerb(session), new CachePruneVerb(session)]);

    private sealed class ShowHelp(HelpPage page) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult) => page.Print(parseResult.CommandResult.Command);
    }

    private sealed class ShowVersion(Terminal terminal) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            terminal.Print(ProductVersion.Line);
            return ExitCode.Done;
        }
    }
}

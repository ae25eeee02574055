using System.Runtime.Versioning;
using Ketrew.CommandLine.Projects;
using Ketrew.CommandLine.Unchanged;
using Ketrew.Engine.Snapshots;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Observations;

namespace Ketrew.CommandLine.Tests.Unchanged;

/// <summary>A project whose one custom stanza asks for something of everything: its plugin is built from a project, and adds files of a package and what a tool says.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PluginProject : IAsyncDisposable
{
    private const int MostRuns = 100;

    private readonly ProgramProject _project = new();

    public PluginProject()
    {
        Write("workflow.yaml", """
            ketrew: 1
            plugins:
              - { project: plugin, allow: { tools: [tools/say.sh] } }
              - package: acme.words
            stanzas:
              - asking: { name: one }
              - acme.words.shout: { name: two }
            """);
        Write("plugin/Asking.cs", """
            // one
            using Ketrew.Sdk;

            [Stanza("asking")]
            public sealed class AskingStanza : Stanza<AskingStanza.Fields>
            {
                public sealed record Fields(string Name);

                protected override void Expand(Fields fields, StanzaContext context)
                {
                    string text = context.ReadText("data/a.txt") + context.SiteText("acme.words", "words", "hello.txt") + context.RunTool("tools/say.sh", [], ["data/a.txt"]);
                    text += context.ReadValue("settings.json", "/name") + string.Concat(context.Lines("settings.json", "greeting"));
                    int files = context.Glob("data/*.txt").Count + context.SiteFiles("acme.words", "words", "**").Count;
                    context.Emit(new TargetStanza(fields.Name) { Run = $"echo {text.Length} {files} > {fields.Name}.out", Outputs = [$"{fields.Name}.out"] });
                }
            }
            """);
        Write("plugin/Asking.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="Ketrew.Sdk" HintPath="$(KetrewSdkDirectory)/Ketrew.Sdk.dll" Private="false" />
              </ItemGroup>
            </Project>
            """);
        Write("plugin/obj/project.assets.json", "{}");
        Write("data/a.txt", "a\n");
        Write("data/b.txt", "b\n");
        WriteSettings("one", "free");
        Write("tools/say.sh", "#!/bin/sh\ncat data/a.txt\n");
        File.SetUnixFileMode(this["tools/say.sh"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        WritePackage("1.0.0");
    }

    public string this[string relative] => _project[relative];

    /// <summary>What its plugin was built to: the last few builds.</summary>
    public IEnumerable<string> Assemblies => Directory.EnumerateFiles(this[".ketrew/plugins"], "Asking.dll", SearchOption.AllDirectories);

    public ValueTask DisposeAsync() => _project.DisposeAsync();

    public void Write(string relative, string text) => _project.Write(relative, text);

    /// <summary>Writes a file of which one value is asked for, and the lines with greetings.</summary>
    public void WriteSettings(string name, string rest) => Write("settings.json", $$"""{ "name": "{{name}}", "rest": "{{rest}}" }""");

    /// <summary>Installs a version of the package.</summary>
    public void WritePackage(string version)
    {
        string folder = $".ketrew/packages/acme.words/{version}";
        Write($"{folder}/ketrew-plugin.yaml", $$"""
            ketrew-plugin: 1
            name: acme.words
            version: {{version}}
            stanzas: [template: shout.yaml]
            sites: { words: what to say }
            files: [{ site: words, from: hello.txt }]
            """);
        Write($"{folder}/shout.yaml", """
            ketrew: 1
            name: shout
            fields:
              name: text
            expand:
              - target: { name: "{{ name }}", run: "echo {{ name }} > {{ name }}.out", outputs: ["{{ name }}.out"] }
            """);
        Write($"{folder}/hello.txt", "hello");
    }

    /// <summary>True when the program would answer without looking further than the status of files.</summary>
    /// <param name="verb">What is asked for.</param>
    /// <param name="environment">Looks a variable up.</param>
    public bool IsAnswered(string verb, Func<string, string?>? environment = null)
    {
        SnapshotKey here = RunKey.Of(ProjectLocation.Beside(this["workflow.yaml"]), isLocked: false, SandboxLevel.Sources, [], verb);
        SnapshotKey key = here with { Program = here.Program.Replace(AppContext.BaseDirectory, $"{Path.GetDirectoryName(KetrewProgram.FileName)}/", StringComparison.Ordinal) };
        environment ??= Environment.GetEnvironmentVariable;
        return verb == "run" ? Look(key, environment) is SnapshotVerdict.Same : ExpansionSnapshot.TryAnswer(key, environment, threads: 2) is not null;
    }

    /// <summary>What the program prints that looks at everything; without what happens once.</summary>
    public async Task<string> LookAtAllAsync()
    {
        Outcome expanded = await _project.RunAsync("expand", "--keep-intermediate");
        Outcome dry = await _project.RunAsync("run", "--dry-run");
        return $"{expanded.ExitCode} {expanded.Output}\n{dry.ExitCode} {dry.Output}";
    }

    private SnapshotVerdict Look(SnapshotKey key, Func<string, string?> environment)
    {
        using PlanSnapshot? snapshot = PlanSnapshot.TryOpen(key, environment);
        SnapshotVerdict verdict = snapshot?.Look(threads: 2) ?? SnapshotVerdict.Unknown;
        return verdict is SnapshotVerdict.AnswersMayDiffer ? snapshot!.Ask(new ContentAnswers(_project.FullPath).IsSame) : verdict;
    }

    /// <summary>Runs, or expands, until that is answered so: what was written a moment ago is not trusted at first.</summary>
    public async Task SettleAsync(string verb = "run")
    {
        Outcome outcome = new(0, "", "");
        for (int i = 0; i < MostRuns && outcome.ExitCode == 0 && !IsAnswered(verb); i++)
        {
            outcome = await _project.RunAsync(verb);
        }

        Assert.True(IsAnswered(verb), $"{verb} is never answered by what the one before saw: {outcome}");
    }
}

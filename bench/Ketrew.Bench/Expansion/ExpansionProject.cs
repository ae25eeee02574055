using System.Globalization;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench.Expansion;

/// <summary>A folder with a plugin, built once, and a workflow file of many stanzas of it, each asking one question.</summary>
/// <param name="folder">Absolute.</param>
/// <param name="size">The number of stanzas.</param>
internal sealed class ExpansionProject(string folder, int size)
{
    // Each glob is answered by one of so many folders; a new file in one of them changes size/100 answers.
    private const int DataFolders = 100;

    private const string PluginSource = """
        using Ketrew.Sdk;

        [Stanza("measured")]
        public sealed class MeasuredStanza : Stanza<MeasuredStanza.Fields>
        {
            public sealed record Fields(string Name, GlobPattern Files);

            protected override void Expand(Fields fields, StanzaContext context) =>
                context.Emit(new TargetStanza(fields.Name)
                {
                    Inputs = [.. context.Glob(fields.Files).Select(file => (GlobPattern)file)],
                    Exec = ["echo", fields.Name],
                    StandardOutput = $"out/{fields.Name}",
                });
        }
        """;

    /// <summary>Absolute.</summary>
    public string Folder { get; } = folder;

    /// <summary>The number of stanzas, each of which makes one target.</summary>
    public int Size { get; } = size;

    private string WorkflowFile => Path.Combine(Folder, "workflow.yaml");

    /// <summary>Writes everything and builds the plugin.</summary>
    public void Create()
    {
        for (int i = 0; i < DataFolders; i++)
        {
            Write($"data/{i}/first.txt", "");
        }

        Write("plugin/Measured.cs", PluginSource);
        Write("plugin/Measured.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{KetrewProgram.Root}/src/Ketrew.Sdk/Ketrew.Sdk.csproj" />
              </ItemGroup>
            </Project>
            """);
        KetrewProgram.Build(Path.Combine(Folder, "plugin"), folder: Path.Combine(Folder, "lib"));
        WriteWorkflow(firstName: "made-first");
    }

    /// <summary>Removes everything that is remembered between runs.</summary>
    public void Forget()
    {
        string state = Path.Combine(Folder, ".ketrew");
        if (Directory.Exists(state))
        {
            Directory.Delete(state, recursive: true);
        }
    }

    /// <summary>Writes another value into a field of the first stanza.</summary>
    /// <param name="round">Makes it a value that was never there.</param>
    public void EditStanza(int round) => WriteWorkflow(firstName: $"made-edited-{round}");

    /// <summary>Adds a file that changes the answers to one stanza in a hundred.</summary>
    /// <param name="round">Makes it a file that was never there.</param>
    public void ChangeAnswer(int round) => Write($"data/{DataFolders / 2}/added-{round}.txt", "");

    private void WriteWorkflow(string firstName)
    {
        using StreamWriter file = new(WorkflowFile);
        file.WriteLine("ketrew: 1\nplugins:\n  - assembly: lib/Measured.dll\nstanzas:");
        for (int i = 0; i < Size; i++)
        {
            string name = i == 0 ? firstName : string.Create(CultureInfo.InvariantCulture, $"made-{i}");
            file.WriteLine($"  - measured: {{ name: {name}, files: \"data/{i % DataFolders}/*.txt\" }}");
        }
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}

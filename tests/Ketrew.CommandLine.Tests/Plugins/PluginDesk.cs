using System.Text;
using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests.Plugins;

/// <summary>A place to write, install and use packages, which knows nothing of those of the machine. It writes down what was typed and what was answered.</summary>
internal sealed partial class PluginDesk : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private readonly StringBuilder _transcript = new();

    public PluginDesk()
    {
        _environment["XDG_DATA_HOME"] = _directory["home"];
        _environment["NUGET_PACKAGES"] = _directory["nuget"];
        _environment["KETREW_SITES"] = "";
    }

    /// <summary>The absolute path of something.</summary>
    public string this[string relative] => _directory[relative];

    /// <summary>All that was typed and answered, without what differs each time.</summary>
    public string Transcript => Digests().Replace(Times().Replace(_transcript.ToString(), "TIME"), "DIGEST…").Replace(_directory.FullPath, "…", StringComparison.Ordinal);

    public PluginDesk Write(string relative, string text)
    {
        _directory.Write(relative, text);
        return this;
    }

    /// <summary>The folder of a package that has files for sites only: nothing has to be compiled.</summary>
    public PluginDesk WriteSites(string folder, string name, string version, string more, params string[] files)
    {
        foreach (string file in files)
        {
            Write($"{folder}/{file}", $"{file} of {name}\n");
        }

        return Write($"{folder}/ketrew-plugin.yaml", $"ketrew-plugin: 1\nname: {name}\nversion: {version}\n{more}\n");
    }

    /// <summary>The folder of a package with a stanza `hello` in a single file.</summary>
    public PluginDesk WriteHello(string folder, string name, string version, string more = "") => Write($"{folder}/hello.stanza.cs",
            """
            /// <summary>Greets.</summary>
            [Stanza("hello")]
            public sealed class HelloStanza : Stanza<HelloStanza.Fields>
            {
                /// <param name="Who">Whom.</param>
                public sealed record Fields(string Who = "you");

                protected override void Expand(Fields fields, StanzaContext context) =>
                    context.Emit(new TargetStanza("hello") { Run = $"echo hello {Shell.Quote(fields.Who)}" });
            }
            """)
        .Write($"{folder}/example.yaml", $"ketrew: 1\nplugins:\n  - package: .\nstanzas:\n  - {name}.hello: {{ who: world }}\n")
        .Write($"{folder}/ketrew-plugin.yaml", $"ketrew-plugin: 1\nname: {name}\nversion: {version}\n{more}\nstanzas:\n  - source: hello.stanza.cs\n");

    public PluginDesk Set(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    /// <summary>Types a command line of ketrew.</summary>
    /// <param name="directory">Where; relative.</param>
    /// <param name="line">What stands behind <c>ketrew</c>, with blanks between.</param>
    public async Task<Outcome> TypeAsync(string directory, string line)
    {
        Directory.CreateDirectory(_directory[directory]);
        Outcome outcome = await KetrewProgram.RunAsync(KetrewProgram.FileName, _directory[directory], [.. Words().Matches(line).Select(word => word.Value.Trim('"'))], _environment);
        _transcript.Append($"{(directory == "." ? "" : directory)}$ ketrew {line}\n{outcome.Output}{outcome.Error}{(outcome.ExitCode == 0 ? "" : $"exit code {outcome.ExitCode}\n")}\n");
        return outcome;
    }

    /// <summary>Runs the .NET SDK.</summary>
    public Task<Outcome> DotnetAsync(string directory, params string[] arguments) => KetrewProgram.RunAsync("dotnet", _directory[directory], arguments, _environment);

    public void Dispose() => _directory.Dispose();

    [GeneratedRegex(@"\d+\.\d+ s\b", RegexOptions.CultureInvariant)]
    private static partial Regex Times();

    [GeneratedRegex("[0-9a-f]{12,64}…?", RegexOptions.CultureInvariant)]
    private static partial Regex Digests();

    [GeneratedRegex("\"[^\"]*\"|\\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

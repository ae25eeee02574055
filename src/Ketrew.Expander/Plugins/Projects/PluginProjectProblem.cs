using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>The texts about plugin projects.</summary>
internal static class PluginProjectProblem
{
    public static Diagnostic NoProject(string path) =>
        new("KP001", $"`{path}` holds no project file", null) { Hint = $"dotnet new classlib --output {path}" };

    public static Diagnostic MissingProject(string path) => new("KP001", $"the project file `{path}` doesn't exist", null);

    public static Diagnostic NotAProject(string path) =>
        new("KP001", $"`{path}` is no project file", null) { Hint = "name a folder with a `.csproj`, or the `.csproj`" };

    public static Diagnostic SeveralProjects(string path, IEnumerable<string> names) =>
        new("KP002", $"`{path}` holds several project files", null) { Hint = $"name one of {string.Join(", ", names.Select(name => $"`{path}/{name}`"))}" };

    public static Diagnostic CompilerError(string code, string text, SourceSpan? at, string command) =>
        new("KP003", code.Length == 0 ? text : $"{code}: {text}", at) { Hint = command };

    public static Diagnostic BuildFailed(string project, string lastLine, string command) =>
        new("KP004", $"`{project}` can't be built{(lastLine.Length == 0 ? "" : $": {lastLine}")}", null) { Hint = command };

    public static Diagnostic NoAssembly(string project, string command) =>
        new("KP005", $"the build of `{project}` made no assembly with a `.deps.json` file beside it", null) { Hint = command };

    public static Diagnostic StillChanging(string project) =>
        new("KP006", $"the sources of `{project}` changed while it was built, again and again", null);
}

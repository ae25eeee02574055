using System.Diagnostics;

namespace Ketrew.Sdk.Observations;

/// <summary>The only way a stanza learns anything about the world. Asked through <see cref="StanzaContext"/>, answered and recorded by the engine.</summary>
public abstract record Question
{
    private Question()
    {
    }

    /// <summary>The content of a UTF-8 file.</summary>
    /// <param name="Path">The file.</param>
    public sealed record ReadText(ProjectPath Path) : Question;

    /// <summary>The bytes of a file.</summary>
    /// <param name="Path">The file.</param>
    public sealed record ReadBytes(ProjectPath Path) : Question;

    /// <summary>One value of a JSON, YAML or XML file.</summary>
    /// <param name="Path">The file; its extension says what it is.</param>
    /// <param name="Pointer">A JSON pointer (<c>/version</c>); in XML, element names and a last <c>@attribute</c>.</param>
    public sealed record ReadValue(ProjectPath Path, string Pointer) : Question;

    /// <summary>The lines of a UTF-8 file that match an expression.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Expression">A .NET regular expression, culture-invariant.</param>
    public sealed record Lines(ProjectPath Path, string Expression) : Question;

    /// <summary>What is at a path.</summary>
    /// <param name="Path">The path.</param>
    public sealed record Exists(ProjectPath Path) : Question;

    /// <summary>The names in a directory.</summary>
    /// <param name="Directory">The directory.</param>
    public sealed record List(ProjectPath Directory) : Question;

    /// <summary>The files that match a pattern.</summary>
    /// <param name="Pattern">The pattern, with its exclusions.</param>
    public sealed record Glob(GlobPattern Pattern) : Question;

    /// <summary>A variable of the environment, one that the <c>plugins:</c> entry allows.</summary>
    /// <param name="Name">The variable.</param>
    public sealed record Environment(string Name) : Question;

    /// <summary>A fact of the machine.</summary>
    /// <param name="Facet">Which.</param>
    public sealed record Platform(PlatformFacet Facet) : Question;

    /// <summary>The content of a UTF-8 file of a site.</summary>
    /// <param name="Package">The package that defines the site.</param>
    /// <param name="Site">The site's name in that package.</param>
    /// <param name="Path">The file, relative to the site.</param>
    public sealed record SiteText(string Package, string Site, ProjectPath Path) : Question;

    /// <summary>The files of a site, whichever packages put them there.</summary>
    /// <param name="Package">The package that defines the site.</param>
    /// <param name="Site">The site's name in that package.</param>
    /// <param name="Pattern">The pattern, with its exclusions; relative to the site.</param>
    public sealed record SiteFiles(string Package, string Site, GlobPattern Pattern) : Question;

    /// <summary>What a tool prints, one that the <c>plugins:</c> entry allows. The engine runs it, in a directory that holds the inputs and nothing else.</summary>
    /// <param name="Tool">A name on the search path, or a path of the project with a <c>/</c> in it.</param>
    /// <param name="Arguments">As the tool gets them.</param>
    /// <param name="Inputs">Files of the project, which the tool finds under these paths.</param>
    public sealed record RunTool(string Tool, ValueList<string> Arguments, ValueList<ProjectPath> Inputs) : Question;

    /// <summary>The content of a UTF-8 file that a target writes. The target is brought up to date first.</summary>
    /// <param name="Target">The target.</param>
    /// <param name="Path">One of its outputs, or a file below one.</param>
    public sealed record OutputOf(TargetId Target, ProjectPath Path) : Question;

    /// <summary>How people read it: <c>glob src/*.cs</c>.</summary>
    public sealed override string ToString() => this is RunTool tool
        ? string.Join(' ', tool.Arguments.Prepend(tool.Tool).Prepend("run"))
        : string.Join(' ', ToParts());

    /// <summary>The kind and the arguments: how a question is sent and recorded.</summary>
    internal ValueList<string> ToParts() => this switch
    {
        ReadText question => ["read-text", question.Path.Value],
        ReadBytes question => ["read-bytes", question.Path.Value],
        ReadValue question => ["read-value", question.Path.Value, question.Pointer],
        Lines question => ["lines", question.Path.Value, question.Expression],
        Exists question => ["exists", question.Path.Value],
        List question => ["list", question.Directory.Value],
        Glob question => ["glob", .. question.Pattern.Patterns],
        Environment question => ["environment", question.Name],
        SiteText question => ["site-text", question.Package, question.Site, question.Path.Value],
        SiteFiles question => ["site-files", question.Package, question.Site, .. question.Pattern.Patterns],
        RunTool question => ["run-tool", question.Tool, .. question.Arguments.Select(argument => $"-{argument}"), .. question.Inputs.Select(path => $"<{path}")],
        OutputOf question => ["output-of", question.Target.Value, question.Path.Value],
        Platform question => ["platform", question.Facet == PlatformFacet.OperatingSystem ? "os" : "architecture"],
        _ => throw new UnreachableException(),
    };

    /// <summary>What <see cref="ToParts"/> made.</summary>
    /// <exception cref="FormatException">No question has these parts.</exception>
    internal static Question FromParts(ValueList<string> parts) => parts.AsSpan() switch
    {
        ["read-text", var path] => new ReadText(ProjectPath.Parse(path)),
        ["read-bytes", var path] => new ReadBytes(ProjectPath.Parse(path)),
        ["read-value", var path, var pointer] => new ReadValue(ProjectPath.Parse(path), pointer),
        ["lines", var path, var expression] => new Lines(ProjectPath.Parse(path), expression),
        ["exists", var path] => new Exists(ProjectPath.Parse(path)),
        ["list", var path] => new List(ProjectPath.Parse(path)),
        ["glob", .. var patterns] => new Glob(new GlobPattern(ValueList.Create(patterns))),
        ["environment", var name] => new Environment(name),
        ["site-text", var package, var site, var path] => new SiteText(package, site, ProjectPath.Parse(path)),
        ["site-files", var package, var site, .. var patterns] => new SiteFiles(package, site, new GlobPattern(ValueList.Create(patterns))),
        ["run-tool", var tool, .. var rest] => new RunTool(
            tool, Marked(rest, '-').ToValueList(), Marked(rest, '<').Select(path => ProjectPath.Parse(path)).ToValueList()),
        ["output-of", var target, var path] => new OutputOf(new TargetId(target), ProjectPath.Parse(path)),
        ["platform", "os"] => new Platform(PlatformFacet.OperatingSystem),
        ["platform", "architecture"] => new Platform(PlatformFacet.Architecture),
        _ => throw new FormatException($"`{string.Join(' ', parts)}` is no question."),
    };

    // Arguments and inputs are told apart by their first character.
    private static List<string> Marked(ReadOnlySpan<string> parts, char mark)
    {
        List<string> marked = [];
        foreach (string part in parts)
        {
            if (part.Length == 0 || part[0] is not ('-' or '<'))
            {
                throw new FormatException($"`{part}` is no argument and no input.");
            }

            if (part[0] == mark)
            {
                marked.Add(part[1..]);
            }
        }

        return marked;
    }
}

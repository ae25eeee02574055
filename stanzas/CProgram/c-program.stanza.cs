// `c-program` and `c-library`: one target per source file, one that links. Headers are found by following `#include`,
// so that an edited header compiles what includes it, directly or not, and nothing else.
using System.Text.RegularExpressions;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Syntax;

/// <summary>A program made of C and C++ files.</summary>
[Stanza("c-program", Since = "0.2")]
public sealed class CProgramStanza : Stanza<NativeFields>
{
    protected override void Expand(NativeFields fields, StanzaContext context)
    {
        NativeBuild build = new(fields, context);
        ProjectPath program = fields.Output ?? build.Directory / fields.Name;
        build.Link(program, [build.Linker, .. fields.LinkFlags, "-o", build.Word(program), .. build.Objects.Select(build.Word), .. build.LinkedWords]);
    }
}

/// <summary>A library made of C and C++ files.</summary>
[Stanza("c-library", Since = "0.2")]
public sealed class CLibraryStanza : Stanza<NativeFields>
{
    protected override void Expand(NativeFields fields, StanzaContext context)
    {
        NativeBuild build = new(fields, context);
        ProjectPath library = fields.Output ?? build.Directory / $"lib{fields.Name}{(fields.Shared ? ".so" : ".a")}";
        build.Link(library, fields.Shared
            ? [build.Linker, "-shared", .. fields.LinkFlags, "-o", build.Word(library), .. build.Objects.Select(build.Word), .. build.LinkedWords]
            : [fields.Archiver, "rcs", build.Word(library), .. build.Objects.Select(build.Word)]);
    }
}

/// <summary>What both stanzas are told.</summary>
/// <param name="Name">Of the program or library, and of the target that makes it.</param>
/// <param name="Sources">Files to compile: `.c`, `.cc`, `.cpp`, `.cxx`, `.s`, `.S`.</param>
public sealed record NativeFields(string Name, GlobPattern Sources)
{
    /// <summary>Directories where headers are looked for.</summary>
    public ValueList<ProjectPath> Include { get; init; }

    /// <summary>Macros: `{ DEBUG: 1 }`.</summary>
    public Dictionary<string, string>? Defines { get; init; }

    /// <summary>Further arguments of each compilation: `[-O2, -Wall]`.</summary>
    public ValueList<string> Flags { get; init; }

    /// <summary>Further arguments of the linker.</summary>
    public ValueList<string> LinkFlags { get; init; }

    /// <summary>Libraries and objects of this project to link, in order: outputs of other stanzas may be among them.</summary>
    public ValueList<Located<ProjectPath>> Link { get; init; }

    /// <summary>Libraries of the system: `[m, pthread]`.</summary>
    public ValueList<string> Libraries { get; init; }

    /// <summary>What every compilation reads beside its source and headers: headers that other targets make, say.</summary>
    public ValueList<GlobPattern> Inputs { get; init; }

    /// <summary>Compiles and links C.</summary>
    public string Compiler { get; init; } = "cc";

    /// <summary>Compiles C++, and links when there is any.</summary>
    public string CxxCompiler { get; init; } = "c++";

    /// <summary>Makes static libraries.</summary>
    public string Archiver { get; init; } = "ar";

    /// <summary>Whether a library is a shared one.</summary>
    public bool Shared { get; init; }

    /// <summary>Takes everything that is made; `build` when left out.</summary>
    public ProjectPath? Build { get; init; }

    /// <summary>The program or library itself; in the build directory when left out.</summary>
    public ProjectPath? Output { get; init; }
}

/// <summary>The compilations of one program or library.</summary>
internal sealed class NativeBuild
{
    private static readonly string[] _cxx = [".cc", ".cpp", ".cxx"];
    private static readonly string[] _known = [".c", ".s", ".S", .. _cxx];

    private readonly NativeFields _fields;
    private readonly StanzaContext _context;
    private readonly HashSet<string> _names = [];

    public NativeBuild(NativeFields fields, StanzaContext context)
    {
        _fields = fields;
        _context = context;
        Directory = fields.Build ?? context.Directory / "build";
        ProjectPath[] sources = [.. context.Glob(fields.Sources)];
        if (sources.Length == 0)
        {
            context.Error("no source file matches", FieldPath.Stanza / "sources", "sources: \"src/**/*.c\"");
        }

        Linker = sources.Any(IsCxx) ? fields.CxxCompiler : fields.Compiler;
        HeaderSearch headers = new(fields.Include, context);
        Objects = [.. sources.Where(IsKnown).Select(source => Compile(source, headers))];
    }

    /// <summary>Takes everything that is made.</summary>
    public ProjectPath Directory { get; }

    /// <summary>What links.</summary>
    public string Linker { get; }

    /// <summary>What the compilations make, in the order of the sources.</summary>
    public ProjectPath[] Objects { get; }

    /// <summary>What is linked beside the objects.</summary>
    public IEnumerable<string> LinkedWords => _fields.Link.Select(link => Word(link.Value)).Concat(_fields.Libraries.Select(library => $"-l{library}"));

    /// <summary>A path as an argument.</summary>
    public string Word(ProjectPath path) => path.RelativeTo(_context.Directory);

    /// <summary>Emits what makes the program or library.</summary>
    public void Link(ProjectPath output, IEnumerable<string> command) => _context.Emit(new TargetStanza(_fields.Name)
    {
        Inputs = [.. Objects, .. _fields.Link.Select(link => link.Value)],
        Outputs = [output],
        // An archive that is there would keep members whose source is gone.
        Steps = output.Extension == ".a" ? [new() { Exec = ["rm", "-f", Word(output)] }, new() { Exec = [.. command] }] : [],
        Exec = output.Extension == ".a" ? [] : [.. command],
    });

    private ProjectPath Compile(ProjectPath source, HeaderSearch headers)
    {
        ProjectPath made = Directory / "objects" / _fields.Name / $"{Word(source).Replace("../", "up/")}.o";
        _context.Emit(
            new TargetStanza(NameOf(source))
            {
                Description = $"compiles {Word(source)}",
                Inputs = [source, .. headers.Of(source), .. _fields.Inputs],
                Outputs = [made],
                Exec =
                [
                    IsCxx(source) ? _fields.CxxCompiler : _fields.Compiler,
                    .. _fields.Shared ? ["-fPIC"] : Array.Empty<string>(),
                    .. (_fields.Defines ?? []).Select(macro => $"-D{macro.Key}={macro.Value}"),
                    .. _fields.Include.Select(directory => $"-I{Word(directory)}"),
                    .. _fields.Flags,
                    "-c", Word(source), "-o", Word(made),
                ],
            },
            origin: FieldPath.Stanza / "sources");
        return made;
    }

    // The path makes a name that says what is compiled; two paths may make one.
    private string NameOf(ProjectPath source)
    {
        string path = string.Concat(Word(source).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-'));
        string name = $"{_fields.Name}-{path}";
        for (int next = 2; !_names.Add(name); next++)
        {
            name = $"{_fields.Name}-{path}-{next}";
        }

        return name;
    }

    private bool IsKnown(ProjectPath source)
    {
        if (!_known.Contains(source.Extension))
        {
            _context.Error($"`{source}` is nothing that a C compiler takes", FieldPath.Stanza / "sources", "sources: [\"src/*.c\", \"src/*.cpp\"]");
        }

        return _known.Contains(source.Extension);
    }

    private static bool IsCxx(ProjectPath source) => _cxx.Contains(source.Extension);
}

/// <summary>Which headers of the project a file includes, directly or not. What is not found is the system's, or made by a target.</summary>
internal sealed partial class HeaderSearch(ValueList<ProjectPath> directories, StanzaContext context)
{
    private const string Include = """^\s*#\s*(include|import)\s*[<"]([^>"]+)[>"]""";

    private readonly Dictionary<ProjectPath, List<ProjectPath>> _direct = [];
    private readonly Dictionary<ProjectPath, bool> _exists = [];

    /// <summary>In ordinal order, without the file itself.</summary>
    public IEnumerable<ProjectPath> Of(ProjectPath source)
    {
        SortedSet<ProjectPath> found = [];
        Stack<ProjectPath> open = new([source]);
        while (open.TryPop(out ProjectPath file))
        {
            foreach (ProjectPath header in DirectOf(file).Where(header => header != source && found.Add(header)))
            {
                open.Push(header);
            }
        }

        return found;
    }

    private List<ProjectPath> DirectOf(ProjectPath file)
    {
        if (!_direct.TryGetValue(file, out List<ProjectPath>? headers))
        {
            headers = [];
            foreach (string line in context.Lines(file, Include))
            {
                Match match = Regex.Match(line, Include);
                bool isQuoted = line.Contains('"');
                if (Find(match.Groups[2].Value, isQuoted ? file.Parent : (ProjectPath?)null) is { } header)
                {
                    headers.Add(header);
                }
            }

            _direct.Add(file, headers);
        }

        return headers;
    }

    // As compilers do: what is written in quotes is looked for beside the file first.
    private ProjectPath? Find(string name, ProjectPath? beside)
    {
        IEnumerable<ProjectPath> places = beside is { } directory ? directories.Prepend(directory) : directories;
        foreach (ProjectPath place in places)
        {
            if (ProjectPath.TryParse(name, place, out ProjectPath header, out _) && Exists(header))
            {
                return header;
            }
        }

        return null;
    }

    private bool Exists(ProjectPath header)
    {
        if (!_exists.TryGetValue(header, out bool exists))
        {
            exists = context.Exists(header) == EntryKind.File;
            _exists.Add(header, exists);
        }

        return exists;
    }
}

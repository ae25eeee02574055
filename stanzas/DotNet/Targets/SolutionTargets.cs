using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Planning;
using Ketrew.Stanzas.DotNet.Projects;

namespace Ketrew.Stanzas.DotNet.Targets;

/// <summary>Emits the targets of a solution.</summary>
internal sealed class SolutionTargets
{
    /// <summary>What stands for all projects among the test inputs.</summary>
    public const string AllProjects = "*";

    // Whatever shell the workflow's defaults name: the scripts are written for this one.
    private static readonly ValueList<string> _shell = ["sh", "-eu", "-c"];

    private readonly DotNetSolutionStanza.Fields _fields;
    private readonly ProjectGraph _graph;
    private readonly StanzaContext _context;
    private readonly TargetNames _names;
    private readonly DotnetCommands _commands;
    private readonly RecordScripts _scripts;
    private readonly ValueList<NamedValue> _environment;

    public SolutionTargets(DotNetSolutionStanza.Fields fields, ProjectGraph graph, StanzaContext context)
    {
        _fields = fields;
        _graph = graph;
        _context = context;
        _names = new TargetNames(fields.Name, graph.Projects);
        bool hasTestingPlatform = context.ReadValue(Directory / "global.json", "/test/runner") == "Microsoft.Testing.Platform";
        _commands = new DotnetCommands(fields, hasTestingPlatform);
        _scripts = new RecordScripts(Directory);
        _environment = _commands.Environment();
    }

    private ProjectPath Directory => _fields.Solution.Value.Parent;

    /// <summary>Emits all of them.</summary>
    /// <param name="tests">The project files whose tests are run.</param>
    public void Emit(IReadOnlySet<ProjectPath> tests)
    {
        EmitRestore();
        foreach (DotNetProject project in _graph.Projects)
        {
            EmitPackages(project);
            EmitBuild(project);
            if (tests.Contains(project.File))
            {
                EmitTest(project);
            }
        }

        EmitGroup("build", "Every project", _graph.Projects);
        if (_fields.Test)
        {
            EmitGroup("test", "The tests of every project", _graph.Projects.Where(project => tests.Contains(project.File)));
        }
    }

    private void EmitRestore() => _context.Emit(new TargetStanza(_names.Of("restore"))
    {
        Description = $"Packages of {_fields.Solution.Value}",
        Inputs = [.. _graph.Projects.SelectMany(project => project.RestoreFiles).Append(_fields.Solution.Value).Distinct().Order().Select(GlobPattern.Literal), .. Locks()],
        Outputs = [.. _graph.Projects.Select(project => project.Layout.Assets)],
        Interpreter = _shell,
        WorkingDirectory = Directory,
        Environment = _environment,
        Run = _commands.Restore(),
    });

    // Without `locked` they are written by restoring, and an input that is written is never up to date.
    private IEnumerable<GlobPattern> Locks() => _fields.Locked
        ? _graph.Projects.Select(project => project.File.Parent / "packages.lock.json").Where(path => _context.Exists(path) == EntryKind.File).Select(GlobPattern.Literal)
        : [];

    private void EmitPackages(DotNetProject project)
    {
        ProjectPath record = PackagesRecord(project);
        _context.Emit(new TargetStanza(_names.Of("packages", project))
        {
            Description = $"What restoring decided for {project.File}",
            Needs = [_names.Of("restore")],
            Outputs = [record],
            Interpreter = _shell,
            WorkingDirectory = Directory,
            Run = _scripts.Packages(project, record),
        });
    }

    private void EmitBuild(DotNetProject project)
    {
        DotNetProject[] uses = [.. _graph.Uses(project)];
        ProjectPath record = BuiltRecord(project);
        _context.Emit(new TargetStanza(_names.Of("build", project))
        {
            Description = $"Build {project.File}",
            Tags = ["build"],
            Needs = [_names.Of("packages", project), .. uses.Select(used => _names.Of("build", used))],
            Inputs = [.. project.Sources, .. _fields.Inputs is { } inputs ? [inputs] : Array.Empty<GlobPattern>()],
            Outputs = [record, .. project.Layout.Assemblies],
            Interpreter = _shell,
            WorkingDirectory = Directory,
            Environment = _environment,
            Steps =
            [
                new StepFields { Name = "build", Run = _commands.Build(project) },
                new StepFields { Name = "record", Run = _scripts.Built(project, record, uses.Select(BuiltRecord)) },
            ],
        });
    }

    private void EmitTest(DotNetProject project) => _context.Emit(new TargetStanza(_names.Of("test", project))
    {
        Description = $"Tests of {project.File}",
        Tags = ["test"],
        Needs = [_names.Of("build", project)],
        Inputs = [.. project.Sources, .. TestInputs(project)],
        Interpreter = _shell,
        WorkingDirectory = Directory,
        Environment = _environment,
        Timeout = _fields.TestTimeout,
        Pools = _fields.TestPools is { } pools ? [.. pools.OrderBy(pool => pool.Key, StringComparer.Ordinal).Select(pool => new PoolUse(pool.Key, pool.Value))] : null,
        Run = _commands.Test(project),
    });

    private IEnumerable<GlobPattern> TestInputs(DotNetProject project) => (_fields.TestInputs?.Value ?? [])
        .Where(inputs => inputs.Key == AllProjects || inputs.Key == project.Name)
        .OrderBy(inputs => inputs.Key, StringComparer.Ordinal)
        .Select(inputs => inputs.Value);

    private void EmitGroup(string work, string description, IEnumerable<DotNetProject> projects) =>
        _context.Emit(new GroupStanza(_names.Of(work)) { Description = description, Needs = [.. projects.Select(project => _names.Of(work, project))] });

    // Two solutions, or two configurations of one, may share an artifacts folder.
    private ProjectPath PackagesRecord(DotNetProject project) => project.Layout.Records / $"{_names.Of("packages")}-{_names.Of(project)}.{_fields.Configuration}.sha256";

    private ProjectPath BuiltRecord(DotNetProject project) => project.Layout.Records / $"{_names.Of("built")}-{_names.Of(project)}.{_fields.Configuration}.sha256";
}

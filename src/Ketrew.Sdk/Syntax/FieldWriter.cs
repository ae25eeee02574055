using System.Diagnostics;
using System.Globalization;
using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Syntax;

/// <summary>Writes the fields of an emitted stanza in the words of the language; what is empty or default is left out.</summary>
internal sealed class FieldWriter(ProjectPath directory)
{
    private readonly List<FieldNode> _fields = [];

    public MappingNode ToNode() => new(_fields.ToValueList());

    public FieldWriter Text(string name, string? value) =>
        string.IsNullOrEmpty(value) ? this : Add(name, Node.String(value));

    public FieldWriter Texts(string name, ValueList<string> values) => Nodes(name, [.. values.Select(Node.String)]);

    // Outputs are pattern text in the language: what would be a wildcard there is escaped.
    public FieldWriter Paths(string name, ValueList<ProjectPath> values) => Globs(name, values.Select(GlobPattern.Literal).ToValueList());

    public FieldWriter Globs(string name, ValueList<GlobPattern> values) => Texts(name, values.SelectMany(glob => glob.RelativeTo(directory)).ToValueList());

    public FieldWriter Path(string name, ProjectPath? value) => value is { } path ? Add(name, Node.String(path.RelativeTo(directory))) : this;

    public FieldWriter Flag(string name, bool? value) => value is { } flag ? Add(name, flag) : this;

    public FieldWriter Duration(string name, TimeSpan? value) => value is { } duration ? Add(name, Node.String(DurationText.Format(duration))) : this;

    public FieldWriter Values(string name, ValueList<NamedValue> values) =>
        values.IsEmpty ? this : Add(name, Node.Mapping([.. values.Select(value => (value.Name, Node.String(value.Value)))]));

    public FieldWriter Nodes(string name, ValueList<Node> values) => values.IsEmpty ? this : Add(name, new SequenceNode(values));

    public FieldWriter Number(string name, int? value) => value is { } number ? Add(name, number) : this;

    public FieldWriter Condition(string name, Condition? value) => value is null ? this : Add(name, new ConditionWriter(directory).Write(value));

    public FieldWriter Equivalence(string name, Equivalence? value) => value switch
    {
        null => this,
        Planning.Equivalence.SameCondition => Add(name, "same-condition"),
        Planning.Equivalence.None => Add(name, "none"),
        _ => throw new UnreachableException(),
    };

    // Without a mapping where names say it all. An empty list is no default: it takes away what the directory sets.
    public FieldWriter Pools(string name, ValueList<PoolUse>? value) => value switch
    {
        null => this,
        { } uses when uses.All(use => use.Count == 1) => Add(name, Node.List([.. uses.Select(use => Node.String(use.Pool))])),
        { } uses => Add(name, Node.Mapping([.. uses.Select(use => (use.Pool, (Node)use.Count))])),
    };

    private FieldWriter Bytes(string name, long value) =>
        value == 0 ? this : Add(name, new ScalarNode(value.ToString(CultureInfo.InvariantCulture), ScalarKind.Integer));

    public FieldWriter Container(string name, Container? value) => value switch
    {
        null => this,
        { Volumes.IsEmpty: true, Options.IsEmpty: true } => Add(name, Node.String(value.Image)),
        _ => Add(name, new FieldWriter(directory).Text("image", value.Image).Texts("volumes", value.Volumes).Texts("options", value.Options).ToNode()),
    };

    public FieldWriter Resources(string name, ResourceRequest? value) => value is not { } request ? this
        : Add(name, new FieldWriter(directory)
            .Number("cpus", request.Cpus == 0 ? null : request.Cpus)
            .Bytes("memory", request.MemoryBytes)
            .Number("gpus", request.Gpus == 0 ? null : request.Gpus)
            .Duration("time", request.Time)
            .ToNode());

    public FieldWriter Retries(string name, RetryPolicy? policy) => policy switch
    {
        null => this,
        { Factor: 1, Delay.Ticks: 0 } => Add(name, policy.Count),
        _ => Add(name, Node.Mapping(
            ("count", policy.Count),
            ("delay", Node.String(DurationText.Format(policy.Delay))),
            ("factor", new ScalarNode(policy.Factor.ToString("R", CultureInfo.InvariantCulture), policy.Factor % 1 == 0 ? ScalarKind.Integer : ScalarKind.Float)))),
    };

    private FieldWriter Add(string name, Node value)
    {
        _fields.Add(new FieldNode(name, value));
        return this;
    }
}

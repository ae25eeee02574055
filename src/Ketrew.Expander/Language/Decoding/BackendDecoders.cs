using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Backends and hosts as a file declares them, in the order written. What a kind of backend makes of its settings is its own business.</summary>
internal static class BackendDecoders
{
    private const string Kind = "kind";
    private const string Host = "host";

    private static readonly Decoder<string> _word = Decoders.SomeText("write a name");

    /// <summary><c>{cluster: {kind: slurm, host: login, partition: long}}</c>.</summary>
    public static Decoder<ValueList<BackendDeclaration>> Backends { get; } = Declarations(
        "backends with their settings", Decoders.Any.As(new FieldType.Map(new FieldType.Any())), (Node node, FieldNode field, DecodeContext context, [MaybeNullWhen(false)] out BackendDeclaration value) => ReadBackend(node, field, context, out value));

    /// <summary><c>{login: ssh://me@login.example.org/scratch/me}</c>, or a mapping with the parts of the address.</summary>
    public static Decoder<ValueList<HostDeclaration>> Hosts { get; } = Declarations(
        "hosts with their addresses", Decoders.Any, (Node node, FieldNode field, DecodeContext context, [MaybeNullWhen(false)] out HostDeclaration value) => ReadHost(node, field, context, out value));

    private delegate bool DeclarationReader<T>(Node node, FieldNode field, DecodeContext context, [MaybeNullWhen(false)] out T value);

    private static Decoder<ValueList<T>> Declarations<T>(string what, Decoder<Node> item, DeclarationReader<T> read)
    {
        Decoder<(FieldNode Field, Node Value)[]> map = Decoders.MapOf(what, item);
        FieldType type = new FieldType.Nullable(((FieldType.Map)map.Type) with { Name = (FieldType.Text)NameDecoders.Backend.Type });
        return new Decoder<ValueList<T>>(
            (Node node, DecodeContext context, out ValueList<T> value) =>
            {
                value = [];
                if (node is ScalarNode { Kind: ScalarKind.Null })
                {
                    return true;
                }

                // What is mistaken has been reported; the others are known all the same, so that nobody is told that they don't exist.
                List<T> declarations = [];
                foreach ((FieldNode field, Node settings) in map.Decode(node, context, out (FieldNode, Node)[]? items) ? items : [])
                {
                    ScalarNode name = new(field.Name, ScalarKind.Text, field.NameSpan);
                    bool isNamed = NameDecoders.Backend.Decode(name, context, out _) && HasNoHost(name, context);
                    if (read(settings, field, context, out T? declaration) && isNamed)
                    {
                        declarations.Add(declaration);
                    }
                }

                value = [.. declarations];
                return true;
            },
            type);
    }

    // `backend@host` is how a backend on another host is called.
    private static bool HasNoHost(ScalarNode name, DecodeContext context) => !name.Text.Contains('@', StringComparison.Ordinal)
        || context.Report(Problem.BadName(name, name.Text, "the name of a backend or a host", "it holds `@`", name.Text.Replace('@', '-')));

    private static bool ReadBackend(Node node, FieldNode field, DecodeContext context, [MaybeNullWhen(false)] out BackendDeclaration value)
    {
        value = null;
        if (node is not MappingNode mapping)
        {
            return context.Report(Problem.WrongType(node, "the settings of a backend", $"write `{field.Name}: {{ kind: slurm }}`"));
        }

        if (mapping[Kind] is not { } kindNode)
        {
            return context.Report(Problem.MissingField(field.NameSpan, Kind, $"the backend `{field.Name}`", "add `kind: slurm`"));
        }

        string? host = "";
        bool isGood = _word.Decode(kindNode, context, out string? kind) & (mapping[Host] is not { } hostNode || _word.Decode(hostNode, context, out host));
        value = isGood
            ? new BackendDeclaration(
                field.Name, kind!, host!, new MappingNode(mapping.Fields.Where(one => one.Name is not (Kind or Host)).ToValueList(), mapping.Span), field.NameSpan)
            : null;
        return isGood;
    }

    private static bool ReadHost(Node node, FieldNode field, DecodeContext context, [MaybeNullWhen(false)] out HostDeclaration value)
    {
        bool isGood = node is MappingNode or ScalarNode { Kind: ScalarKind.Text };
        value = isGood ? new HostDeclaration(field.Name, node, field.NameSpan) : null;
        return isGood || context.Report(Problem.WrongType(node, "the address of a host", $"write `{field.Name}: ssh://user@machine/scratch`"));
    }
}
